"""Meetings that come, for the home of a partner's person."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.cases.meetings.codes import Kind, State
from baken.cases.meetings.models import Meeting
from baken.cases.radar.partner import Ahead
from baken.core.acting import Acting

MOST = 10
GOING = (State.PLANNED, State.RUNNING)


def coming(acting: Acting) -> list[Ahead]:
    """Those that this acting may know of, soonest first. One query."""
    rows = Meeting.objects.filter(ends_at__gte=timezone.now(), state__in=GOING)
    return [
        Ahead(
            row.starts_at,
            _("%(kind)s, casus %(number)s, %(place)s")
            % {"kind": Kind(row.kind).label, "number": row.case_number, "place": row.place},
            reverse("cases:meeting", args=[row.case_id, row.id]),
        )
        for row in rows.order_by("starts_at")[:MOST]
    ]
