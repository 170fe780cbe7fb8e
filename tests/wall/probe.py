"""Put every question to the database as the app's role, and compare with the oracle.

One connection, one transaction per acting, all statements of an acting in one round trip;
whatever they wrote is undone at once.
"""

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.wall.oracle import ACCESS, AUDIT, LETTERS, REPORTS, RETENTION, Rule
from tests.wall.oracle_breaches import BREACHES
from tests.wall.oracle_breaches import CHANGES as BREACH_CHANGES
from tests.wall.oracle_cases import CASES, PEOPLE, PROGRAMME
from tests.wall.oracle_clocks import CLOCKS
from tests.wall.oracle_council import next_rows
from tests.wall.oracle_desk import CHANGES as DESK_CHANGES
from tests.wall.oracle_desk import DESK
from tests.wall.oracle_doors import CHANGES as DOOR_CHANGES
from tests.wall.oracle_doors import DOORS
from tests.wall.oracle_duty import CHANGES as DUTY_CHANGES
from tests.wall.oracle_duty import DUTY
from tests.wall.oracle_exchange import EXCHANGE
from tests.wall.oracle_knowing import KNOWING, read_only
from tests.wall.oracle_meetings import CHANGES as MEETING_CHANGES
from tests.wall.oracle_meetings import MEETINGS
from tests.wall.oracle_plan import CHANGES as PLAN_CHANGES
from tests.wall.oracle_plan import PLAN
from tests.wall.oracle_practice import PRACTICE
from tests.wall.oracle_radar import RADAR
from tests.wall.oracle_routing import CHANGES as ROUTING_CHANGES
from tests.wall.oracle_routing import ROUTING
from tests.wall.oracle_steps import CHANGES as STEPS_CHANGES
from tests.wall.oracle_steps import STEPS
from tests.wall.oracle_triage import TRIAGE
from tests.wall.oracle_versions import CHANGES as VERSIONS_CHANGES
from tests.wall.oracle_versions import VERSIONS
from tests.wall.oracle_voices import CHANGES as VOICES_CHANGES
from tests.wall.oracle_voices import VOICES, fresh_rows
from tests.wall.oracle_writing import CHANGES as WRITING_CHANGES
from tests.wall.oracle_writing import next_writing
from tests.wall.trying import REACHED, TRIED
from tests.wall.who import Row, Who, who_is
from tests.wall.world import World

