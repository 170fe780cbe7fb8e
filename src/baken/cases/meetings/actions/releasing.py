"""What an organisation releases for one meeting, and how that ends."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.actions.contributions import checked, release
from baken.cases.meetings import rules
from baken.cases.meetings.actions.common import entered, readers
from baken.cases.meetings.codes import State
from baken.cases.meetings.models import Meeting, MeetingRelease
from baken.cases.models import Case, Contribution, Release
from baken.core.acting import Acting

BEFORE_MINUTES = frozenset({State.PLANNED, State.RUNNING, State.HELD})


def release_for(
    acting: Acting,
    meeting_id: UUID,
    contributions: Iterable[UUID],
    organisations: Iterable[UUID],
    *,
    stays: bool = False,
) -> None:
    """Release own contributions, item by item, to who is invited. Each is its own trace.

    Unless it `stays`, a release made here ends when the minutes are adopted; one that stood
    before is only shown at the meeting, and goes on as it was.
    """
    meeting, case = entered(meeting_id)
    rules.require_state(meeting, BEFORE_MINUTES)
    wanted = set(readers(acting, meeting, organisations))
    chosen = set(contributions)
    ours = Contribution.objects.filter(
        pk__in=chosen, case=case, organisation_id=case_rules.organisation_of(acting)
    )
    found = list(ours.order_by("created_at", "id"))
    if not wanted or not chosen or len(found) != len(chosen):
        raise ValidationError(_("Kies wat u vrijgeeft, en aan wie."))
    for contribution in found:
        checked(acting, case, wanted, contribution.category)
        _release(acting, meeting, case, contribution, wanted=wanted, stays=stays)


def _release(
    acting: Acting,
    meeting: Meeting,
    case: Case,
    contribution: Contribution,
    *,
    wanted: set[UUID],
    stays: bool,
) -> None:
    stood = set(_given(contribution).values_list("organisation_id", flat=True))
    release(acting, contribution, wanted - stood, may_pass_on=False)
    for given in _given(contribution).filter(organisation_id__in=wanted).order_by("id"):
        _made, new = MeetingRelease.objects.get_or_create(
            meeting=meeting, release=given,
            defaults={
                "case": case, "contribution": contribution, "owner_id": given.owner_id,
                "organisation_id": given.organisation_id, "released_at": timezone.now(),
                "stays": stays or given.organisation_id in stood,
                "released_by_id": case_rules.user_of(acting),
            },
        )  # fmt: skip
        if new:
            record(acting, "case.release_for_meeting", "contribution", contribution.id)


def _given(contribution: Contribution):  # type: ignore[no-untyped-def]
    return Release.objects.filter(contribution=contribution, withdrawn_at=None)


def end_releases(acting: Acting, meeting: Meeting) -> None:
    """Withdraw what was released for this meeting alone, whoever released it.

    The trace names contributions that the acting may not see; only the privacy officer reads it.
    """
    with connection.cursor() as cursor:
        cursor.execute("select cases_meetings_end_releases(%s)", [meeting.id])
        gone = sorted(row[0] for row in cursor.fetchall())
    for contribution_id in gone:
        record(acting, "case.withdraw", "contribution", contribution_id)
