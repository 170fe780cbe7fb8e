"""Who on a case was told, who must be, and what is put off."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from baken.access import api as access
from baken.cases.codes import Role
from baken.cases.duty import rules
from baken.cases.duty.codes import Origin
from baken.cases.duty.law import AgeRule
from baken.cases.duty.models import InformationDuty, Minor, Postponement, Shield
from baken.core.acting import Acting, current
from baken.people import api as people


@dataclass(frozen=True)
class Person:
    """Somebody on a case, by what they are owed; never a name."""

    involved: people.Involved
    duty: InformationDuty | None
    put_off: Postponement | None
    minor: Minor | None
    roles: tuple[str, ...]
    state: rules.State
    told_by: str = ""
    may_name: bool = False

    @property
    def person_id(self) -> UUID:
        assert self.involved.person_id is not None
        return self.involved.person_id

    @property
    def label(self) -> str:
        return self.involved.label

    @property
    def due_at(self) -> datetime:
        """The clock that runs: to tell, or to look again."""
        if self.put_off and self.put_off.granted:
            return rules.end_of(self.put_off.recheck_on)
        if self.duty:
            return self.duty.due_at
        day = timezone.localdate(self.involved.added_at)
        return rules.due_at(Origin.OTHER, day, None)

    @property
    def seats(self) -> str:
        """For which seats a shielded person is open, in words."""
        return ", ".join(str(Role(role).label).lower() for role in self.roles)

    @property
    def rule(self) -> AgeRule | None:
        return rules.age_rule(self.minor, timezone.localdate()) if self.minor else None


def of_case(acting: Acting, case_id: UUID) -> list[Person]:
    """Everybody on a case, companies left out. Nine queries, however many."""
    listed = [one for one in people.listing(acting, case_id) if one.person_id]
    duties = {d.person_id: d for d in InformationDuty.objects.filter(case_id=case_id)}
    rows = Postponement.objects.filter(case_id=case_id, ended_at=None)
    put_off = {p.duty_id: p for p in rows}
    minors = {m.person_id: m for m in Minor.objects.filter(case_id=case_id)}
    shields: dict[UUID, list[str]] = {}
    for shield in Shield.objects.filter(case_id=case_id, ended_at=None):
        shields.setdefault(shield.person_id, []).append(shield.role)
    names = access.name_of(duty.informed_by_id for duty in duties.values())
    today = timezone.localdate()
    found = [
        _person(one, duties.get(one.person_id), put_off, minors, shields, names, today)
        for one in listed
        if one.person_id
    ]
    named = {one.id: one.may_reveal for one in nameable(listed)}
    return [replace(one, may_name=named[one.involved.id]) for one in found]


def nameable(listed: Iterable[people.Involved]) -> list[people.Involved]:
    """The same people, with `may_reveal` as the wall has it. Two queries.

    Named seats come before who brought somebody in.
    """
    barred, opened = _seats("cases_duty_barred(false)"), _seats("cases_duty_opened()")
    return [
        replace(
            one,
            may_reveal=(one.may_reveal or one.person_id in opened) and one.person_id not in barred,
        )
        for one in listed
    ]


def _seats(function: str) -> set[UUID]:
    """Persons whom a function of the wall names for this acting."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}")
        return {row[0] for row in cursor.fetchall()}


def _person(
    one: people.Involved,
    duty: InformationDuty | None,
    put_off: dict[UUID, Postponement],
    minors: dict[UUID, Minor],
    shields: dict[UUID, list[str]],
    names: dict[UUID, str],
    today: date,
) -> Person:
    assert one.person_id is not None
    waits = put_off.get(duty.id) if duty else None
    roles = tuple(role for role in Role.values if role in shields.get(one.person_id, ()))
    told_by = names.get(duty.informed_by_id, "") if duty and duty.informed_by_id else ""
    state = rules.state_of(duty, waits, today)
    return Person(one, duty, waits, minors.get(one.person_id), roles, state, told_by)


def undone(case_id: UUID) -> list[Person]:
    """Who still must be told before anything goes to another organisation."""
    return [one for one in of_case(current(), case_id) if one.state not in rules.SETTLED]


def count_undone(case_id: UUID) -> int:
    """How many that is, of everybody on the case. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select cases_duty_undone(%s)", [case_id])
        return int(cursor.fetchone()[0])


def person(acting: Acting, case_id: UUID, person_id: UUID) -> Person | None:
    """One person of a case; None when there is no such one."""
    found = (one for one in of_case(acting, case_id) if one.person_id == person_id)
    return next(found, None)


def clocks(persons: Iterable[Person]) -> list[tuple[str, datetime]]:
    """The clocks that run, first due first."""
    return sorted(((p.label, p.due_at) for p in persons if p.state != "done"), key=lambda c: c[1])


def to_judge(acting: Acting) -> list[Postponement]:
    """What waits for a verdict of this acting: somebody else asked, and a mandate is held."""
    waiting = Postponement.objects.filter(granted=None, ended_at=None)
    rows = waiting.exclude(asked_by_id=acting.user_id).order_by("asked_on", "id")
    return list(rows)
