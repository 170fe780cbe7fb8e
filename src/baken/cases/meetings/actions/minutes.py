"""Minutes: written in lines with an owner, proposed, objected to, adopted."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.actions.common import once, rules_of
from baken.cases.meetings import rules
from baken.cases.meetings.actions.common import entered, invited, told_before
from baken.cases.meetings.actions.releasing import end_releases
from baken.cases.meetings.codes import Presence, State, Turn
from baken.cases.meetings.models import AgendaItem, Attendee, Meeting, MinutesLine, Objection
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Missing, Version


def write_line(
    acting: Acting,
    meeting_id: UUID,
    *,
    text: str,
    organisation: UUID,
    organisations: Iterable[UUID] = (),
    item_id: UUID | None = None,
    turn: str = Turn.PICTURE,
    action_id: UUID | None = None,
    key: UUID | None = None,
) -> UUID:
    """Write down what an organisation said: its own line, read by these. Who writes reads too."""
    meeting, case = entered(meeting_id)
    case_rules.require(rules.in_hand(acting, meeting))
    rules.require_state(meeting, rules.WRITING)
    if turn not in Turn.values:
        raise ValidationError({"turn": _("Kies beeld, oordeel of besluit.")})
    if item_id and not AgendaItem.objects.filter(pk=item_id, meeting=meeting).exists():
        raise Denied
    there = invited(meeting)
    wanted = ({*organisations, case_rules.organisation_of(acting)}) - {organisation}
    if organisation not in there or wanted - there:
        raise ValidationError(_("Kies organisaties die zijn uitgenodigd voor dit overleg."))
    told_before(acting, case.id, {organisation, *wanted})
    row = MinutesLine(
        id=key or uuid4(), meeting=meeting, case=case, item_id=item_id,
        organisation_id=organisation, turn=turn, text=text, action_id=action_id,
        released_to=sorted(wanted),
        added_by_id=case_rules.user_of(acting), created_at=timezone.now(),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.added_by_id == acting.user_id)
    if new:
        record(acting, "case.write_minutes", "meeting", meeting.id)
    return made.id


def line_of(line_id: UUID) -> tuple[MinutesLine, Meeting]:
    """A line that this acting reads, and its meeting. Denied for hidden and absent alike."""
    found = MinutesLine.objects.filter(pk=line_id).first()
    if found is None:
        raise Denied
    meeting, _case = entered(found.meeting_id)
    return found, meeting


def edit_line(acting: Acting, line_id: UUID, *, text: str, turn: str, version: int) -> None:
    """Word a line anew, until it is proposed. Conflict with both texts."""
    line, meeting = line_of(line_id)
    case_rules.require(rules.in_hand(acting, meeting))
    rules.require_state(meeting, rules.WRITING)
    if text != line.text:
        told_before(acting, line.case_id, {line.organisation_id, *line.released_to})
    mine = MinutesLine.objects.filter(pk=line.id, version=version)
    if not mine.update(text=text, turn=turn, version=F("version") + 1):
        line.refresh_from_db()
        raise Conflict(
            _("Een collega veranderde deze regel net"),
            versions=[Version(_("Regel"), text, line.text)],
        )
    record(acting, "case.edit_minutes", "meeting", meeting.id)


def release_line(acting: Acting, line_id: UUID, organisations: Iterable[UUID]) -> None:
    """Who reads a line of one's own organisation, until the minutes are adopted."""
    line, meeting = line_of(line_id)
    case_rules.require(line.organisation_id == acting.organisation_id)
    rules.require_state(meeting, rules.WRITING | {State.PROPOSED})
    wanted = set(organisations) - {line.organisation_id}
    if wanted - invited(meeting):
        raise ValidationError(_("Kies organisaties die zijn uitgenodigd voor dit overleg."))
    if wanted - set(line.released_to):
        told_before(acting, line.case_id, wanted)
    MinutesLine.objects.filter(pk=line.id).update(
        released_to=sorted(wanted), version=F("version") + 1
    )
    record(acting, "case.release_minutes", "meeting", meeting.id)


