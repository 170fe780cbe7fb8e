"""What stands in the way of a step. Pure: from a situation and a model to a list of gaps.

`explain.py` turns gaps into sentences with the link that mends them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from baken.cases.ave import Model
from baken.cases.codes import ENDED, Lifecycle, Role, SeatState
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
    "no_plan",
    "unanswered",
    "no_evidence",
    "still_on",
    "handover_waits",
    "actions_stay_behind",
    "no_motivation",
    "not_acute",
    "not_on_call",
    "unratified",
    "scale_down_first",
    "not_closed",
    "term_is_over",
    "triage_undone",
    "duty_undone",
    "agreements_unowned",
    "clocks_open",
    "requests_open",
    "disclosures_open",
    "meetings_open",
    "regime_open",
]
# What the parts of a case must have done (see `facts.py`), per step.
TO_MOVE = ("plan",)
TO_TAKE_ON: tuple[Code, ...] = ("triage_undone", "duty_undone")
TO_CLOSE: tuple[Code, ...] = (
    "duty_undone",
    "agreements_unowned",
    "clocks_open",
    "requests_open",
    "disclosures_open",
    "meetings_open",
    "regime_open",
)


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: `role` for seats, `name` for fields and triggers, `number` for
    counts and days.
    """

    code: Code
    role: str = ""
    number: int = 0
    name: str = ""


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
    # Did who receives the case after the step down that is asked for accept it?
    handed_over: bool = True
    unratified: bool = False
    action_owners: tuple[UUID, ...] = ()
    # Accounts of one person have one key here; who is not in it is their own.
    persons: Mapping[UUID, UUID] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)

    def same(self, one: UUID | None, other: UUID | None) -> bool:
        """Are these one person, be it with two accounts? Nobody is nobody else."""
        known = [self.persons.get(key, key) for key in (one, other) if key is not None]
        return len(known) == 2 and known[0] == known[1]

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
    if not _is_step(situation.phase, target, model):
        return [*gaps, Gap("no_such_phase", number=target)]
    if target > situation.phase:
        gaps += gaps_in_seats(situation, model, target)
        if 0 < model.plan_from <= target and situation.facts.get("plan") == 0:
            gaps.append(Gap("no_plan"))
    else:
        gaps += _left_behind(situation, model, target)
    return gaps + _evaluation_gaps(situation, model, target, today)


def _is_step(phase: int, target: int, model: Model) -> bool:
    """One up, one down, or more down where the model names who decides that."""
    leap = bool(model.leap) and target < phase
    return model.has(target) and (abs(target - phase) == 1 or leap)


def gaps_in_seats(situation: Situation, model: Model, target: int) -> list[Gap]:
    """What is missing in the seats that a phase needs: filled, accepted, and not one person."""
    phase, gaps = model.phase(target), []
    for role in phase.seats:
        held = situation.seats.get(role, Held(SeatState.VACANT))
        if held.state == SeatState.VACANT:
            gaps.append(Gap("vacant", role))
        elif held.state == SeatState.ASKED:
            gaps.append(Gap("not_accepted", role))
        if held.household and role not in phase.household:
            gaps.append(Gap("household_not_here", role))
    if target >= model.apart_from and one_steers_both(situation):
        gaps.append(Gap("same_person", Role.CASUSREGIE))
    return gaps


def one_steers_both(situation: Situation) -> bool:
    """Are casusregie and procesregie with one person, be it through two accounts?"""
    pair = [situation.seats.get(role) for role in (Role.CASUSREGIE, Role.PROCESREGIE)]
    holders = [held.holder for held in pair if held]
    return len(holders) == 2 and situation.same(holders[0], holders[1])


def stays_seated(model: Model, target: int) -> set[str]:
    """The seats that stay after a step down: those of the lower phase, and the two that steer."""
    return {Role.CASUSREGIE, Role.PROCESREGIE, *model.phase(target).seats}


def _left_behind(situation: Situation, model: Model, target: int) -> list[Gap]:
    """Open actions of who has no seat any more in the lower phase."""
    stay = stays_seated(model, target)
    roles = [situation.roles_of(owner) for owner in situation.action_owners]
    n = sum(bool(held) and not held & stay for held in roles)
    return [Gap("actions_stay_behind", number=n)] if n else []


def _evaluation_gaps(situation: Situation, model: Model, target: int, today: date) -> list[Gap]:
    down = target < situation.phase and model.down_evaluation
    if not down and not model.phase(max(target, situation.phase)).evaluation:
        return []
    return _fresh(situation, model, today)


def _fresh(situation: Situation, model: Model, today: date) -> list[Gap]:
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


