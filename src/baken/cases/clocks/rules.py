"""When who hears what: pure, over dates and seats."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from baken.cases.clocks.catalog import Rung
from baken.cases.codes import Role
from baken.core.calendar import RuleSet
from baken.core.terms import Pause, due, left


def reached(
    ladder: Iterable[Rung],
    *,
    phase: int,
    due_at: datetime,
    now: datetime,
    pauses: Iterable[Pause] = (),
) -> list[str]:
    """The seats that must have heard by now, lowest first.

    Counted in the municipality's working days after the date; a pause does not count.
    """
    if now <= due_at:
        return []
    stops = list(pauses)
    return [
        rung.role
        for rung in ladder
        if phase in rung.phases
        and now > max(due_at, due(due_at, rung.after, RuleSet.OFFICE, pauses=stops))
    ]


def soon(due_at: datetime, now: datetime, rules: RuleSet) -> bool:
    """Is it one working day ahead or less, and not over yet? Before a weekend: on Friday."""
    return left(due_at, now, rules).soon


def addressee(role: str, holders: Mapping[str, UUID]) -> UUID | None:
    """Who sits there, or on the first filled seat above; None when nobody does."""
    above = Role.values[Role.values.index(role) :]
    return next((holders[name] for name in above if name in holders), None)
