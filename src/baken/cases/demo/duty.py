"""The demo: who was told, whom not yet, what is put off, a minor, and a request that runs."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model, Value
from django.db.models.functions import Least
from django.utils import timezone

from baken.cases.duty import rules
from baken.cases.duty.codes import Origin
from baken.cases.duty.models import (
    DataRequest,
    DataSubject,
    InformationDuty,
    Minor,
    Postponement,
)
from baken.cases.duty.requests.rules import due_at
from baken.cases.models import Case, CaseContent, Seat
from baken.core import numbers

# Of every so many people: not told yet; put off; asked to be put off; a minor.
OPEN, PUT_OFF, ASKED, CHILD = 3, 7, 11, 5
EVERY = 17
REASON = "De persoon zou dan druk zetten op een ander in huis."


class Link(Protocol):
    """A person on a case, as people knows it."""

    @property
    def file_id(self) -> UUID: ...
    @property
    def person_id(self) -> UUID | None: ...


def fill(*, dice: random.Random, now: datetime, officer: UUID, links: Iterable[Link]) -> None:
    """Write it with the keeper, after the persons. All invented; closed cases hold no open end."""
    rows = list(_rows(dice, now, officer, links))
    for kind in (InformationDuty, Postponement, Minor, DataRequest, DataSubject):
        made = [row for row in rows if isinstance(row, kind)]
        kind._default_manager.using("keeper").bulk_create(made, 500)  # type: ignore[arg-type]
    _clocks(rows)


def _rows(
    dice: random.Random, now: datetime, officer: UUID, links: Iterable[Link]
) -> Iterator[Model]:
    managers = _managers()
    cases = {case.id: case for case in Case.objects.using("keeper")}
    for index, link in enumerate(links):
        case = cases[link.file_id]
        manager = managers.get(case.id)
        if manager and link.person_id:
            yield from _person(dice, now, case, link.person_id, index, (manager, officer))
    yield from _request(dice, now, officer)


def _clocks(rows: list[Model]) -> None:
    """Telling somebody, or looking again, may be the next clock of a case."""
    again = {p.duty_id: rules.end_of(p.recheck_on) for p in rows
             if isinstance(p, Postponement) and p.granted}  # fmt: skip
    for duty in rows:
        if isinstance(duty, InformationDuty) and duty.informed_on is None:
            last = again.get(duty.id, duty.due_at)
            content = CaseContent.objects.using("keeper").filter(case_id=duty.case_id)
            content.update(next_due=Least("next_due", Value(last)))


def _managers() -> dict[UUID, UUID]:
    """Who holds procesregie, or held it last, by case."""
    seats = Seat.objects.using("keeper").filter(role="procesregie").exclude(holder=None)
    return {seat.case_id: seat.holder_id for seat in seats.order_by("since") if seat.holder_id}


def _key(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def _person(
    dice: random.Random,
    now: datetime,
    case: Case,
    person: UUID,
    index: int,
    people: tuple[UUID, UUID],
) -> Iterator[Model]:
    manager, officer = people
    kind = index % EVERY if case.open else 0
    told = kind not in (OPEN, PUT_OFF, ASKED)
    day = timezone.localdate(case.opened_at if told else now - timedelta(days=6))
    duty = InformationDuty(
        id=_key(dice), case=case, person_id=person, origin=Origin.OTHER, obtained_on=day,
        due_at=rules.due_at(Origin.OTHER, day, None), added_by_id=manager, created_at=now,
        informed_on=day if told else None, informed_by_id=manager if told else None,
        manner=dice.choice(("talk", "letter", "handed")) if told else "",
    )  # fmt: skip
    yield duty
    if kind in (PUT_OFF, ASKED):
        yield _postponement(dice, now, duty, granted_by=officer if kind == PUT_OFF else None)
    if kind == CHILD:
        yield Minor(
            id=_key(dice), case=case, person_id=person, age=13, age_on=day, authority="both",
            heard="yes", heard_on=day, consent="given", protection="none", changed_by_id=manager,
            changed_at=now,
        )  # fmt: skip


def _postponement(
    dice: random.Random, now: datetime, duty: InformationDuty, granted_by: UUID | None
) -> Postponement:
    today = timezone.localdate(now)
    judged: dict[str, Any] = {"judged_by_id": granted_by, "judged_at": now, "granted": True}
    return Postponement(
        id=_key(dice), duty=duty, case_id=duty.case_id, case_number=duty.case.number,
        ground="others", reason=REASON, asked_by_id=duty.added_by_id, asked_on=today,
        recheck_on=today + timedelta(days=3 + dice.randrange(20)),
        **(judged if granted_by else {}),
    )  # fmt: skip


def _request(dice: random.Random, now: datetime, officer: UUID) -> Iterator[Model]:
    day = timezone.localdate(now) - timedelta(days=12)
    asked = DataRequest(
        id=_key(dice), number=numbers.dress("V", f"{dice.randrange(10_000_000):07d}"),
        kinds=["access"], received_on=day, due_at=due_at(day), taken_by_id=officer,
        handler_id=officer, created_at=now,
    )  # fmt: skip
    yield asked
    yield DataSubject(
        id=_key(dice), request=asked, name="Bente Verzinsel", born="", address="Verzonnenlaan 12",
        question="Ik wil weten wat u over mij heeft.", identity="seen", identity_on=day,
        checked_by_id=officer, answer="",
    )  # fmt: skip
