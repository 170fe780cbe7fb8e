"""What modules above may ask of access."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from baken.access.codes import Capacity, OrganisationKind, PurposeCode, capacities_for
from baken.access.confirming import (
    Confirmation,
    asks_again,
    confirmation,
    in_demo,
    require_fresh,
)
from baken.access.desk import Desk, demo_database, is_demo
from baken.access.models import (
    Assignment,
    Invitation,
    Membership,
    Organisation,
    Profile,
    Purpose,
    User,
)
from baken.access.retention import forget, left_long_ago
from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.core.slots import Slot

# The resident of a demo has no account: a higher module says where their report is followed.
resident_links: Slot[Callable[[UUID], str]] = Slot()

# A new invitation, and the one-time link to it: a higher module mails it.
invitation_mails: "Slot[Callable[[Acting, Invitation, str], None]]" = Slot()


@dataclass(frozen=True)
class Colleague:
    """Someone who can be asked to do something, in one capacity."""

    user_id: UUID
    name: str
    organisation_id: UUID
    organisation: str
    capacity: str
    assignment_id: UUID
    area: str = ""
    practice: bool = False

    @property
    def label(self) -> str:
        return f"{self.name}, {Capacity(self.capacity).label} ({self.organisation})"

    def covers(self, *areas: str) -> bool:
        """Does this task reach to a place in these areas (its wijk and its buurt)?"""
        return self.area in ("", *areas)


@dataclass(frozen=True)
class Party:
    """An organisation that works here."""

    id: UUID
    name: str
    kind: str
    practice: bool = False


def organisations(acting: Acting) -> list[Party]:
    """All organisations, the municipality first."""
    rows = Organisation.objects.order_by("name")
    found = [Party(o.id, o.name, o.kind, o.practice) for o in rows]
    return sorted(found, key=lambda party: party.kind != OrganisationKind.MUNICIPALITY)


def colleagues(
    acting: Acting,
    *,
    capacity: str | None = None,
    purpose: str | None = None,
    organisation_id: UUID | None = None,
    practice: bool | None = False,
) -> list[Colleague]:
    """Everyone with a task that is valid now, whom this acting may know. Two queries.

    Who only plays a part in exercises is not among them, unless `practice`; None is both.
    """
    now = timezone.now()
    rows = Assignment.objects.filter(valid_from__lte=now, user__is_active=True)
    rows = rows.exclude(valid_until__lte=now)
    if practice is not None:
        rows = rows.filter(user__practice=practice)
    if capacity:
        rows = rows.filter(capacity=capacity)
    if purpose:
        rows = rows.filter(purpose=purpose)
    if organisation_id:
        rows = rows.filter(organisation_id=organisation_id)
    rows = rows.select_related("organisation", "user").order_by("valid_from", "id")
    found = list(rows)
    names = name_of(row.user_id for row in found)
    people = [
        Colleague(
            row.user_id,
            names[row.user_id],
            row.organisation_id,
            row.organisation.name,
            row.capacity,
            row.id,
            row.area,
            row.user.practice,
        )
        for row in found
        if row.user_id in names
    ]
    return sorted(people, key=lambda person: person.name)


def name_of(user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of the users whom this acting may know. One query."""
    wanted = {user_id for user_id in user_ids if user_id}
    found = Profile.objects.filter(user_id__in=wanted)
    return dict(found.values_list("user_id", "name"))


def join(
    acting: Acting,
    file_id: UUID,
    user_id: UUID,
    organisation_id: UUID,
    *,
    invited: bool = False,
    until: datetime | None = None,
) -> None:
    """Put someone on a file. `invited` shows them its head only, until they accept; at `until`
    it ends by itself.

    Who left comes back; who was only invited becomes a full member if that is asked now, and a
    guest is invited without an end. A full member stays one.
    """
    there = Membership.objects.filter(
        file_id=file_id, user_id=user_id, organisation_id=organisation_id
    )
    left = Q(valid_until__lte=timezone.now())
    there.filter(left | Q(invited=True)).update(invited=invited, valid_until=until)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into access_membership (id, file_id, user_id, organisation_id, invited,"
            " valid_from, valid_until) values (%s, %s, %s, %s, %s, now(), %s)"
            " on conflict do nothing",
            [uuid4(), file_id, user_id, organisation_id, invited, until],
        )
    record(acting, "access.invite" if invited else "access.join", "file", file_id)