RULES: dict[str, Rule] = {
    **AUDIT,
    **ACCESS,
    **RETENTION,
    **REPORTS,
    **DESK,
    **ROUTING,
    **DOORS,
    **LETTERS,
    **EXCHANGE,
    **CASES,
    **DUTY,
    **BREACHES,
    **PLAN,
    **CLOCKS,
    **RADAR,
    **PEOPLE,
    **PROGRAMME,
    **STEPS,
    **TRIAGE,
    **KNOWING,
    **MEETINGS,
    **PRACTICE,
    **VERSIONS,
    **VOICES,
}
RULES = {table: read_only(table, rule) for table, rule in RULES.items()}
_LATER = "2030-01-01T00:00:00+00:00"
_REOPENED = {
    "state": "reading",
    "result": "",
    "closed_at": None,
    "answer_due_at": _LATER,
    "version": 2,
}
# Changes that mean something, beside the one that changes nothing. `me` is the acting's user,
# `=column` what the row has there.
CHANGES: dict[str, list[Row]] = {
    "access_membership": [
        {"invited": False},
        {"invited": True},
        {"valid_until": None},
        {"valid_until": _LATER},
        {"valid_until": "2020-01-01T00:00:00+00:00"},
    ],
    "cases_case": [{"phase": 4}],
    "cases_glass": [{"ended_at": "2026-01-01T00:00:00+00:00"}, {"ended_at": _LATER}],
    **DESK_CHANGES,
    **ROUTING_CHANGES,
    **DOOR_CHANGES,
    **DUTY_CHANGES,
    **BREACH_CHANGES,
    **MEETING_CHANGES,
    **STEPS_CHANGES,
    **VERSIONS_CHANGES,
    **VOICES_CHANGES,
    **WRITING_CHANGES,
    "cases_signal": [{"weighed": "aside", "weighed_by_id": "me"}],
    "cases_triage": [{"acute": True, "changed_by_id": "me"}],
    **PLAN_CHANGES,
    "cases_transfer": [{"accepted_at": _LATER}],
    "cases_lapse": [{"answered_by_id": "me", "answered_at": _LATER, "how": "agreed"}],
    "messages_message": [{"state": "waiting", "next_try": "2030-01-01T00:00:00+00:00"}],
    "programme_councilpaper": [
        {"status": "adopted"},
        {"status": "adopted", "adopted_edition_id": "=shared_edition_id"},
        {"status": "draft", "shared_edition_id": None},
        {"title": "x"},
    ],
    "reports_report": [
        {"state": "waiting"},
        {"state": "reading"},
        {"urgent": True},
        {"state": "withdrawn", "closed_at": _LATER, "due_at": None, "version": 2},
        {"state": "withdrawn", "closed_at": _LATER, "due_at": None, "version": 2, "urgent": True},
        {**_REOPENED, "read_due_at": _LATER, "due_at": _LATER},
        {**_REOPENED, "read_due_at": "2020-01-01T00:00:00+00:00", "due_at": _LATER},
    ],
    "retention_hold": [{"lifted_by": "me", "lifted_at": "2030-01-01T00:00:00+00:00"}],
    "retention_proposal": [
        {"decided_by": "me", "decided_as": who, "decided_at": _LATER, "approved": True}
        for who in ("privacy_officer", "administrator")
    ],
    "cases_seat": [{"accepted_at": "2026-01-01T00:00:00+00:00"}],
    "people_involvement": [{"shielded_identity": False, "shielded_address": False}],
}
_USERS = (
    "author_id",
    "by_id",
    "added_by_id",
    "requested_by_id",
    "closed_by_id",
    "placed_by",
    "proposed_by",
    "released_by_id",
    "decided_by_id",
    "user_id",
    "holder_id",
    "asked_by_id",
    "begun_by_id",
    "edited_by_id",
    "changed_by_id",
    "taken_by_id",
    "handler_id",
    "checked_by_id",
    "merged_by_id",
    "reviewer_id",
    "made_by_id",
)
_FILES = ("case_id", "file_id", "object_id", "about_id")


@dataclass
class Question:
    """A statement, what it must answer, and how to read the answer."""

    table: str
    verb: str
    statement: str
    expected: set[str] | bool | int

    def wrong(self, answer: str) -> str:
        """'' when the answer is right."""
        error = answer[1:] if answer.startswith("!") else ""
        if error and error != "42501" and not error.startswith("23"):
            return f"fails with {error}"
        if isinstance(self.expected, bool):
            accepted = error != "42501"
            return "" if accepted == self.expected else f"{'' if accepted else 'not '}accepted"
        if isinstance(self.expected, int):
            return f"reaches {answer} rows" if _number(answer) > self.expected else ""
        got = set() if error == "42501" else set(filter(None, answer.split(",")))
        if error.startswith("23"):
            return "" if self.expected else "reaches rows"
        return _difference(got, self.expected)


def _number(answer: str) -> int:
    return 0 if answer.startswith("!") or not answer else int(answer)


def _difference(got: set[str], expected: set[str]) -> str:
    if got == expected:
        return ""
    more, less = sorted(got - expected), sorted(expected - got)
    return f"{len(more)} too many {more[:2]}, {len(less)} missing {less[:2]}"


@dataclass
class Tally:
    """How much was asked, and what was answered wrongly."""

    actings: int = 0
    cells: int = 0
    questions: int = 0
    wrong: list[str] = field(default_factory=list)