def propose(acting: Acting, meeting_id: UUID) -> None:
    """The note-taker lays the minutes before who was there; then a term runs to object."""
    meeting, case = entered(meeting_id)
    case_rules.require(rules.takes_notes(acting, meeting))
    rules.require_step(meeting, State.PROPOSED)
    if missing := _unrecorded(meeting):
        raise Conflict(_("Het verslag kan nog niet voor"), missing=missing)
    until = rules.objections_until(rules_of(case), timezone.now())
    going = Meeting.objects.filter(pk=meeting.id, state=State.HELD)
    if not going.update(state=State.PROPOSED, objections_until=until, version=F("version") + 1):
        raise Conflict(_("Een collega deed dit net. Laad de pagina opnieuw."))
    record(acting, "case.propose_meeting", "meeting", meeting.id)


def _unrecorded(meeting: Meeting) -> list[Missing]:
    """Nobody is there without having said to keep it secret."""
    rows = Attendee.objects.filter(meeting=meeting, withdrawn_at=None)
    missing = []
    if rows.filter(presence="").exists():
        missing.append(Missing(_("Van iemand staat niet vast of die er was."),
                               _("Leg vast wie er was.")))  # fmt: skip
    if rows.filter(presence=Presence.PRESENT, secrecy_at=None).exists():
        missing.append(Missing(_("Iemand bevestigde de geheimhouding nog niet."),
                               _("Vraag het, en leg het vast.")))  # fmt: skip
    return missing


def object_to(
    acting: Acting,
    meeting_id: UUID,
    *,
    text: str,
    line_id: UUID | None = None,
    key: UUID | None = None,
) -> UUID:
    """An organisation that was there objects, within the term. The text stays as it is."""
    meeting, case = entered(meeting_id)
    case_rules.require(may_object(acting, meeting))
    if meeting.state != State.PROPOSED:
        raise Conflict(_("Dit kan nu niet: het overleg is %s.") % meeting.get_state_display())
    if meeting.objections_until is None or timezone.now() > meeting.objections_until:
        raise Conflict(_("De termijn voor bezwaar is voorbij."))
    if line_id and not MinutesLine.objects.filter(pk=line_id, meeting=meeting).exists():
        raise Denied
    row = Objection(
        id=key or uuid4(), meeting=meeting, case=case, line_id=line_id, text=text,
        organisation_id=case_rules.organisation_of(acting),
        author_id=case_rules.user_of(acting), created_at=timezone.now(),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.author_id == acting.user_id)
    if new:
        record(acting, "case.object_to_minutes", "meeting", meeting.id)
    return made.id


def may_object(acting: Acting, meeting: Meeting) -> bool:
    """Was somebody of this organisation there?"""
    there = Attendee.objects.filter(meeting=meeting, withdrawn_at=None, presence=Presence.PRESENT)
    return there.filter(organisation_id=case_rules.organisation_of(acting)).exists()


def adopt(acting: Acting, meeting_id: UUID) -> None:
    """The chair adopts, after the term; what was released for this meeting alone then ends."""
    meeting, _case = entered(meeting_id)
    case_rules.require(rules.leads(acting, meeting))
    rules.require_step(meeting, State.ADOPTED)
    now = timezone.now()
    if meeting.objections_until is None or now <= meeting.objections_until:
        raise Conflict(_("De termijn voor bezwaar loopt nog. Stel het verslag daarna vast."))
    going = Meeting.objects.filter(pk=meeting.id, state=State.PROPOSED)
    if not going.update(state=State.ADOPTED, adopted_at=now, version=F("version") + 1):
        raise Conflict(_("Een collega deed dit net. Laad de pagina opnieuw."))
    end_releases(acting, meeting)
    record(acting, "case.adopt_meeting", "meeting", meeting.id)