def gaps_in_answers(model: Model, phase: int, target: int, answers: Mapping[str, Any]) -> list[Gap]:
    """What a request does not tell and the model asks for.

    `answers` are by field (see `codes.FIELDS`); `triggers` maps each one to its evidence, `still`
    those that are on in spite of a step down, which `motivated` then explains.
    """
    if target < phase:
        gaps = _unanswered(model.down, answers)
        off = not answers.get("still") or answers.get("motivated")
        return gaps if off else [*gaps, Gap("still_on")]
    gaps = _unanswered(model.up, answers)
    told = answers.get("triggers") or {}
    known = {code: told[code] for code in told if code in model.triggers}
    if "triggers" in model.up and told and not known:
        gaps.append(Gap("unanswered", name="triggers"))
    return gaps + [Gap("no_evidence", name=code) for code, proof in known.items() if not proof]


def _unanswered(fields: tuple[str, ...], answers: Mapping[str, Any]) -> list[Gap]:
    return [Gap("unanswered", name=name) for name in fields if not answers.get(name)]


def gaps_to_decide(
    situation: Situation,
    model: Model,
    target: int,
    today: date,
    *,
    requester: UUID,
    decider: UUID | None,
    reason: str | None = None,
) -> list[Gap]:
    """What is missing before `decider` may grant a request. `reason` None: not asked for yet."""
    gaps = gaps_to_move(situation, model, target, today)
    if target < situation.phase and not situation.handed_over:
        gaps.append(Gap("handover_waits"))
    if situation.phase - target > 1 and reason is not None and not reason.strip():
        gaps.append(Gap("no_motivation"))
    if decider is None or situation.same(decider, requester):
        gaps.append(Gap("own_request"))
    try:
        role = model.decider(situation.phase, target)
    except KeyError:
        return gaps
    if role not in situation.roles_of(decider):
        gaps.append(Gap("no_mandate", role))
    return gaps


def gaps_to_jump(situation: Situation, model: Model, capacity: str) -> list[Gap]:
    """What is missing before somebody in this capacity may jump up in an emergency."""
    if situation.lifecycle not in MOVING:
        return [Gap("not_active")]
    if model.acute is None or situation.phase not in model.acute.sources:
        return [Gap("not_acute")]
    if capacity not in model.acute.capacities:
        return [Gap("not_on_call")]
    return []


def gaps_to_ratify(
    situation: Situation, model: Model, target: int, *, jumper: UUID, holder: UUID | None
) -> list[Gap]:
    """What is missing before `holder` may say whether a jump to `target` was right."""
    gaps = []
    if holder is None or situation.same(jumper, holder):
        gaps.append(Gap("own_request"))
    role = model.phase(target).decides
    if role not in situation.roles_of(holder):
        gaps.append(Gap("no_mandate", role))
    return gaps


def gaps_to_take_on(situation: Situation) -> list[Gap]:
    """What triage and the duty to inform still leave open before a case runs."""
    return _undone(situation, TO_TAKE_ON)


def _undone(situation: Situation, codes: tuple[Code, ...]) -> list[Gap]:
    known = situation.facts
    return [Gap(code, number=known[code]) for code in codes if known.get(code)]


def gaps_to_close(
    situation: Situation, model: Model, closer: UUID | None, today: date
) -> list[Gap]:
    """What is missing before `closer` may close the case."""
    gaps = []
    if situation.lifecycle in (Lifecycle.SIGNAL, *ENDED):
        gaps.append(Gap("not_taken_on"))
    if situation.lifecycle == Lifecycle.ACTIVE and situation.phase > 1:
        gaps.append(Gap("scale_down_first", number=situation.phase))
    if situation.open_actions:
        gaps.append(Gap("open_actions", number=situation.open_actions))
    if situation.open_request:
        gaps.append(Gap("open_request"))
    if situation.unratified:
        gaps.append(Gap("unratified"))
    if situation.lifecycle in MOVING and model.close_evaluation:
        gaps += _fresh(situation, model, today)
    gaps += _undone(situation, TO_CLOSE)
    if Role.PROCESREGIE not in situation.roles_of(closer):
        gaps.append(Gap("not_process_manager", Role.PROCESREGIE))
    return gaps


def gaps_to_reopen(situation: Situation, capacity: str, today: date, last_day: date) -> list[Gap]:
    """What is missing before a closed case runs again; `last_day` is that of its term."""
    gaps = []
    if situation.lifecycle != Lifecycle.CLOSED:
        gaps.append(Gap("not_closed"))
    if today > last_day:
        gaps.append(Gap("term_is_over"))
    if capacity != "process_manager":
        gaps.append(Gap("not_process_manager", Role.PROCESREGIE))
    return gaps
