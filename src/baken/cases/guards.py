"""What stands in the way of a step. Pure: from a situation and a model to a list of gaps.

`pages.py` turns gaps into sentences with the link that mends them.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from baken.cases.ave import Model
from baken.cases.codes import Lifecycle, Role, SeatState
from baken.cases.machine import MOVING

Code = Literal[
    "not_active",
    "no_such_phase",
    "vacant",
    "not_accepted",
    "household_not_here",
    "same_person",
    "no_evaluation",
    "old_evaluation",
    "open_request",
    "own_request",
    "no_mandate",
    "not_seated",
    "open_actions",
    "not_process_manager",
    "not_taken_on",
]


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; `role` for seats, `number` for counts and days."""

    code: Code
    role: str = ""
    number: int = 0


@dataclass(frozen=True)
class Held:
    """An open seat as the guards see it."""

    state: SeatState
    holder: UUID | None = None
    household: bool = False


@dataclass(frozen=True)
class Situation:
    """All that the guards look at."""

    lifecycle: str
    phase: int
    seats: dict[str, Held] = field(default_factory=dict)
    open_actions: int = 0
    evaluated_on: date | None = None
    open_request: bool = False

    def roles_of(self, user_id: UUID | None) -> set[str]:
        """The roles that this user holds and has accepted."""
        if user_id is None:
            return set()
        accepted = SeatState.ACCEPTED
        return {r for r, s in self.seats.items() if s.holder == user_id and s.state == accepted}


def gaps_to_move(situation: Situation, model: Model, target: int, today: date) -> list[Gap]:
    """What is missing for the step to `target`, whoever takes it."""
    gaps = []
    if situation.lifecycle not in MOVING:
        gaps.append(Gap("not_active"))
    if target not in range(1, 5) or abs(target - situation.phase) != 1:
        return [*gaps, Gap("no_such_phase", number=target)]
    if target > situation.phase:
        gaps += _seat_gaps(situation, model, target)
    gaps += _evaluation_gaps(situation, model, target, today)
    return gaps


def _seat_gaps(situation: Situation, model: Model, target: int) -> list[Gap]:
    phase, gaps = model.phase(target), []
    for role in phase.seats:
        held = situation.seats.get(role, Held(SeatState.VACANT))
        if held.state == SeatState.VACANT:
            gaps.append(Gap("vacant", role))
        elif held.state == SeatState.ASKED:
            gaps.append(Gap("not_accepted", role))
        if held.household and role not in phase.household:
            gaps.append(Gap("household_not_here", role))
    if target >= model.apart_from and _same_person(situation):
        gaps.append(Gap("same_person", Role.CASUSREGIE))
    return gaps


def _same_person(situation: Situation) -> bool:
    pair = [situation.seats.get(role) for role in (Role.CASUSREGIE, Role.PROCESREGIE)]
    holders = [held.holder for held in pair if held and held.holder]
    return len(holders) == 2 and holders[0] == holders[1]


def _evaluation_gaps(situation: Situation, model: Model, target: int, today: date) -> list[Gap]:
    if not model.phase(max(target, situation.phase)).evaluation:
        return []
    if situation.evaluated_on is None:
        return [Gap("no_evaluation")]
    age = (today - situation.evaluated_on).days
    return [Gap("old_evaluation", number=age)] if age > fresh_days(model) else []


def fresh_days(model: Model) -> int:
    """How many days old an evaluation may be."""
    return model.clocks["evaluation"].at_least_days


def gaps_to_request(
    situation: Situation, model: Model, target: int, today: date, asker: UUID | None
) -> list[Gap]:
    """What is missing before `asker` may ask for the step."""
    gaps = gaps_to_move(situation, model, target, today)
    if situation.open_request:
        gaps.append(Gap("open_request"))
    if not situation.roles_of(asker):
        gaps.append(Gap("not_seated"))
    return gaps


def gaps_to_decide(
    situation: Situation,
    model: Model,
    target: int,
    today: date,
    *,
    requester: UUID,
    decider: UUID | None,
) -> list[Gap]:
    """What is missing before `decider` may grant a request."""
    gaps = gaps_to_move(situation, model, target, today)
    if decider is None or decider == requester:
        gaps.append(Gap("own_request"))
    try:
        role = model.decider(situation.phase, target)
    except KeyError:
        return gaps
    if role not in situation.roles_of(decider):
        gaps.append(Gap("no_mandate", role))
    return gaps


def gaps_to_close(situation: Situation, closer: UUID | None) -> list[Gap]:
    """What is missing before `closer` may close the case."""
    gaps = []
    if situation.lifecycle in (Lifecycle.SIGNAL, Lifecycle.CLOSED):
        gaps.append(Gap("not_taken_on"))
    if situation.open_actions:
        gaps.append(Gap("open_actions", number=situation.open_actions))
    if situation.open_request:
        gaps.append(Gap("open_request"))
    if Role.PROCESREGIE not in situation.roles_of(closer):
        gaps.append(Gap("not_process_manager", Role.PROCESREGIE))
    return gaps
