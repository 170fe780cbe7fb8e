"""Seats, members and clocks of the demo's cases."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from baken.cases.demo.city import City
from baken.cases.models import (
    Case,
    Clock,
    Seat,
)
from baken.core.calendar import RuleSet
from baken.core.terms import due


def member(city: City, case: Case, worker: Any, *, invited: bool = False) -> None:
    key = UUID(int=city.dice.getrandbits(128), version=4)
    city.members.append(
        (key, case.pk, worker.user_id, worker.organisation_id, invited, case.opened_at)
    )


def seat(city: City, case: Case, role: str, worker: Any, since: datetime) -> Seat:
    held = Seat(
        case=case, role=role, holder_id=worker.user_id, organisation_id=worker.organisation_id,
        since=since, due_at=due(since, city.rules.clocks["seat"], RuleSet.OFFICE),
        accepted_at=since + timedelta(hours=3),
    )  # fmt: skip
    city.add(held)
    member(city, case, worker)
    return held


def asked(city: City, case: Case, role: str, worker: Any, days: float) -> None:
    since = city.ago(days)
    city.add(Seat(
        case=case, role=role, holder_id=worker.user_id, organisation_id=worker.organisation_id,
        since=since, due_at=due(since, city.rules.clocks["seat"], RuleSet.OFFICE),
    ))  # fmt: skip
    member(city, case, worker, invited=True)


def vacant(city: City, case: Case, role: str, days: float) -> None:
    since = city.ago(days)
    span = city.rules.clocks["vacant"]
    city.add(Seat(case=case, role=role, since=since, due_at=due(since, span, RuleSet.OFFICE)))


def clock(city: City, case: Case, kind: str, start: datetime, span: str) -> None:
    if not case.closed_at:
        city.add(Clock(case=case, kind=kind, started_at=start,
                       due_at=due(start, city.rules.clocks[span], RuleSet.OFFICE)))  # fmt: skip
