"""The meeting itself: who is there, who keeps it secret, and what is agreed."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.actions.common import refresh_clock
from baken.cases.actions.ticking import met
from baken.cases.actions.work import add_action
from baken.cases.codes import ClockKind
from baken.cases.meetings import rules
from baken.cases.meetings.actions.common import entered, meeting_of
from baken.cases.meetings.actions.minutes import write_line
from baken.cases.meetings.codes import Answer, Presence, State, Turn
from baken.cases.meetings.models import Attendee, Meeting
from baken.cases.models import Case
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied


def mine(acting: Acting, meeting: Meeting) -> Attendee | None:
    """The own invitation."""
    return Attendee.objects.filter(
        meeting=meeting,
        user_id=case_rules.user_of(acting),
        organisation_id=case_rules.organisation_of(acting),
        withdrawn_at=None,
    ).first()


def answer(acting: Acting, meeting_id: UUID, *, comes: bool) -> None:
    """Say whether one comes."""
    meeting = meeting_of(meeting_id)
    rules.require_state(meeting, rules.TALKING)
    found = mine(acting, meeting)
    if found is None:
        raise Denied(known=True)
    said = Answer.COMES if comes else Answer.STAYS_AWAY
    Attendee.objects.filter(pk=found.id).update(answer=said)
    record(acting, "case.answer_meeting", "meeting", meeting.id, ground=said)


def confirm_secrecy(acting: Acting, meeting_id: UUID) -> None:
    """What is said stays here: each for themselves."""
    meeting = meeting_of(meeting_id)
    found = mine(acting, meeting)
    if found is None:
        raise Denied(known=True)
    if Attendee.objects.filter(pk=found.id, secrecy_at=None).update(secrecy_at=timezone.now()):
        record(acting, "case.confirm_secrecy", "meeting", meeting.id)


def record_presence(
    acting: Acting, meeting_id: UUID, attendee_id: UUID, *, presence: str, secrecy: bool = False
) -> None:
    """Who was there, and who said aloud to keep it secret. Chair or note-taker."""
    meeting, _case = entered(meeting_id)
    case_rules.require(rules.in_hand(acting, meeting))
    rules.require_state(meeting, rules.TALKING | rules.WRITING)
    if presence not in Presence.values:
        raise ValidationError(_("Kies of deze persoon er was."))
    rows = Attendee.objects.filter(pk=attendee_id, meeting=meeting, withdrawn_at=None)
    found = rows.first()
    if found is None:
        raise Denied
    said = found.secrecy_at or (timezone.now() if secrecy else None)
    rows.update(presence=presence, secrecy_at=said)
    record(acting, "case.record_presence", "meeting", meeting.id, ground=presence)


def _step(acting: Acting, meeting_id: UUID, to: str, verb: str) -> Case:
    meeting, case = entered(meeting_id)
    case_rules.require(rules.in_hand(acting, meeting))
    rules.require_step(meeting, to)
    going = Meeting.objects.filter(pk=meeting.id, state=meeting.state)
    if not going.update(state=to, version=F("version") + 1):
        raise Conflict(_("Een collega deed dit net. Laad de pagina opnieuw."))
    record(acting, verb, "meeting", meeting.id)
    return case


def begin(acting: Acting, meeting_id: UUID) -> None:
    """The meeting runs: the clock of a first meeting is met."""
    case = _step(acting, meeting_id, State.RUNNING, "case.begin_meeting")
    met(case, ClockKind.MEETING)
    refresh_clock(case.id)


def end(acting: Acting, meeting_id: UUID) -> None:
    """The meeting was held."""
    _step(acting, meeting_id, State.HELD, "case.end_meeting")


def decide(
    acting: Acting,
    meeting_id: UUID,
    *,
    text: str,
    item_id: UUID | None = None,
    turn: str = Turn.PICTURE,
    owner: UUID | None = None,
    due_on: date | None = None,
    key: UUID | None = None,
    site: str = "",
) -> UUID:
    """A line that the whole room sees; with an owner and a day it is an action as well."""
    meeting, case = entered(meeting_id)
    case_rules.require(rules.in_hand(acting, meeting))
    rules.require_state(meeting, frozenset({State.RUNNING}))
    if (owner is None) != (due_on is None):
        field = "due_on" if owner else "owner"
        raise ValidationError({field: _("Een actie heeft één eigenaar en een dag. Vul beide in.")})
    action_id = None
    if owner is not None and due_on is not None:
        if len(text) > 200:
            raise ValidationError({"text": _("Houd een actie kort: hooguit 200 tekens.")})
        action_id = add_action(acting, case.id, title=text, owner=owner, due_on=due_on, key=key,
                               site=site)  # fmt: skip
    return write_line(
        acting, meeting.id, text=text, organisation=case_rules.organisation_of(acting),
        organisations=room(meeting), item_id=item_id, turn=Turn.DECISION if action_id else turn,
        action_id=action_id, key=key,
    )  # fmt: skip


def room(meeting: Meeting) -> set[UUID]:
    """The organisations in the room; all that are invited until presence is recorded."""
    rows = Attendee.objects.filter(meeting=meeting, withdrawn_at=None)
    known = list(rows.values_list("organisation_id", "presence"))
    recorded = any(presence for _party, presence in known)
    return {party for party, presence in known if presence == Presence.PRESENT or not recorded}
