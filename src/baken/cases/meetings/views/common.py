"""What all pages of a meeting share."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from baken.access import api as access
from baken.cases.forms import Choices
from baken.cases.meetings.actions.common import invited, meeting_of
from baken.cases.meetings.models import Meeting
from baken.cases.models import Case
from baken.cases.views.form_page import enter
from baken.core.acting import Acting
from baken.core.errors import Denied


def arrive(case_id: UUID, meeting_id: UUID) -> tuple[Acting, Case, Meeting]:
    """Who acts, the open case and a meeting of it. For full members. Denied, or Conflict."""
    acting, case = enter(case_id)
    return acting, case, of_case(meeting_id, case_id)


def of_case(meeting_id: UUID, case_id: UUID) -> Meeting:
    """This meeting, if it is one of this case. Denied."""
    found = meeting_of(meeting_id)
    if found.case_id != case_id:
        raise Denied
    return found


def back(meeting: Meeting, anchor: str = "") -> str:
    """The address of the page of the meeting."""
    there = reverse("cases:meeting", args=[meeting.case_id, meeting.id])
    return f"{there}#{anchor}" if anchor else there


def parties(acting: Acting, meeting: Meeting, *, own: bool = False) -> Choices:
    """The organisations that are invited; the own one only if that is asked."""
    there = invited(meeting)
    return [
        (str(party.id), party.name)
        for party in access.organisations(acting)
        if party.id in there and (own or party.id != acting.organisation_id)
    ]


def download(text: bytes, name: str, kind: str) -> HttpResponse:
    """A file to fetch; kept by nobody on the way."""
    return HttpResponse(
        text,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def address(request: HttpRequest, meeting: Meeting) -> str:
    return request.build_absolute_uri(back(meeting))
