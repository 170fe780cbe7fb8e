"""What meetings ask of somebody: an answer, to be there, and the minutes."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.cases import rules
from baken.cases.meetings.codes import Answer, State
from baken.cases.meetings.models import Attendee, Meeting
from baken.cases.models import CaseContent
from baken.core.acting import Acting
from baken.core.hits import Task

_OPEN = (State.PLANNED, State.RUNNING, State.HELD, State.PROPOSED)


def tasks(acting: Acting, titles: Mapping[UUID, CaseContent]) -> Iterator[Task]:
    """One task for each meeting that I am invited to and that still asks something. One query.

    A guest sees the number of the case, and not what it is called.
    """
    rows = Attendee.objects.filter(
        user_id=rules.user_of(acting), organisation_id=rules.organisation_of(acting),
        withdrawn_at=None, meeting__state__in=_OPEN,
    ).select_related("meeting")  # fmt: skip
    for row in rows.order_by("meeting__starts_at"):
        asked = _asked(acting, row, row.meeting)
        if asked:
            yield _task(row.meeting, asked, titles.get(row.case_id))


def _asked(acting: Acting, row: Attendee, meeting: Meeting) -> str:
    leads = acting.user_id in (meeting.chair_id, meeting.notes_id)
    late = meeting.objections_until is not None and meeting.objections_until < timezone.now()
    by_state = {
        State.PLANNED: _awaited(row),
        State.RUNNING: _("Het overleg is bezig"),
        State.HELD: _("Leg het verslag van het overleg voor") if leads else "",
        State.PROPOSED: _minutes(leads=leads, late=late),
    }
    return by_state[State(meeting.state)]


def _awaited(row: Attendee) -> str:
    if not row.answer:
        return _("Laat weten of u naar het overleg komt")
    return _("Overleg") if row.answer == Answer.COMES else ""


def _minutes(*, leads: bool, late: bool) -> str:
    if late:
        return _("Stel het verslag van het overleg vast") if leads else ""
    return _("Lees het verslag van het overleg")


def _task(meeting: Meeting, title: str, content: CaseContent | None) -> Task:
    due = meeting.objections_until if meeting.state == State.PROPOSED else meeting.starts_at
    return Task(
        title, reverse("cases:meeting", args=[meeting.case_id, meeting.id]), due,
        meeting.case_number, content.title if content else "", _("overleg"),
        content.case.phase if content else 0,
    )  # fmt: skip
