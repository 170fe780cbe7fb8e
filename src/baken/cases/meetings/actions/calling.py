"""Calling a meeting, moving it, calling it off, and asking who comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails
from baken.cases import rules as case_rules
from baken.cases.actions.common import fetch_open, once, rules_of
from baken.cases.meetings import rules
from baken.cases.meetings.actions.common import entered
from baken.cases.meetings.actions.releasing import end_releases
from baken.cases.meetings.codes import Kind, State
from baken.cases.meetings.models import Attendee, Meeting
from baken.cases.models import Case
from baken.core.acting import Acting
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied, Version

INVITED = gettext_lazy("U bent gevraagd voor een overleg over casus %s.")
MOVED = gettext_lazy("Een overleg over casus %s is veranderd.")
CANCELLED = gettext_lazy("Een overleg over casus %s gaat niet door.")


@dataclass(frozen=True)
class Plan:
    """When, where, of which kind, and who leads it and takes the notes."""

    kind: str
    day: date
    starts: time
    ends: time
    place: str
    chair: UUID
    notes: UUID

    def moments(self) -> tuple[datetime, datetime]:
        """Raises ValidationError."""
        starts = rules.moment(self.day, self.starts, "starts")
        ends = rules.moment(self.day, self.ends, "ends")
        rules.require_times(starts, ends)
        return starts, ends

    def values(self, acting: Acting, case: Case) -> dict[str, Any]:
        """The columns of a meeting. Raises ValidationError."""
        if self.kind not in Kind.values:
            raise ValidationError({"kind": _("Kies een soort overleg uit de lijst.")})
        starts, ends = self.moments()
        known = {person.user_id: person for person in candidates(acting, case)}
        if self.chair not in known or self.notes not in known:
            raise ValidationError(_("Kies een voorzitter en een notulist die meedoen."))
        return {
            "kind": self.kind, "starts_at": starts, "ends_at": ends, "place": self.place,
            "chair_id": self.chair, "chair_organisation_id": known[self.chair].organisation_id,
            "notes_id": self.notes, "notes_organisation_id": known[self.notes].organisation_id,
            "freezes_at": rules.freezes_at(rules_of(case), starts),
        }  # fmt: skip


def candidates(acting: Acting, case: Case) -> list[access.Colleague]:
    """Who may be invited: the full members of the case, each once."""
    on_it = {
        (member.user_id, member.organisation_id)
        for member in access.members(acting, case.id)
        if not member.invited
    }
    people = access.colleagues(acting, purpose="cases")
    found = {(p.user_id, p.organisation_id): p for p in reversed(people)}
    return [p for p in people if found[p.user_id, p.organisation_id] is p
            and (p.user_id, p.organisation_id) in on_it]  # fmt: skip


def outsiders(acting: Acting, case: Case) -> list[access.Colleague]:
    """Who may come as a guest: people of partners who are not on the case."""
    on_it = {
        (member.user_id, member.organisation_id)
        for member in access.members(acting, case.id)
        if not member.invited
    }
    people = access.colleagues(acting, purpose="cases", capacity=access.Capacity.PARTNER)
    return [p for p in people if (p.user_id, p.organisation_id) not in on_it]


def call_meeting(
    acting: Acting,
    case_id: UUID,
    plan: Plan,
    people: Iterable[UUID] = (),
    *,
    key: UUID | None = None,
    site: str = "",
) -> UUID:
    """Call a meeting and invite its chair, its note-taker and these. Sent twice is done once."""
    case = fetch_open(case_id)
    case_rules.require(case_rules.manages(acting))
    row = Meeting(
        id=key or uuid4(), case=case, case_number=case.number, created_at=timezone.now(),
        added_by_id=case_rules.user_of(acting), **plan.values(acting, case),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.added_by_id == acting.user_id)
    if new:
        record(acting, "case.call_meeting", "meeting", made.id, ground=made.kind)
        invite(acting, made.id, {plan.chair, plan.notes, *people}, site=site)
    return made.id


def invite(acting: Acting, meeting_id: UUID, people: Iterable[UUID], *, site: str = "") -> None:
    """Ask people who are on the case; each gets a mail with a number and a link, no more."""
    meeting, case = entered(meeting_id)
    case_rules.require(case_rules.manages(acting) or rules.leads(acting, meeting))
    rules.require_state(meeting, rules.TALKING)
    known = {person.user_id: person for person in candidates(acting, case)}
    wanted = set(people)
    if wanted - set(known):
        raise ValidationError(_("Kies mensen die meedoen aan deze casus."))
    for user_id in sorted(wanted):
        _ask(acting, meeting, case, known[user_id], guest=False, site=site)


def invite_guest(acting: Acting, meeting_id: UUID, user_id: UUID, *, site: str = "") -> None:
    """Somebody from outside, for this meeting only: the access ends with its day, by itself."""
    meeting, case = entered(meeting_id)
    case_rules.require(case_rules.manages(acting))
    rules.require_state(meeting, rules.TALKING)
    found = next((p for p in outsiders(acting, case) if p.user_id == user_id), None)
    if found is None:
        raise ValidationError({"guest": _("Kies iemand uit de lijst.")})
    access.let_in(acting, case.id, user_id, found.organisation_id, until=guest_until(meeting))
    _ask(acting, meeting, case, found, guest=True, site=site)


def guest_until(meeting: Meeting) -> datetime:
    """The end of the day of the meeting, in Amsterdam."""
    day = meeting.ends_at.astimezone(ZONE).date() + timedelta(days=1)
    return datetime.combine(day, time(), ZONE)


def _ask(
    acting: Acting,
    meeting: Meeting,
    case: Case,
    person: access.Colleague,
    *,
    guest: bool,
    site: str,
) -> None:
    invited = Attendee.objects.filter(meeting=meeting, withdrawn_at=None)
    if invited.filter(user_id=person.user_id, organisation_id=person.organisation_id).exists():
        return
    Attendee.objects.create(
        meeting=meeting, case=case, organisation_id=person.organisation_id, guest=guest,
        user_id=person.user_id, added_by_id=case_rules.user_of(acting), created_at=timezone.now(),
    )  # fmt: skip
    record(acting, "case.invite_to_meeting", "meeting", meeting.id)
    mails.ask(acting, case, person.user_id, INVITED, site=site, path=address(meeting))


def address(meeting: Meeting) -> str:
    return reverse("cases:meeting", args=[meeting.case_id, meeting.id])


def uninvite(acting: Acting, meeting_id: UUID, attendee_id: UUID) -> None:
    """Take an invitation back. A guest is out at once. Chair and note-taker stay."""
    meeting, case = entered(meeting_id)
    case_rules.require(case_rules.manages(acting))
    rules.require_state(meeting, rules.TALKING)
    found = Attendee.objects.filter(pk=attendee_id, meeting=meeting, withdrawn_at=None).first()
    if found is None:
        raise Denied
    if found.user_id in (meeting.chair_id, meeting.notes_id):
        raise Conflict(_("Kies eerst een andere voorzitter of notulist."))
    Attendee.objects.filter(pk=found.id).update(withdrawn_at=timezone.now())
    others = Attendee.objects.filter(case=case, guest=True, withdrawn_at=None)
    if found.guest and not others.filter(user_id=found.user_id).exists():
        access.leave(acting, case.id, found.user_id, found.organisation_id)
    record(acting, "case.uninvite", "meeting", meeting.id)


def edit_meeting(
    acting: Acting, meeting_id: UUID, plan: Plan, *, version: int, site: str = ""
) -> None:
    """Another time, place, chair or note-taker. Conflict with both when a colleague was first."""
    meeting, case = entered(meeting_id)
    case_rules.require(may_edit(acting, meeting))
    rules.require_state(meeting, frozenset({State.PLANNED}))
    values = plan.values(acting, case)
    mine = Meeting.objects.filter(pk=meeting.id, version=version, state=State.PLANNED)
    if not mine.update(**values, version=F("version") + 1):
        meeting.refresh_from_db()
        raise Conflict(_("Een collega veranderde dit overleg net"),
                       versions=_both(Meeting(**values), meeting))  # fmt: skip
    record(acting, "case.edit_meeting", "meeting", meeting.id)
    meeting.refresh_from_db()
    people = {person.user_id: person for person in candidates(acting, case)}
    if case_rules.manages(acting) or rules.leads(acting, meeting):
        for user_id in sorted({plan.chair, plan.notes}):
            _ask(acting, meeting, case, people[user_id], guest=False, site=site)
    _prolong(acting, meeting)
    _tell(acting, meeting, case, MOVED, site)


def may_edit(acting: Acting, meeting: Meeting) -> bool:
    """Managers, and a chair of the municipality: a partner does not know who all may come."""
    ours = acting.capacity != access.Capacity.PARTNER
    return case_rules.manages(acting) or (ours and rules.leads(acting, meeting))


def _both(mine: Meeting, theirs: Meeting) -> list[Version]:
    return [
        Version(_("Wanneer"), when(mine), when(theirs)),
        Version(_("Waar"), mine.place, theirs.place),
    ]


def when(meeting: Meeting) -> str:
    """Day and times in words of figures: 24-11-2026, 10:00-11:30."""
    start, end = (m.astimezone(ZONE) for m in (meeting.starts_at, meeting.ends_at))
    return f"{start:%d-%m-%Y}, {start:%H:%M}-{end:%H:%M}"


def _prolong(acting: Acting, meeting: Meeting) -> None:
    """Guests of a meeting that moved have until its new day. Managers alone let people in."""
    if not case_rules.manages(acting):
        return
    for guest in Attendee.objects.filter(meeting=meeting, guest=True, withdrawn_at=None):
        access.let_in(acting, meeting.case_id, guest.user_id, guest.organisation_id,
                      until=guest_until(meeting))  # fmt: skip


def _tell(acting: Acting, meeting: Meeting, case: Case, what: Any, site: str) -> None:
    for one in Attendee.objects.filter(meeting=meeting, withdrawn_at=None).order_by("id"):
        mails.ask(acting, case, one.user_id, what, site=site, path=address(meeting))


def cancel(acting: Acting, meeting_id: UUID, *, site: str = "") -> None:
    """The meeting is off: guests are out, and what was released for it alone is withdrawn."""
    meeting, case = entered(meeting_id)
    case_rules.require(rules.carries_on(acting, meeting))
    rules.require_step(meeting, State.CANCELLED)
    _tell(acting, meeting, case, CANCELLED, site)
    going = Meeting.objects.filter(pk=meeting.id, state=State.PLANNED)
    if not going.update(state=State.CANCELLED, version=F("version") + 1):
        raise Conflict(_("Dit overleg is al begonnen of afgezegd."))
    end_releases(acting, meeting)
    record(acting, "case.cancel_meeting", "meeting", meeting.id)
