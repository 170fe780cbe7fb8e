"""Cases of the demo city, written by the keeper. Deterministic for one `dice`; all invented."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections

from baken.cases.ave import read
from baken.cases.codes import ClockKind, Lifecycle, Role
from baken.cases.demo.beside import ROWS as BESIDE
from baken.cases.demo.beside import admitted, beside, draft, regime_of
from baken.cases.demo.city import TEXTS, City, Crew
from baken.cases.demo.content import KINDS, close, partners, words, work
from baken.cases.demo.history import history
from baken.cases.demo.meetings import ROWS as MEETINGS
from baken.cases.demo.meetings import meet
from baken.cases.demo.plans import plan
from baken.cases.demo.rare import ROWS as RARE
from baken.cases.demo.rare import long_ago, rare
from baken.cases.demo.seats import asked, clock
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
from baken.cases.plan.models import (
    AgreementOwner,
    Goal,
    HouseholdView,
    Plan,
    PlanShare,
    SafetyAgreement,
)
from baken.core import numbers

_NEXT_DUE = """
update cases_content c set next_due = coalesce((select min(due_at) from (
  select due_at from cases_seat where case_id = c.case_id and ended_at is null
    and accepted_at is null
  union all select due_at from cases_action where case_id = c.case_id and done_at is null
  union all select due_at from cases_clock where case_id = c.case_id and met_at is null
  union all select due_at from cases_phaserequest where case_id = c.case_id
    and decided_at is null) d),
  '9999-01-01')
"""
# How many live cases per phase, and how many that are closed.
LIVE = ((1, 4), (2, 21), (3, 13), (4, 3))
CLOSED = 14
# Of those, which were closed so long ago that they wait on a list to be destroyed.
OLD = (112, 113)


@dataclass(frozen=True)
class Made:
    """A case that was made, and who takes part in it, the municipality first."""

    id: UUID
    opened_at: datetime
    lifecycle: str
    parties: tuple[UUID, ...]


def fill(*, dice: random.Random, now: datetime, workers: list[Any]) -> list[Made]:
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
    draft(city)
    _write(city)
    home = by_capacity["process_manager"][0].organisation_id
    return [_made(city, case, home) for case in city.rows[Case]]


def began_with(reports: Mapping[UUID, UUID]) -> None:
    """These cases, by their key, began with these reports."""
    for case_id, report_id in reports.items():
        CaseContent.objects.using("keeper").filter(case_id=case_id).update(report_id=report_id)


def _made(city: City, case: Any, home: UUID) -> Made:
    partners = [part.organisation_id for part in city.rows[Participation] if part.case is case]  # type: ignore[attr-defined]
    return Made(case.id, case.opened_at, str(case.lifecycle), (home, *partners))


def _write(city: City) -> None:
    """Parents before children, in bulk; members last."""
    order = (Case, CaseContent, Participation, Seat, Clock, Contribution, Release, Action,
             Evaluation, PhaseRequest, PhaseDecision, Closing, Plan, HouseholdView, Goal,
             SafetyAgreement, AgreementOwner, PlanShare, *MEETINGS, *RARE,
             *BESIDE)  # fmt: skip
    for kind in order:
        kind._default_manager.using("keeper").bulk_create(city.rows.get(kind, []), 500)  # type: ignore[arg-type]
    with connections["keeper"].cursor() as cursor:
        cursor.executemany(
            "insert into access_membership (id, file_id, user_id, organisation_id, invited,"
            " valid_from) values (%s, %s, %s, %s, %s, %s) on conflict do nothing",
            city.members,
        )
        cursor.execute(_NEXT_DUE)


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
    partners = {name: people for name, people in partners.items()
                if KINDS.get(name, "other") in admitted(index)}  # fmt: skip
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
    if triage:
        crew.process = city.workers["process_manager"][0]
    case = Case(
        number=numbers.dress("C", f"{city.dice.randrange(10_000_000):07d}"), model=city.model,
        lifecycle=_lifecycle(closed=closed, signal=signal, triage=triage, aftercare=aftercare),
        phase=phase, purpose=purpose, opened_at=city.ago(age),
        closed_at=city.ago(city.dice.randrange(5, 100)) if closed else None,
        regime=regime_of(index),
    )  # fmt: skip
    city.add(case)
    if index >= len(texts):
        title = f"{title}, {('oost', 'west', 'noord')[index // len(texts) % 3]}"
    city.add(CaseContent(case=case, title=title, reason=reason, next_due=city.now))
    if signal:
        asked(city, case, Role.PROCESREGIE, city.workers["process_manager"][0], 2)
        clock(city, case, ClockKind.HANDOVER, city.ago(age), "handover")
        return
    history(city, case, crew, index, age, aftercare=aftercare)
    partners(city, case, crew, age)
    words(city, case, crew, age)
    work(city, case, crew, index, age)
    plan(city, case, crew, index, age)
    meet(city, case, crew, index)
    rare(city, case, crew, index)
    beside(city, case, crew, index, age)
    if closed:
        close(city, case, crew)
    if index in OLD:
        long_ago(city, case)


def _lifecycle(*, closed: bool, signal: bool, triage: bool, aftercare: bool) -> Lifecycle:
    states = ((closed, Lifecycle.CLOSED), (signal, Lifecycle.SIGNAL), (triage, Lifecycle.TRIAGE),
              (aftercare, Lifecycle.AFTERCARE))  # fmt: skip
    return next((state for holds, state in states if holds), Lifecycle.ACTIVE)
