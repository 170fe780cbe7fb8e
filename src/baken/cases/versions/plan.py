"""What another version would mean for one running case. Pure: from rows to gaps and dates.

Used by the dry run and by the move itself, so that the two never differ.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from baken.cases.ave import Model
from baken.cases.clocks.catalog import span_in
from baken.cases.codes import Role, SeatState
from baken.cases.guards import Gap, Held, Situation, gaps_in_seats
from baken.cases.machine import MOVING
from baken.core.calendar import RuleSet
from baken.core.terms import Span, due


@dataclass(frozen=True)
class Running:
    """A clock that was not met yet; `pauses` are those that ended."""

    id: UUID
    kind: str
    started_at: datetime
    due_at: datetime
    span: str
    rules: str
    pauses: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True)
class Asked:
    """The request that waits for a decision: to which phase, and which fields it answered."""

    target: int
    answered: frozenset[str]


@dataclass(frozen=True)
class Snapshot:
    """One running case, without a word of its content."""

    file: UUID
    model: UUID
    lifecycle: str
    phase: int
    seats: Mapping[str, Held] = field(default_factory=dict)
    # Are casusregie and procesregie with one person, be it through two accounts?
    one_hand: bool = False
    asked: Asked | None = None
    clocks: tuple[Running, ...] = ()


@dataclass(frozen=True)
class Turned:
    """A clock that gets another date."""

    id: UUID
    kind: str
    before: datetime
    after: datetime
    span_before: str
    span: str


def gaps_of(case: Snapshot, old: Model, new: Model) -> list[Gap]:
    """What the new version would break. What is amiss under the old one already holds nobody."""
    if not new.has(case.phase):
        return [Gap("no_such_phase", number=case.phase)]
    known = set(_gaps(case, old)) if old.has(case.phase) else set()
    return [gap for gap in _gaps(case, new) if gap not in known]


def _gaps(case: Snapshot, model: Model) -> Iterator[Gap]:
    if case.lifecycle in MOVING:
        yield from gaps_in_seats(_situation(case), model, case.phase)
    if case.asked is None:
        return
    target = case.asked.target
    if not model.has(target) or (case.phase - target > 1 and not model.leap):
        yield Gap("no_such_phase", number=target)
    fields = model.up if target > case.phase else model.down
    yield from (Gap("unanswered", name=f) for f in fields if f not in case.asked.answered)


def _situation(case: Snapshot) -> Situation:
    pair = [case.seats.get(role) for role in (Role.CASUSREGIE, Role.PROCESREGIE)]
    holders = [held.holder for held in pair if held and held.holder]
    persons = dict.fromkeys(holders, holders[0]) if case.one_hand and holders else {}
    return Situation(case.lifecycle, case.phase, dict(case.seats), persons=persons)


def clocks_of(case: Snapshot, old: Model, new: Model) -> list[Turned]:
    """The clocks whose date would change. A date on which people agreed stays theirs: only a
    clock that stands where the old version puts it, goes where the new one puts it.
    """
    return [turned for clock in case.clocks if (turned := _turned(clock, case.phase, old, new))]


def _turned(clock: Running, phase: int, old: Model, new: Model) -> Turned | None:
    try:
        before, after = span_in(old, clock.kind, phase), span_in(new, clock.kind, phase)
    except KeyError:
        return None
    if _by(clock, before) != clock.due_at or _by(clock, after) == clock.due_at:
        return None
    return Turned(clock.id, clock.kind, clock.due_at, _by(clock, after), clock.span, str(after))


def _by(clock: Running, span: Span) -> datetime:
    return due(clock.started_at, span, RuleSet(clock.rules), pauses=clock.pauses)


def restored(case: Snapshot, turned: list[Turned], kept: list[dict[str, Any]]) -> list[Turned]:
    """The same, for a case that goes back: a clock that nobody touched since gets the very date
    that it had. `kept` is what the move that is undone wrote down.
    """
    former = {UUID(one["id"]): one for one in kept}
    back = [t for clock in case.clocks if (t := _back(clock, former.get(clock.id)))]
    known = {one.id for one in back}
    return [*back, *(one for one in turned if one.id not in known)]


def _back(clock: Running, was: dict[str, Any] | None) -> Turned | None:
    if was is None or (clock.due_at, clock.span) != (moment(was["after"]), was["span"]):
        return None
    return Turned(clock.id, clock.kind, clock.due_at, moment(was["before"]), clock.span,
                  was["span_before"])  # fmt: skip


def kept(turned: Turned) -> dict[str, Any]:
    """What is written down of a clock that moved."""
    return {
        "id": str(turned.id), "kind": turned.kind, "before": turned.before.isoformat(),
        "after": turned.after.isoformat(), "span_before": turned.span_before, "span": turned.span,
    }  # fmt: skip


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def snapshot(row: Mapping[str, Any]) -> Snapshot:
    """From one row of the database's function."""
    asked = row["asked"]
    return Snapshot(
        UUID(str(row["file"])), UUID(str(row["model"])), row["lifecycle"], row["phase"],
        {seat["role"]: _held(seat) for seat in row["seats"]}, row["one_hand"],
        Asked(asked["target"], frozenset(asked["answered"])) if asked else None,
        tuple(_running(clock) for clock in row["clocks"]),
    )  # fmt: skip


def _held(seat: Mapping[str, Any]) -> Held:
    holder = UUID(seat["holder"]) if seat["holder"] else None
    if seat["accepted"]:
        state = SeatState.ACCEPTED
    else:
        state = SeatState.ASKED if holder or seat["household"] else SeatState.VACANT
    return Held(state, holder, seat["household"])


def _running(clock: Mapping[str, Any]) -> Running:
    pauses = tuple((moment(one["began"]), moment(one["ended"])) for one in clock["pauses"])
    return Running(UUID(clock["id"]), clock["kind"], moment(clock["started_at"]),
                   moment(clock["due_at"]), clock["span"], clock["rules"], pauses)  # fmt: skip
