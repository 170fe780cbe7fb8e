"""Who is acting, worked out slowly from all rows: the words of architecture §4, not its SQL."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from tests.wall.world import World

Row = dict[str, Any]
KINDS = {"assignment", "resident", "public", "job", "key"}
DESK = {"desk", "lead", "process_manager", "case_manager"}
MANAGERS = {"process_manager", "case_manager"}


@dataclass
class Who:
    """An acting as the oracle knows it. Without a valid assignment there is no `user`."""

    kind: str = ""
    assignment: str = ""
    user: str = ""
    organisation: str = ""
    capacity: str = ""
    purpose: str = ""
    area: str = ""
    municipality: bool = False
    token: str = ""
    came_by: str = ""
    job: str = ""
    revealed: str = ""
    files: set[str] = field(default_factory=set)
    invitations: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    open_files: set[str] = field(default_factory=set)
    seated: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    known: dict[object, Any] = field(default_factory=dict)
    world: World = None  # type: ignore[assignment]

    def rows(self, table: str) -> list[Row]:
        return list(self.world.tables[table].values())

    def row(self, table: str, key: str | None) -> Row | None:
        return self.world.tables[table].get(key or "")

    def is_me(self, user: object, organisation: object) -> bool:
        return bool(self.user) and (user, organisation) == (self.user, self.organisation)

    @property
    def administrator(self) -> bool:
        return self.municipality and self.capacity == "administrator"

    @property
    def manages(self) -> bool:
        """A process or case manager of the municipality, working on cases."""
        return self.municipality and self.purpose == "cases" and self.capacity in MANAGERS

    @property
    def desk(self) -> bool:
        """Somebody of the municipality who handles reports."""
        return self.municipality and self.purpose == "reports" and self.capacity in DESK

    def new_file(self, file: str) -> bool:
        """Is nobody on this file, nor was anybody ever?"""
        return not any(m["file_id"] == file for m in self.rows("access_membership"))

    def regime(self, case: str) -> Row:
        """The newest version in force of the regime of this case; {} for no case."""
        head = self.row("cases_case", case) or {"regime": ""}
        today = localdate(self.world.read_at)
        found = [
            r
            for r in self.rows("cases_regime")
            if r["code"] == head["regime"] and date.fromisoformat(r["valid_from"]) <= today
        ]
        return max(found, key=lambda r: int(r["version"]), default={})

    def admits(self, case: str, organisation: str) -> bool:
        """May this organisation be on this case at all?"""
        party = self.row("access_organisation", organisation)
        if party is None:
            return False
        kinds = self.regime(case).get("kinds", [])
        return party["kind"] == "municipality" or party["kind"] in kinds

    def part(self, case: str, organisation: str) -> list[Row]:
        """The participations that count now."""
        now = self.world.read_at
        return [
            p
            for p in self.rows("cases_participation")
            if (p["case_id"], p["organisation_id"]) == (case, organisation)
            and not p["valid_until"]
            and (not p["ends_at"] or datetime.fromisoformat(p["ends_at"]) > now)
        ]

    def takes_part(self, case: str, organisation: str) -> bool:
        party = self.row("access_organisation", organisation)
        home = party is not None and party["kind"] == "municipality"
        part = bool(self.part(case, organisation)) and self.admits(case, organisation)
        return home or (part and case in self.files)

    def covers(self, case: str, organisation: str, category: str) -> bool:
        """Does this organisation take part for this category of information?"""
        key = (case, organisation, category)
        if key not in self.known:
            self.known[key] = self._covers(case, organisation, category)
        return bool(self.known[key])

    def _covers(self, case: str, organisation: str, category: str) -> bool:
        party = self.row("access_organisation", organisation) or {"kind": ""}
        known = self.regime(case).get("categories", [])
        if category not in known or not self.takes_part(case, organisation):
            return False
        named = {c for p in self.part(case, organisation) for c in p["categories"]}
        return party["kind"] == "municipality" or category in named

    def involved(self, **what: str) -> list[Row]:
        """The roles of a person or company in the cases that I am on."""
        column, key = next(iter(what.items()))
        return [
            i
            for i in self.rows("people_involvement")
            if i[column] == key and i["file_id"] in self.files
        ]


def who_is(world: World, setting: str, revealed: str = "") -> Who:
    """Read a setting as the database should: a closed list of kinds, else nobody."""
    kind, _, key = setting.partition(":")
    if kind not in KINDS or not setting:
        return Who(world=world)
    who = Who(kind, world=world, revealed=revealed)
    if kind == "resident":
        who.token, _colon, who.came_by = key.partition(":")
    if kind == "key":
        who.came_by = key
    if kind == "job":
        who.job = key
    if kind == "assignment":
        who.assignment = key
        _sit(who, world, key)
    return who


def _sit(who: Who, world: World, key: str) -> None:
    row = world.tables["access_assignment"].get(key)
    if row is None or not _now(row, world.read_at) or not _active(world, row["user_id"]):
        return
    party = world.tables["access_organisation"][row["organisation_id"]]
    home = party["kind"] == "municipality"
    if home == _as_partner(row):
        return
    if not home and not _agreed(world, party["id"]):
        return
    who.user, who.organisation = row["user_id"], row["organisation_id"]
    who.capacity, who.purpose, who.area = row["capacity"], row["purpose"], row["area"]
    who.municipality = home
    _files(who, world)


def _as_partner(row: Row) -> bool:
    """A partner works together on cases, and on nothing else; the municipality is no partner."""
    return bool(row["capacity"] == "partner" and row["purpose"] == "cases")


def _active(world: World, user: str) -> bool:
    return bool(world.tables["access_user"][user]["is_active"])


def _agreed(world: World, organisation: str) -> bool:
    today = localdate(world.read_at)
    return any(
        a["organisation_id"] == organisation
        and date.fromisoformat(a["valid_from"]) <= today
        and (a["valid_until"] is None or date.fromisoformat(a["valid_until"]) >= today)
        for a in world.tables["access_agreement"].values()
    )


def _now(row: Row, now: datetime) -> bool:
    return datetime.fromisoformat(row["valid_from"]) <= now and not_over(row, now)


def not_over(row: Row, now: datetime) -> bool:
    return row["valid_until"] is None or datetime.fromisoformat(row["valid_until"]) > now


def _files(who: Who, world: World) -> None:
    if who.purpose not in ("cases", "briefing"):
        return
    for m in world.tables["access_membership"].values():
        if who.is_me(m["user_id"], m["organisation_id"]) and _now(m, world.read_at):
            (who.invitations if m["invited"] else who.files).add(m["file_id"])
    who.opened = _opened(who, world) - who.files
    who.files |= who.opened
    shut = {c["id"] for c in who.rows("cases_case") if c["closed_at"]}
    known = set(world.tables["cases_case"])
    who.open_files = (who.files & known) - shut - who.opened
    who.asked = {
        s["case_id"]
        for s in who.rows("cases_seat")
        if who.is_me(s["holder_id"], s["organisation_id"])
        and not s["ended_at"]
        and s["case_id"] in who.invitations
    }
    who.seated = {
        s["case_id"]
        for s in who.rows("cases_seat")
        if who.is_me(s["holder_id"], s["organisation_id"])
        and s["accepted_at"]
        and not s["ended_at"]
        and s["case_id"] in who.files
    }


def _opened(who: Who, world: World) -> set[str]:
    """The cases that this professional of the municipality opened in an emergency that lasts."""
    if not who.municipality or who.purpose != "cases":
        return set()
    return {
        g["case_id"]
        for g in who.rows("cases_glass")
        if who.is_me(g["user_id"], g["organisation_id"])
        and not g["ended_at"]
        and datetime.fromisoformat(g["opened_at"])
        <= world.read_at
        < datetime.fromisoformat(g["until"])
    }