class Probe:
    """Asks everything about a world over one connection of the app's role."""

    def __init__(self, world: World, connection: psycopg.Connection, rows: int = 2) -> None:
        self.world, self.connection, self.rows = world, connection, rows
        connection.execute(TRIED)
        connection.execute(REACHED)
        connection.commit()
        self.tally = Tally()

    def ask(self, name: str, setting: str, revealed: str = "", tables: Sequence[str] = ()) -> None:
        """The whole matrix of one acting."""
        who = who_is(self.world, setting, revealed)
        asked = [q for table in tables or sorted(RULES) for q in self._questions(who, table)]
        answers = self._answers(setting, revealed, [q.statement for q in asked])
        self.tally.actings += 1
        self.tally.questions += len(asked)
        self.tally.cells += len({(q.table, q.verb.split()[0]) for q in asked})
        for question, answer in zip(asked, answers, strict=True):
            if problem := question.wrong(answer):
                self.tally.wrong.append(f"{name}: {question.verb} {question.table}: {problem}")

    def _answers(self, setting: str, revealed: str, statements: list[str]) -> list[str]:
        with self.connection.transaction(force_rollback=True):
            self.connection.execute(
                "select set_config('baken.acting', %s, true), set_config('baken.reveal', %s, true)",
                [setting, revealed],
            )
            row = self.connection.execute("select pg_temp.tried(%s)", [statements]).fetchone()
        assert row is not None
        return list(row[0])

    def _questions(self, who: Who, table: str) -> Iterator[Question]:
        rule, rows, key = RULES[table], self.world.tables[table], self.world.key_of[table]
        seen = {k for k, row in rows.items() if rule.select(who, row)}
        name, column = f'"{table}"', f'"{key}"'
        yield Question(table, "select", f"select array_agg({column}::text) from {name}", seen)
        yield Question(
            table, "select count", f"select array[count(*)::text] from {name}", {str(len(seen))}
        )
        yield from self._deletes(who, table, seen)
        yield from self._updates(who, table, seen)
        for copy in self._copies(who, table):
            may = rule.insert(who, copy)
            yield Question(table, "insert", self._insert(table, copy), may)
            for near in self._nearly(who, copy) if may else ():
                yield Question(table, "insert", self._insert(table, near), rule.insert(who, near))

    def _deletes(self, who: Who, table: str, seen: set[str]) -> Iterator[Question]:
        rule, rows, key = RULES[table], self.world.tables[table], self.world.key_of[table]
        may = {k for k, row in rows.items() if rule.delete(who, row)}
        yield Question(table, "delete", _gathered(f'delete from "{table}"', key), may & seen)
        yield Question(table, "delete blindly", _counted(f'delete from "{table}"'), len(may))

    def _updates(self, who: Who, table: str, seen: set[str]) -> Iterator[Question]:
        rule, rows, key = RULES[table], self.world.tables[table], self.world.key_of[table]
        changes: list[Row] = [{}, *CHANGES.get(table, [])]
        for change in changes:
            new = {c: (who.user or None if v == "me" else v) for c, v in change.items()}
            may = {k for k, row in rows.items() if rule.update(who, row, _changed(row, new))}
            column = f'"{min(rule.columns or {key})}"'
            sets = ", ".join(f'"{c}" = {_set_to(v)}' for c, v in new.items())
            update = f'update "{table}" set {sets or f"{column} = {column}"}'
            among = _literal(sorted(may & seen))
            where = f'"{key}"::text = any ({among}::text[])'
            for verb, those, right in (("update", where, may & seen),
                                       ("update others", f"not {where}", set())):  # fmt: skip
                asked = ", ".join(map(_literal, (update, table, key, those)))
                yield Question(table, verb, f"select pg_temp.reached({asked})", right)
            if sets:
                yield Question(table, "update blindly", _counted(update), len(may))

    def _copies(self, who: Who, table: str) -> Iterator[Row]:
        """Copies of some rows with a new key: as they are, as if of the acting, in a new file."""
        rows = list(self.world.tables[table].values())
        most = len(rows) if self.world.key_of[table] == "report_id" else self.rows
        step = max(1, len(rows) // most) if rows else 1
        for row in rows[::step][:most]:
            copy = self._renewed(table, row)
            yield copy
            yield from next_rows(who, table, copy)
            yield from next_writing(who, table, copy)
            yield from fresh_rows(who, table, copy)
            if table == "audit_entry" and not (who.user or who.token):
                yield from _signed(who, copy)
            if who.user or who.token:
                yield (mine := _as_mine(who, copy))
                yield from _in_my_files(who, table, mine)
                yield from self._elsewhere(who, table, mine)
        yield from self._beside(who, table)

    def _beside(self, who: Who, table: str) -> Iterator[Row]:
        """As if of the acting, beside a row of each of its files: what fits there, also where the
        file is closed."""
        rows = list(self.world.tables[table].values())
        for file in sorted(who.files):
            there = (row for row in rows if file in (row.get("case_id"), row.get("file_id")))
            if (row := next(there, None)) is not None:
                yield _as_mine(who, self._renewed(table, row))

    def _nearly(self, who: Who, row: Row) -> Iterator[Row]:
        """What the acting may insert, with one thing otherwise: who, whose, where, when, how."""
        others = {
            "user": next(str(u) for u in self.world.city.users.values() if str(u) != who.user),
            "party": next(p for p in self.world.order["access_organisation"]
                          if p != who.organisation),
            "file": next((c for c in self.world.order["cases_case"] if c not in who.files), None),
        }  # fmt: skip
        for column, value in row.items():
            kind = _kind(column)
            if kind in others and value is not None and others[kind] != value:
                yield {**row, column: others[kind]}
            elif kind == "moment":
                yield {**row, column: None if value else _LATER}
            elif isinstance(value, bool):
                yield {**row, column: not value}

    def _elsewhere(self, who: Who, table: str, row: Row) -> Iterator[Row]:
        """The same about what is somebody else's: their case, report, document or person."""
        cases = list(self.world.tables["cases_case"])
        reports = [*list(self.world.tables["reports_report"])[:4], str(uuid4())]
        if table == "audit_entry":
            yield from _signed(who, row)
        if table == "reports_report":
            fresh = {**row, "assigned_to_id": None, "source": "phone", "state": "received"}
            yield from ({**fresh, "wijk_code": wijk} for wijk in ("", "WK062202", "WK062207"))
            others = {"source": "site", "state": "reading", "assigned_to_id": who.user or None}
            yield from ({**fresh, "wijk_code": "", name: value} for name, value in others.items())
            shared = self.world.tables["reports_report"][str(self.world.names["shared"])]
            by_software = {**fresh, "wijk_code": "", "source": "api"}
            yield by_software
            yield {**fresh, "wijk_code": "", "source": "import"}
            yield {**by_software, "category_id": shared["category_id"]}
        if table == "access_membership":
            yield from ({**row, "file_id": key} for key in (*cases, reports[0]))
        if table == "cases_case":
            yield from ({**row, "id": key, "lifecycle": "triage"} for key in reports[:2])
        if table == "documents_document":
            yield from ({**row, "holder": "case", "file_id": key} for key in cases)
            yield from ({**row, "holder": "report", "file_id": key} for key in reports)
        if table in ("cases_dataitem", "cases_datatext"):
            outside = {**row, "case_id": None}
            yield from ({**outside, "request_id": key}
                        for key in self.world.tables["cases_datarequest"])  # fmt: skip
            yield from ({**row, **{c: part[c] for c in ("case_id", "request_id")}}
                        for part in self.world.tables["cases_datapart"].values()
                        if part["case_id"] in who.files)  # fmt: skip
        if table == "cases_datapart":
            yield from ({**row, "case_id": file, "organisation_id": party}
                        for file in sorted(who.files)[:2]
                        for party in self.world.tables["access_organisation"])  # fmt: skip
        if table == "cases_postponement":
            yield from self._asks_to_put_off(who, row)
        if table == "cases_merge":
            pairs = itertools.permutations(sorted(who.open_files), 2)
            yield from ({**row, "case_id": one, "into_id": into} for one, into in pairs)
        if table == "cases_disclosed":
            yield from self._word_for_word()
        if table == "people_involvement":
            for file in sorted(who.files)[:2]:
                yield from ({**row, "file_id": file, **one} for one in self._everyone())

    def _asks_to_put_off(self, who: Who, row: Row) -> Iterator[Row]:
        """The same, not judged yet, about each person to be told here and in the next case."""
        asked = {**row, "granted": None, "judged_by_id": None, "judged_at": None, "ended_at": None}
        for duty in self.world.tables["cases_duty"].values():
            for file in {duty["case_id"], *sorted(who.files)[:2]}:
                yield {**asked, "duty_id": duty["id"], "case_id": file}

    def _word_for_word(self) -> Iterator[Row]:
        """Each item that somebody asked to disclose, handed over as it was said."""
        said = ("nature", "category", "source", "text", "about_date", "document_id")
        told = self.world.tables["cases_contribution"]
        for item in self.world.tables["cases_disclosureitem"].values():
            row = told[item["contribution_id"]]
            of_item = {c: item[c] for c in ("disclosure_id", "case_id", "contribution_id")}
            yield {"id": str(uuid4()), "item_id": item["id"], **of_item,
                   "owner_id": row["organisation_id"], **{c: row[c] for c in said}}  # fmt: skip

    def _everyone(self) -> Iterator[Row]:
        for person in self.world.tables["people_person"]:
            yield {"person_id": person, "company_id": None}
        for company in self.world.tables["people_company"]:
            yield {"person_id": None, "company_id": company}

    def _renewed(self, table: str, row: Row) -> Row:
        key = self.world.key_of[table]
        if key == "report_id":
            return dict(row)
        value: Any = row[key]
        fresh = {"month": "2019-01-01", "operation_id": "\\x0102", "key": uuid4().hex}
        new = fresh.get(key, value + 10_000_000 if isinstance(value, int) else str(uuid4()))
        return {**row, key: new}

    def _insert(self, table: str, row: Row) -> str:
        names = ", ".join(f'"{c}"' for c in row if c != "words")
        made = f"jsonb_populate_record(null::{table}, {_literal(json.dumps(row))}::jsonb)"
        return f'with x as (insert into "{table}" ({names}) select {names} from {made}) select null'


def _kind(column: str) -> str:
    """What a column of this name holds: a person, a party, a case or a moment."""
    if column in _USERS or column == "receiver_id":
        return "user"
    if column in ("organisation_id", "owner_id", "to_organisation_id"):
        return "party"
    if column in ("case_id", "file_id"):
        return "file"
    return "moment" if column.endswith(("_at", "_until")) else ""


def _gathered(statement: str, key: str) -> str:
    returned = f'{statement} returning "{key}"::text as k'
    return f"with x as ({returned}) select array_agg(k) from x"


def _counted(statement: str) -> str:
    return f"with x as ({statement} returning 1) select array[count(*)::text] from x"


def _literal(value: object) -> str:
    return sql.Literal(value).as_string(None)


def _changed(row: Row, change: Row) -> Row:
    """The row after the change."""
    return row | {c: row[v[1:]] if _is_column(v) else v for c, v in change.items()}


def _set_to(value: object) -> str:
    return f'"{str(value)[1:]}"' if _is_column(value) else _literal(value)


def _is_column(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _as_mine(who: Who, row: Row) -> Row:
    """The row as if this acting made it: its user, its organisation, its token."""
    mine = {c: who.user or None for c in _USERS if c in row}
    if {"requested_by_id", "decided_by_id"} <= set(row):
        mine["requested_by_id"] = row["requested_by_id"]
    mine |= {
        c: who.organisation or None
        for c in ("organisation_id", "owner_id")
        if c in row and not (c == "organisation_id" and "owner_id" in row)
    }
    if "owner_id" in row and "added_by_id" in row:
        mine["owner_id"] = row["owner_id"]
    if "token_hash" in row:
        mine["token_hash"] = who.token
    if "from_resident" in row:
        mine["from_resident"] = bool(who.token)
    return {**row, **mine}


def _signed(who: Who, row: Row) -> Iterator[Row]:
    """An entry in the own name, and in a name that is a little wrong."""
    task = who.row("access_assignment", who.assignment) or {}
    names = ("user_id", "organisation_id", "capacity", "purpose")
    mine = {**row, **{n: task.get(n, None if n.endswith("_id") else "") for n in names}}
    mine["acting_kind"] = who.kind or "public"
    if who.kind == "resident":
        mine["purpose"] = "reports"
    yield mine
    words = {"capacity": "mayor", "purpose": "privacy", "acting_kind": "public"}
    for name, value in (words | {n: str(uuid4()) for n in names[:2]}).items():
        yield {**mine, name: value}


def _in_my_files(who: Who, table: str, row: Row) -> Iterator[Row]:
    """The same in a file that the acting is on, and in a file that does not exist yet."""
    column = next((c for c in _FILES if c in row), "id" if table == "cases_case" else "")
    if not column or not who.user:
        return
    for file in (*sorted(who.files)[:2], str(uuid4())):
        fresh = {**row, column: file}
        if table == "cases_seat":
            yield from ({**fresh, "role": role} for role in ("procesregie", "casusregie"))
            yield {**fresh, "accepted_at": None}
            fresh |= {"holder_id": None, "accepted_at": None}
        if table == "cases_case":
            fresh |= {
                "lifecycle": "signal" if who.capacity == "desk" else "triage",
                "closed_at": None,
            }
        yield fresh
