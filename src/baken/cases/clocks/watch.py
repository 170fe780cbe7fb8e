"""The round of the job that watches clocks: who must be told now, each of them once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import connection

from baken.audit.api import record
from baken.cases.ave import model_of
from baken.cases.clocks import mails
from baken.cases.clocks.catalog import catalog, ladder_of
from baken.cases.clocks.codes import SOON, LapseKind
from baken.cases.clocks.models import Lapse, Notice
from baken.cases.clocks.rules import addressee, reached, soon
from baken.cases.codes import Role
from baken.cases.regimes import rules_for
from baken.core.acting import Acting
from baken.core.calendar import RuleSet
from baken.core.terms import Pause, due

# A long weekend lies between one working day and the next.
AHEAD = timedelta(days=8)
MOST = 200_000
# These are named in the list of clocks; `detail` says which one it is.
NORMS = frozenset({"clock", "duty"})


@dataclass(frozen=True)
class Due:
    """Something with a date, as the database tells it to the job: no text."""

    kind: str
    about: UUID
    detail: str
    file: UUID
    number: str
    model: UUID
    phase: int
    due_at: datetime
    organisation: UUID | None
    owner: UUID | None

    @property
    def rules(self) -> RuleSet:
        return catalog().norm(self.detail).rules if self.kind in NORMS else RuleSet.OFFICE


@dataclass(frozen=True)
class Told:
    """One who is to be told: about what, and at which step."""

    thing: Due
    step: str
    who: UUID | None


Seats = dict[UUID, dict[str, UUID]]


def watch(acting: Acting, now: datetime) -> int:
    """One round. Returns how many were told; a second round at once tells nobody."""
    _ask("select cases_settle_lapses()")
    things = [Due(*row) for row in _ask("select * from cases_due_before(%s) limit %s",
                                        now + AHEAD, MOST)]  # fmt: skip
    things += list(_silences(now))
    seats = _seats({thing.file for thing in things})
    pauses = _pauses([thing.about for thing in things])
    told = [one for thing in things for one in _of(thing, seats.get(thing.file, {}),
                                                   pauses.get(thing.about, []), now)]  # fmt: skip
    _note([one.thing for one in told if one.step != SOON], now)
    fresh = _fresh(told)
    for one in fresh:
        _tell(acting, one, now)
    return len(fresh)


def _ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _silences(now: datetime) -> Iterator[Due]:
    """Partners of whom nothing was heard for too long: their date is the end of that stretch."""
    span = catalog().silent_after
    quiet = now - timedelta(days=span.at_least_days)
    for file, number, model, phase, organisation, heard in _ask(
        "select * from cases_last_signs(%s) limit %s", quiet, MOST
    ):
        until = due(heard, span, RuleSet.OFFICE)
        if until < now:
            about = uuid5(file, str(organisation))
            yield Due("silence", about, heard.isoformat(), file, number, model, phase, until,
                      organisation, None)  # fmt: skip


def _seats(files: Iterable[UUID]) -> Seats:
    found: Seats = {}
    for file, role, holder in _ask("select * from cases_watched_seats(%s)", list(files)):
        found.setdefault(file, {})[role] = holder
    return found


def _pauses(things: list[UUID]) -> dict[UUID, list[Pause]]:
    found: dict[UUID, list[Pause]] = {}
    for about, began, ended in _ask("select * from cases_watched_pauses(%s)", things):
        found.setdefault(about, []).append((began, ended))
    return found


def _of(thing: Due, seats: dict[str, UUID], pauses: list[Pause], now: datetime) -> Iterator[Told]:
    """One working day ahead its owner; after its date one seat after another."""
    if soon(thing.due_at, now, thing.rules):
        yield Told(thing, SOON, owner(thing, seats))
    for role in reached(ladder_of(thing.model), phase=thing.phase, due_at=thing.due_at, now=now,
                        pauses=pauses):  # fmt: skip
        if thing.kind == "action" or role != Role.CASUSREGIE:
            yield Told(thing, role, addressee(role, seats))
        elif thing.kind != "silence":
            yield Told(thing, Role.PROCESREGIE, addressee(Role.PROCESREGIE, seats))


def owner(thing: Due, seats: dict[str, UUID]) -> UUID | None:
    """Who must do it: the owner of an action, who is asked for a seat, who decides, or the seat
    to which the clock belongs."""
    if thing.kind == "action" or (thing.kind == "seat" and thing.owner):
        return thing.owner
    if thing.kind == "request":
        source, target = (int(part) for part in thing.detail.split(">"))
        return addressee(model_of(thing.model).decider(source, target), seats)
    if thing.kind == "regime":
        deciders = [role for role in rules_for(thing.detail).decides if role in seats]
        return addressee(deciders[0] if deciders else Role.OPERATIONEEL, seats)
    role = catalog().norm(thing.detail).owner if thing.kind in NORMS else Role.PROCESREGIE
    return addressee(role, seats)


def _note(things: Iterable[Due], now: datetime) -> None:
    """What an organisation did not do becomes a row, once per date."""
    rows = {
        (thing.about, thing.due_at): Lapse(
            case_id=thing.file, kind=LapseKind(thing.kind), organisation_id=thing.organisation,
            action_id=thing.about if thing.kind == "action" else None,
            since=thing.due_at if thing.kind == "action" else datetime.fromisoformat(thing.detail),
            noted_at=now,
        )
        for thing in things if thing.organisation and thing.kind in LapseKind.values
    }  # fmt: skip
    Lapse.objects.bulk_create(rows.values(), ignore_conflicts=True)


def _fresh(told: list[Told]) -> list[Told]:
    """Those who were not told before. Of two rounds at once, the unique key lets one through."""
    unique = {(one.thing.about, one.thing.due_at, one.step): one for one in told}
    known = Notice.objects.filter(about__in={about for about, _due, _step in unique})
    for key in known.values_list("about", "due_at", "step"):
        unique.pop(key, None)
    return list(unique.values())


def _tell(acting: Acting, one: Told, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into cases_notice (id, case_id, about, due_at, step, told_id, told_at)"
            " values (%s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
            [uuid4(), one.thing.file, one.thing.about, one.thing.due_at, one.step, one.who, now],
        )
        if not cursor.rowcount:
            return
    mails.tell(acting, one.thing.file, one.thing.number, one.who, ahead=one.step == SOON)
    record(acting, "case.tell", "case", one.thing.file, ground=one.step)
