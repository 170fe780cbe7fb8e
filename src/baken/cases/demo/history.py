"""How each case of the demo climbed to its phase."""

from datetime import datetime, timedelta

from baken.cases.codes import ClockKind, Lifecycle, Role, SeatEnd
from baken.cases.demo.city import TEXTS, City, Crew
from baken.cases.demo.rare import JUMP, triage
from baken.cases.demo.seats import asked, clock, seat, vacant
from baken.cases.models import (
    Case,
    Clock,
    Evaluation,
    PhaseDecision,
    PhaseRequest,
)
from baken.core.calendar import RuleSet
from baken.core.terms import due

# Cases whose step up waits for a decision of the lead or of the mayor.
WAITING = (10, 30)


def history(city: City, case: Case, crew: Crew, index: int, age: float, *, aftercare: bool) -> None:
    """The climb from phase 1, with who asked and who decided, and the seats on the way."""
    seat(city, case, Role.PROCESREGIE, crew.process, case.opened_at)
    if case.lifecycle == Lifecycle.TRIAGE:
        triage(city, case, crew)
        return clock(city, case, ClockKind.HANDOVER, case.opened_at, "handover")
    top = 2 if aftercare else case.phase
    steps = [city.ago(age * (1 - 0.75 * n / 4)) for n in range(1, 5)]
    needed = city.rules.phase(top).seats
    for role, moment in zip(needed, (steps[0], steps[0], steps[1], steps[2]), strict=False):
        if role != Role.PROCESREGIE:
            _fill_or_not(city, case, crew, role=role, index=index, since=moment)
    _extra(city, case, crew, index)
    for target in range(2, 3 if index == JUMP else top + 1):
        moment = steps[target - 2] + timedelta(hours=5)
        if target == 4 and index % 2:
            moment = city.ago(4)
        decision(city, case, crew, steps=(target - 1, target), moment=moment)
    if aftercare:
        decision(city, case, crew, steps=(2, 1), moment=city.ago(20 + index))
        clock(city, case, ClockKind.AFTERCARE, city.ago(20 + index), "aftercare")
    return reviews(city, case, crew, index)


def _fill_or_not(
    city: City, case: Case, crew: Crew, *, role: str, index: int, since: datetime
) -> None:
    """Now and then a seat was given up: it is empty, or someone else is asked."""
    held = seat(city, case, role, crew.holder(role), since)
    gap = not case.closed_at and role != Role.BESTUURLIJK
    if gap and index % 13 == 6 and role == Role.CASUSREGIE:
        held.ended_at, held.ended_why = city.ago(2), SeatEnd.LEFT
        vacant(city, case, role, 2)
    elif gap and index % 11 == 5 and role == Role.OPERATIONEEL:
        held.ended_at, held.ended_why = city.ago(1), SeatEnd.REPLACED
        asked(city, case, role, city.workers["lead"][-1], 1)


def _extra(city: City, case: Case, crew: Crew, index: int) -> None:
    """Some cases prepare the next phase: the next seat is asked; in two, a decision waits."""
    role = {2: Role.OPERATIONEEL, 3: Role.BESTUURLIJK}.get(case.phase)
    if case.closed_at or index % 5 or role is None:
        return
    if index not in WAITING:
        asked(city, case, role, crew.holder(role), 1)
        return
    seat(city, case, role, crew.holder(role), city.ago(2))
    city.add(PhaseRequest(
        case=case, from_phase=case.phase, to_phase=case.phase + 1,
        grounds=city.one(TEXTS["grounds"]), requested_by_id=crew.process.user_id,
        requested_at=city.ago(0.2),
        due_at=due(city.now, city.rules.clocks["decision"], RuleSet.OFFICE),
    ))  # fmt: skip


def decision(
    city: City, case: Case, crew: Crew, *, steps: tuple[int, int], moment: datetime
) -> None:
    source, target = steps
    role = city.rules.decider(source, target)
    decider = crew.holder(role)
    asker = crew.manager if decider is crew.process else crew.process
    asked = PhaseRequest(
        case=case, from_phase=source, to_phase=target, grounds=city.one(TEXTS["grounds"]),
        requested_by_id=asker.user_id, requested_at=moment - timedelta(hours=2),
        due_at=moment + timedelta(days=2), decided_at=moment,
    )  # fmt: skip
    city.add(asked)
    city.add(PhaseDecision(
        case=case, request=asked, from_phase=source, to_phase=target, granted=True,
        grounds=asked.grounds, requested_by_id=asker.user_id, decided_by_id=decider.user_id,
        decided_at=moment,
    ))  # fmt: skip


def reviews(city: City, case: Case, crew: Crew, index: int) -> None:
    """An evaluation not long ago, and the clock of the phase from there; a few are late."""
    days = {1: 30, 2: 8 if index in WAITING else 60, 3: 12, 4: 2}[case.phase] + (
        city.dice.randrange(3) if index % 3 else 0
    )
    if not case.closed_at and index in (7, 28):
        days += {2: 140, 3: 35}.get(case.phase, 0)
    moment = city.ago(days)
    city.add(Evaluation(
        case=case, author_id=crew.process.user_id, held_on=moment.date(),
        safety=max(2, 8 - 2 * case.phase + city.dice.randrange(3)),
        text=city.one(TEXTS["evaluations"]), created_at=moment,
    ))  # fmt: skip
    if not case.closed_at:
        span = city.rules.phase(case.phase).review
        city.add(Clock(case=case, kind=ClockKind.REVIEW, started_at=moment,
                       due_at=due(moment, span, RuleSet.OFFICE)))  # fmt: skip
