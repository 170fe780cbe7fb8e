"""Cases of the demo city, written by the keeper. Deterministic for one `dice`; all invented."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import yaml
from django.db import connections
from django.db.models import Model

from baken.cases.actions.work import end_of
from baken.cases.ave import Model as AveRules
from baken.cases.ave import read
from baken.cases.codes import ClockKind, Ground, Lifecycle, Nature, Role, SeatEnd
from baken.cases.models import (
    Action,
    AveModel,
    Case,
    CaseContent,
    Clock,
    Closing,
    Contribution,
    Evaluation,
    Participation,
    PhaseDecision,
    PhaseRequest,
    Release,
    Seat,
)
from baken.core import numbers
from baken.core.calendar import RuleSet
from baken.core.terms import due

TEXTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "demo.yaml").read_text())
# How many live cases per phase, and how many that are closed.
LIVE = ((1, 4), (2, 21), (3, 13), (4, 3))
CLOSED = 14
# Cases whose step up waits for a decision of the lead or of the mayor.
WAITING = (10, 30)
_NEXT_DUE = """
update cases_content c set next_due = coalesce((select min(due_at) from (
  select due_at from cases_seat where case_id = c.case_id and ended_at is null
    and accepted_at is null
  union all select due_at from cases_action where case_id = c.case_id and done_at is null
  union all select due_at from cases_clock where case_id = c.case_id and met_at is null) d),
  '9999-01-01')