def let_in(
    acting: Acting, file_id: UUID, user_id: UUID, organisation_id: UUID, *, until: datetime
) -> None:
    """A guest of a file: invited, and that ends by itself at `until`, which may be changed.

    Who is on the file, or is asked for more than a visit, keeps the place they have.
    """
    there = Membership.objects.filter(
        file_id=file_id, user_id=user_id, organisation_id=organisation_id
    )
    there.filter(Q(invited=True, valid_until__isnull=False) | Q(valid_until__lte=timezone.now())
                 ).update(invited=True, valid_until=until)  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into access_membership (id, file_id, user_id, organisation_id, invited,"
            " valid_from, valid_until) values (%s, %s, %s, %s, true, now(), %s)"
            " on conflict do nothing",
            [uuid4(), file_id, user_id, organisation_id, until],
        )
    record(acting, "access.let_in", "file", file_id)


def accept(acting: Acting, file_id: UUID) -> None:
    """The acting user becomes a full member of a file to which they were invited.

    Of who is one already, nothing changes and nothing is recorded.
    """
    if not acting.user_id or not acting.organisation_id:
        raise Denied
    mine = Membership.objects.filter(
        file_id=file_id, user_id=acting.user_id, organisation_id=acting.organisation_id
    )
    if not mine.filter(invited=True).update(invited=False):
        if mine.exists():
            return
        raise Denied
    record(acting, "access.accept", "file", file_id)


def keep_on(acting: Acting, file_id: UUID, user_id: UUID, organisation_id: UUID) -> None:
    """Somebody's visit to a file does not end by itself any more. Nobody does this for oneself."""
    visit = Membership.objects.filter(
        file_id=file_id, user_id=user_id, organisation_id=organisation_id, invited=False,
        valid_until__gt=timezone.now(),
    )  # fmt: skip
    if visit.update(valid_until=None):
        record(acting, "access.join", "file", file_id)


def mail_of(user_id: UUID) -> str:
    """The e-mail address of someone who works here, to write to; not to show."""
    return str(User.objects.values_list("email", flat=True).get(pk=user_id))


def leave(
    acting: Acting, file_id: UUID, user_id: UUID, organisation_id: UUID | None = None
) -> None:
    """End someone's membership of a file, now: for one organisation, or for all."""
    theirs = Membership.objects.filter(file_id=file_id, user_id=user_id)
    if organisation_id:
        theirs = theirs.filter(organisation_id=organisation_id)
    if not theirs.update(valid_until=timezone.now()):
        raise Denied
    record(acting, "access.leave", "file", file_id)


def remove_members(acting: Acting, file_ids: Sequence[UUID]) -> None:
    """Forget who was on files that are gone; the trail keeps who joined. For the nightly run."""
    Membership.objects.filter(file_id__in=file_ids).delete()


def members(acting: Acting, file_id: UUID) -> list[Membership]:
    """Who is on the file now, full members and invited ones, whom this acting may know."""
    now = timezone.now()
    rows = Membership.objects.filter(file_id=file_id).exclude(valid_until__lte=now)
    return list(rows.select_related("organisation").order_by("valid_from", "id"))


def practice_crew(acting: Acting) -> dict[str, Acting]:
    """Who plays the other seats in an exercise, by part. Made when the first exercise begins."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access_practice_crew()")
        rows = cursor.fetchall()
    return {
        part: Acting("assignment", task, who, party, capacity, purpose, name=name)
        for part, task, who, party, capacity, purpose, name in rows
    }


def purposes() -> list[Purpose]:
    """The newest version of each purpose in the register."""
    rows = Purpose.objects.order_by("code", "-version").distinct("code")
    return sorted(rows, key=lambda p: list(PurposeCode.values).index(p.code))


__all__ = [
    "Capacity",
    "Colleague",
    "Confirmation",
    "Desk",
    "Invitation",
    "OrganisationKind",
    "Party",
    "PurposeCode",
    "accept",
    "asks_again",
    "capacities_for",
    "colleagues",
    "confirmation",
    "demo_database",
    "forget",
    "in_demo",
    "invitation_mails",
    "is_demo",
    "join",
    "keep_on",
    "leave",
    "left_long_ago",
    "let_in",
    "mail_of",
    "members",
    "name_of",
    "organisations",
    "practice_crew",
    "purposes",
    "remove_members",
    "require_fresh",
    "resident_links",
]
