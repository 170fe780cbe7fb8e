"""What all actions on a meeting share: fetching is checking, and only who is invited gets any."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.cases.actions.common import fetch_open
from baken.cases.duty.rules import require_release
from baken.cases.meetings.models import Attendee, Meeting
from baken.cases.models import Case
from baken.core.acting import Acting
from baken.core.errors import Denied


def meeting_of(meeting_id: UUID) -> Meeting:
    """A meeting that this acting may know of. Denied for hidden and absent alike."""
    found = Meeting.objects.filter(pk=meeting_id).first()
    if found is None:
        raise Denied
    return found


def entered(meeting_id: UUID) -> tuple[Meeting, Case]:
    """The meeting and its case, which is open and of which the acting is a full member."""
    found = meeting_of(meeting_id)
    return found, fetch_open(found.case_id)


def invited(meeting: Meeting) -> set[UUID]:
    """The organisations of who is invited now."""
    rows = Attendee.objects.filter(meeting=meeting, withdrawn_at=None)
    return set(rows.values_list("organisation_id", flat=True))


def readers(acting: Acting, meeting: Meeting, wanted: Iterable[UUID]) -> list[UUID]:
    """These organisations are invited. Sorted, without the own; ValidationError for others."""
    chosen = set(wanted) - {acting.organisation_id}
    if chosen - invited(meeting):
        raise ValidationError(_("Kies organisaties die zijn uitgenodigd voor dit overleg."))
    return sorted(chosen)


def told_before(acting: Acting, case_id: UUID, readers: Iterable[UUID]) -> None:
    """Nothing reaches another organisation before people are told: Conflict with who is not."""
    if set(readers) - {acting.organisation_id}:
        require_release(case_id)