"""


class Worker(Protocol):
    """Someone of the demo city: what `fill` needs to know of them."""

    user_id: UUID
    organisation_id: UUID
    organisation: str
    capacity: str
    persona: str


@dataclass
class City:
    """Who there is, and all rows that are made."""

    dice: random.Random
    now: datetime
    model: AveModel
    rules: AveRules
    workers: dict[str, list[Any]]
    parties: dict[str, UUID]
    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    members: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, row: Model) -> None:
        row.pk = UUID(int=self.dice.getrandbits(128), version=4)
        self.rows.setdefault(type(row), []).append(row)

    def ago(self, days: float, hour: int = 10) -> datetime:
        """A working hour, so many days back."""
        there = self.now - timedelta(days=days)
        return min(there.replace(hour=hour, minute=self.dice.randrange(60)), self.now)

    def one(self, *choices: Any) -> Any:
        return self.dice.choice(choices[0] if len(choices) == 1 else choices)


def fill(*, dice: random.Random, now: datetime, workers: list[Any]) -> None:
    """Write the cases. `workers` are the people of the city, the personas among them."""
    model = AveModel.objects.using("keeper").order_by("-version")[0]
    by_capacity: dict[str, list[Any]] = {}
    for worker in workers:
        by_capacity.setdefault(worker.capacity, []).append(worker)
    parties = {worker.organisation: worker.organisation_id for worker in workers}
    city = City(dice, now, model, read(model.body), by_capacity, parties)
    for index, phase in enumerate(n for n, count in LIVE for _each in range(count)):
        _case(city, index, phase, closed=False)
    for index in range(CLOSED):
        _case(city, index + 100, 1 + index % 3, closed=True)
    _write(city)


def _write(city: City) -> None:
    """Parents before children, in bulk; members last."""
    order = (Case, CaseContent, Participation, Seat, Clock, Contribution, Release, Action,
             Evaluation, PhaseRequest, PhaseDecision, Closing)  # fmt: skip
    for kind in order:
        kind._default_manager.using("keeper").bulk_create(city.rows.get(kind, []), 500)  # type: ignore[arg-type]
    with connections["keeper"].cursor() as cursor:
        cursor.executemany(
            "insert into access_membership (id, file_id, user_id, organisation_id, invited,"
            " valid_from) values (%s, %s, %s, %s, %s, %s) on conflict do nothing",
            city.members,
        )
        cursor.execute(_NEXT_DUE)


@dataclass
class Crew:
    """The people of one case by role, and its partners by organisation."""

    process: Any
    manager: Any
    lead: Any
    mayor: Any
    partners: dict[str, list[Any]]

    def holder(self, role: str) -> Any:
        return {"casusregie": self.manager, "procesregie": self.process,
                "operationeel": self.lead, "bestuurlijk": self.mayor}[role]  # fmt: skip


def _crew(city: City, index: int, phase: int) -> Crew:
    """Every second case is that of the personas, so that each of them has work."""

    def pick(capacity: str, every: int) -> Any:
        people = city.workers[capacity]
        return people[0] if index % every == 0 else city.one(people)

    partners: dict[str, list[Any]] = {}
    wanted = min(phase + 1, 4)
    people = sorted(city.workers["partner"], key=lambda worker: str(worker.user_id))
    personas = [worker for worker in people if worker.persona]
    chosen = personas if phase >= 2 and index % 2 == 0 else []
    for worker in [*chosen, *city.dice.sample(people, wanted)]:
        if len(partners) < wanted and worker not in partners.get(worker.organisation, []):
            partners.setdefault(worker.organisation, []).append(worker)
    return Crew(
        pick("process_manager", 2), pick("case_manager", 3), pick("lead", 2),
        pick("mayor", 1), partners if phase >= 2 else {},
    )  # fmt: skip


def _case(city: City, index: int, phase: int, *, closed: bool) -> None:
    texts = TEXTS["cases"]
    title, reason, purpose = texts[index % len(texts)]
    age = (
        city.dice.randrange(40, 160) + 30 * phase + (city.dice.randrange(120, 420) if closed else 0)
    )
    signal, triage = (not closed and index == n for n in (0, 1))
    if signal or triage:
        age = 2 + index
    aftercare = phase == 1 and not closed and not (signal or triage)
    crew = _crew(city, index, phase)
    case = Case(
        number=numbers.dress("C", f"{city.dice.randrange(10_000_000):07d}"), model=city.model,
        lifecycle=_lifecycle(closed=closed, signal=signal, triage=triage, aftercare=aftercare),
        phase=phase, purpose=purpose, opened_at=city.ago(age),
        closed_at=city.ago(city.dice.randrange(5, 100)) if closed else None,
    )  # fmt: skip
    city.add(case)
    if index >= len(texts):
        title = f"{title}, {('oost', 'west', 'noord')[index // len(texts) % 3]}"
    city.add(CaseContent(case=case, title=title, reason=reason, next_due=city.now))
    if signal:
        _asked(city, case, Role.PROCESREGIE, city.workers["process_manager"][0], 2)
        _clock(city, case, ClockKind.HANDOVER, city.ago(age), "handover")
        return
    _history(city, case, crew, index, age, aftercare=aftercare)
    _partners(city, case, crew, age)
    _words(city, case, crew, age)
    _work(city, case, crew, index, age)
    if closed:
        _close(city, case, crew)


def _lifecycle(*, closed: bool, signal: bool, triage: bool, aftercare: bool) -> Lifecycle:
    states = ((closed, Lifecycle.CLOSED), (signal, Lifecycle.SIGNAL), (triage, Lifecycle.TRIAGE),
              (aftercare, Lifecycle.AFTERCARE))  # fmt: skip
    return next((state for holds, state in states if holds), Lifecycle.ACTIVE)


def _member(city: City, case: Case, worker: Any, *, invited: bool = False) -> None:
    key = UUID(int=city.dice.getrandbits(128), version=4)
    city.members.append(
        (key, case.pk, worker.user_id, worker.organisation_id, invited, case.opened_at)
    )


def _seat(city: City, case: Case, role: str, worker: Any, since: datetime) -> Seat:
    seat = Seat(
        case=case, role=role, holder_id=worker.user_id, organisation_id=worker.organisation_id,
        since=since, due_at=due(since, city.rules.clocks["seat"], RuleSet.OFFICE),
        accepted_at=since + timedelta(hours=3),
    )  # fmt: skip
    city.add(seat)
    _member(city, case, worker)
    return seat


def _asked(city: City, case: Case, role: str, worker: Any, days: float) -> None:
    since = city.ago(days)
    city.add(Seat(
        case=case, role=role, holder_id=worker.user_id, organisation_id=worker.organisation_id,
        since=since, due_at=due(since, city.rules.clocks["seat"], RuleSet.OFFICE),
    ))  # fmt: skip
    _member(city, case, worker, invited=True)


def _vacant(city: City, case: Case, role: str, days: float) -> None:
    since = city.ago(days)
    span = city.rules.clocks["vacant"]
    city.add(Seat(case=case, role=role, since=since, due_at=due(since, span, RuleSet.OFFICE)))


def _history(
    city: City, case: Case, crew: Crew, index: int, age: float, *, aftercare: bool
) -> None:
    """The climb from phase 1, with who asked and who decided, and the seats on the way."""
    _seat(city, case, Role.PROCESREGIE, crew.process, case.opened_at)
    if case.lifecycle == Lifecycle.TRIAGE:
        return _clock(city, case, ClockKind.HANDOVER, case.opened_at, "handover")
    top = 2 if aftercare else case.phase
    steps = [city.ago(age * (1 - 0.75 * n / 4)) for n in range(1, 5)]
    needed = city.rules.phase(top).seats
    for role, moment in zip(needed, (steps[0], steps[0], steps[1], steps[2]), strict=False):
        if role != Role.PROCESREGIE:
            _fill_or_not(city, case, crew, role=role, index=index, since=moment)
    _extra(city, case, crew, index)
    for target in range(2, top + 1):
        moment = steps[target - 2] + timedelta(hours=5)
        if target == 4 and index % 2:
            moment = city.ago(4)
        _decision(city, case, crew, steps=(target - 1, target), moment=moment)
    if aftercare:
        _decision(city, case, crew, steps=(2, 1), moment=city.ago(20 + index))
        _clock(city, case, ClockKind.AFTERCARE, city.ago(20 + index), "aftercare")
    return _reviews(city, case, crew, index)


def _fill_or_not(
    city: City, case: Case, crew: Crew, *, role: str, index: int, since: datetime
) -> None:
    """Now and then a seat was given up: it is empty, or someone else is asked."""
    seat = _seat(city, case, role, crew.holder(role), since)
    gap = not case.closed_at and role != Role.BESTUURLIJK
    if gap and index % 13 == 6 and role == Role.CASUSREGIE:
        seat.ended_at, seat.ended_why = city.ago(2), SeatEnd.LEFT
        _vacant(city, case, role, 2)
    elif gap and index % 11 == 5 and role == Role.OPERATIONEEL:
        seat.ended_at, seat.ended_why = city.ago(1), SeatEnd.REPLACED
        _asked(city, case, role, city.workers["lead"][-1], 1)


def _extra(city: City, case: Case, crew: Crew, index: int) -> None:
    """Some cases prepare the next phase: the next seat is asked; in two, a decision waits."""
    role = {2: Role.OPERATIONEEL, 3: Role.BESTUURLIJK}.get(case.phase)
    if case.closed_at or index % 5 or role is None:
        return
    if index not in WAITING:
        _asked(city, case, role, crew.holder(role), 1)
        return
    _seat(city, case, role, crew.holder(role), city.ago(2))
    city.add(PhaseRequest(
        case=case, from_phase=case.phase, to_phase=case.phase + 1,
        grounds=city.one(TEXTS["grounds"]), requested_by_id=crew.process.user_id,
        requested_at=city.ago(1),
    ))  # fmt: skip


def _decision(
    city: City, case: Case, crew: Crew, *, steps: tuple[int, int], moment: datetime
) -> None:
    source, target = steps
    role = city.rules.decider(source, target)
    decider = crew.holder(role)
    asker = crew.manager if decider is crew.process else crew.process
    asked = PhaseRequest(
        case=case, from_phase=source, to_phase=target, grounds=city.one(TEXTS["grounds"]),
        requested_by_id=asker.user_id, requested_at=moment - timedelta(hours=2),
        decided_at=moment,
    )  # fmt: skip
    city.add(asked)
    city.add(PhaseDecision(
        case=case, request=asked, from_phase=source, to_phase=target, granted=True,
        grounds=asked.grounds, requested_by_id=asker.user_id, decided_by_id=decider.user_id,
        decided_at=moment,
    ))  # fmt: skip


def _reviews(city: City, case: Case, crew: Crew, index: int) -> None:
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


def _clock(city: City, case: Case, kind: str, start: datetime, span: str) -> None:
    if not case.closed_at:
        city.add(Clock(case=case, kind=kind, started_at=start,
                       due_at=due(start, city.rules.clocks[span], RuleSet.OFFICE)))  # fmt: skip


KINDS = {"politie": "police", "corporatie": "housing", "zorg": "care", "veiligthuis": "safe_home",
         "jeugd": "youth", "onderwijs": "education"}  # fmt: skip


def _partners(city: City, case: Case, crew: Crew, age: float) -> None:
    for name, people in crew.partners.items():
        kind = KINDS.get(name, "other")
        city.add(Participation(
            case=case, organisation_id=city.parties[name],
            task=TEXTS["tasks"].get(kind, TEXTS["tasks"]["other"]),
            ground=Ground.POLICE_DATA if kind == "police" else Ground.PUBLIC_TASK,
            added_by_id=crew.process.user_id, valid_from=city.ago(age * 0.7),
            valid_until=case.closed_at,
        ))  # fmt: skip
        for worker in people:
            _member(city, case, worker)


def _words(city: City, case: Case, crew: Crew, age: float) -> None:
    """What everybody brought in: partners release to the municipality, and now and then further."""
    authors = [crew.manager, *(people[0] for people in crew.partners.values())]
    parties = [*(city.parties[name] for name in crew.partners), crew.process.organisation_id]
    for number in range(3 * len(authors)):
        author = authors[number % len(authors)]
        opinion = number % 4 == 3
        kind = KINDS.get(author.organisation, "other")
        pool = TEXTS["facts"].get("municipality" if author is crew.manager else kind)
        moment = city.ago(city.dice.uniform(1, age * 0.65), 9 + number % 8)
        said = Contribution(
            case=case, organisation_id=author.organisation_id, author_id=author.user_id,
            nature=Nature.OPINION if opinion else Nature.FACT,
            text=city.one(TEXTS["opinions"] if opinion else pool or TEXTS["facts"]["other"]),
            about_date=None if opinion else (moment - timedelta(days=2)).date(), created_at=moment,
        )  # fmt: skip
        city.add(said)
        for party in parties:
            if party != author.organisation_id and (party == parties[-1] or number % 3 == 0):
                city.add(Release(
                    contribution=said, case=case, owner_id=author.organisation_id,
                    organisation_id=party, released_by_id=author.user_id, released_at=moment,
                    may_pass_on=number % 5 == 0,
                ))  # fmt: skip


def _work(city: City, case: Case, crew: Crew, index: int, age: float) -> None:
    """Actions: most done, some due this week, a few late."""
    owners = [crew.manager, *(people[0] for people in crew.partners.values())]
    for number in range(2 + 2 * case.phase):
        owner = owners[number % len(owners)]
        made = city.ago(age * 0.5 * city.dice.random() + 3, 14)
        done = case.closed_at is not None or number >= case.phase
        late = not done and index % 9 == 4 and number == 0
        day = city.now + timedelta(days=-3 - index % 5 if late else 1 + city.dice.randrange(20))
        city.add(Action(
            case=case, title=city.one(TEXTS["actions"]), organisation_id=owner.organisation_id,
            owner_id=owner.user_id, added_by_id=crew.process.user_id, created_at=made,
            due_at=end_of((made + timedelta(days=14) if done else day).date()),
            done_at=min(made + timedelta(days=city.dice.randrange(1, 13)), city.now) if done
            else None,
            result=city.one(TEXTS["results"]) if done else "",
        ))  # fmt: skip


def _close(city: City, case: Case, crew: Crew) -> None:
    """All stand up; only the process manager stays on the file."""
    assert case.closed_at is not None
    for seat in city.rows[Seat]:
        if isinstance(seat, Seat) and seat.case is case and seat.ended_at is None:
            seat.ended_at, seat.ended_why = case.closed_at, SeatEnd.CLOSED
    city.members = [
        row for row in city.members if row[1] != case.pk or row[2] == crew.process.user_id
    ]
    city.add(Closing(
        case=case, reason=city.one(TEXTS["closing"]), closed_by_id=crew.process.user_id,
        closed_at=case.closed_at,
    ))  # fmt: skip
