"""What the household reads of a meeting."""

from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.meetings import rules
from baken.cases.meetings.actions.common import entered
from baken.cases.meetings.codes import State
from baken.cases.meetings.models import MeetingSummary
from baken.core.acting import Acting
from baken.core.errors import Conflict, Version

AFTER = frozenset({State.HELD, State.PROPOSED, State.ADOPTED})


def summarise(acting: Acting, meeting_id: UUID, *, text: str, version: int = 0) -> None:
    """Write or change the summary; `version` is the one that was read, 0 when there was none."""
    meeting, case = entered(meeting_id)
    case_rules.require(rules.carries_on(acting, meeting))
    rules.require_state(meeting, AFTER)
    values = {
        "text": text, "changed_by_id": case_rules.user_of(acting), "changed_at": timezone.now(),
    }  # fmt: skip
    found, new = MeetingSummary.objects.get_or_create(
        meeting=meeting, defaults={"case": case, **values}
    )
    if not new and found.text != text:
        mine = MeetingSummary.objects.filter(pk=found.id, version=version)
        if not mine.update(**values, version=F("version") + 1):
            raise Conflict(
                _("Een collega veranderde deze samenvatting net"),
                versions=[Version(_("Samenvatting"), text, found.text)],
            )
    record(acting, "case.summarise_meeting", "meeting", meeting.id)
