"""The four seats: asking, accepting, declining, and recording what the household accepts."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails, rules
from baken.cases.actions.common import by, fetch_open, refresh_clock, rules_of
from baken.cases.actions.documents import bring_in_photos
from baken.cases.actions.leaving import stand_up, take_over
from baken.cases.codes import Lifecycle, Role, SeatEnd, SeatState
from baken.cases.machine import may_go
from baken.cases.models import Case, Participation, Seat
from baken.cases.situations import persons_of
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied


def candidates(acting: Acting, case: Case, role: str) -> list[access.Colleague]:
    """Who may be asked for this seat: of the municipality or of who takes part, and working
    there in a capacity and for a purpose that fit.
    """
    partners = Participation.objects.live().filter(case=case)
    ours = {acting.organisation_id, *partners.values_list("organisation_id", flat=True)}
    found = {
        (person.user_id, person.organisation_id): person
        for capacity in rules_of(case).seats[role].holders
        for person in access.colleagues(
            acting,
            capacity=capacity,
            purpose=rules.seat_purpose(capacity),
            practice=None if case.practice else False,
        )
        if person.organisation_id in ours and rules.plays_along(acting, case, person)
    }
    return sorted(found.values(), key=lambda person: person.name)


def household_may(case: Case, role: str) -> bool:
    """May the household hold this seat in the present phase?"""
    return role in rules_of(case).phase(case.phase).household


def ask_seat(
    acting: Acting,
    case_id: UUID,
    role: str,
    *,
    holder: UUID | None = None,
    household: bool = False,
    site: str = "",
) -> UUID:
    """Ask someone, or note that the household is asked. Who sat there stands up.

    `site` is the address of the site, for the link in a mail.
    """
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    person = _asked(acting, case, role, holder, household=household)
    now = timezone.now()
    before = Seat.objects.filter(case=case, role=role, ended_at=None).first()
    if _same(before, person, household=household):
        raise Conflict(_("Voor deze stoel is al om dezelfde gevraagd."))
    _end(before, now)
    seat = Seat.objects.create(
        case=case, role=role, since=now, due_at=by(rules_of(case).clocks["seat"], now),
        household=household, holder_id=person.user_id if person else None,
        organisation_id=person.organisation_id if person else None,
    )  # fmt: skip
    if person and person.user_id != acting.user_id:
        access.join(acting, case.id, person.user_id, person.organisation_id, invited=True)
        if person.organisation_id == acting.organisation_id:
            access.keep_on(acting, case.id, person.user_id, person.organisation_id)
    refresh_clock(case.id)
    record(acting, "case.ask_seat", "seat", seat.id, ground=role)
    mails.ask(acting, case, seat.holder_id, mails.SEAT, site=site)
    stand_up(acting, before)
    return seat.id


def _asked(
    acting: Acting, case: Case, role: str, holder: UUID | None, *, household: bool
) -> access.Colleague | None:
    if role not in Role.values:
        raise Denied
    if household:
        if not household_may(case, role):
            raise ValidationError(_("In deze fase kan het huishouden deze stoel niet houden."))
        return None
    found = next((p for p in candidates(acting, case, role) if p.user_id == holder), None)
    if found is None:
        raise ValidationError(_("Kies iemand uit de lijst."))
    _require_apart(case, role, found.user_id)
    return found


def _require_apart(case: Case, role: str, holder: UUID) -> None:
    """From the phase that the model names, casusregie and procesregie are two people."""
    other = {"casusregie": Role.PROCESREGIE, "procesregie": Role.CASUSREGIE}.get(role)
    if other is None or case.phase < rules_of(case).apart_from:
        return
    seat = Seat.objects.filter(case=case, role=other, ended_at=None).first()
    if seat and seat.holder_id and len(set(persons_of([holder, seat.holder_id]).values())) == 1:
        raise ValidationError(_("In deze fase zijn casusregie en procesregie twee mensen."))


def _same(before: Seat | None, person: access.Colleague | None, *, household: bool) -> bool:
    if before is None or before.state == SeatState.VACANT:
        return False
    return before.household if household else bool(person and before.holder_id == person.user_id)


def _end(before: Seat | None, now: datetime) -> None:
    if before:
        why = SeatEnd.FILLED if before.state == SeatState.VACANT else SeatEnd.REPLACED
        Seat.objects.filter(pk=before.id).update(ended_at=now, ended_why=why)


def accept_seat(acting: Acting, seat_id: UUID) -> None:
    """The one who was asked accepts, and becomes a full member of the case."""
    seat = _mine(acting, seat_id)
    if seat.accepted_at:
        return
    Seat.objects.filter(pk=seat.id, accepted_at=None).update(accepted_at=timezone.now())
    access.accept(acting, seat.case_id)
    case = Case.objects.get(pk=seat.case_id)
    if seat.role == Role.PROCESREGIE and may_go(case.lifecycle, Lifecycle.TRIAGE, "accept_seat"):
        Case.objects.filter(pk=case.id, lifecycle=Lifecycle.SIGNAL).update(
            lifecycle=Lifecycle.TRIAGE
        )
        bring_in_photos(acting, case)
    refresh_clock(case.id)
    record(acting, "case.accept_seat", "seat", seat.id, ground=seat.role)
    if seat.role == Role.PROCESREGIE:
        take_over(acting, case)


def decline_seat(acting: Acting, seat_id: UUID) -> None:
    """The one who was asked declines: the seat is empty, and its clock runs."""
    seat = _mine(acting, seat_id)
    if seat.accepted_at:
        raise Conflict(_("U heeft deze stoel al aanvaard. Vraag de procesregisseur om opvolging."))
    if seat.role == Role.PROCESREGIE:
        raise Conflict(
            _("Zonder procesregisseur ligt de casus stil. Aanvaard de stoel, en vraag dan iemand.")
        )
    now = timezone.now()
    case = Case.objects.get(pk=seat.case_id)
    Seat.objects.filter(pk=seat.id, ended_at=None).update(ended_at=now, ended_why=SeatEnd.DECLINED)
    Seat.objects.create(
        case=case, role=seat.role, since=now, due_at=by(rules_of(case).clocks["vacant"], now)
    )
    refresh_clock(case.id)
    record(acting, "case.decline_seat", "seat", seat.id, ground=seat.role)


def record_acceptance(acting: Acting, seat_id: UUID) -> None:
    """A professional records that the household accepted its seat."""
    rules.require(rules.manages(acting))
    seat = Seat.objects.filter(pk=seat_id, household=True, ended_at=None).first()
    if seat is None:
        raise Denied
    fetch_open(seat.case_id)
    if seat.accepted_at:
        return
    Seat.objects.filter(pk=seat.id, accepted_at=None).update(
        accepted_at=timezone.now(), acceptance_recorded_by_id=acting.user_id
    )
    refresh_clock(seat.case_id)
    record(acting, "case.record_acceptance", "seat", seat.id, ground=seat.role)


def _mine(acting: Acting, seat_id: UUID) -> Seat:
    seat = Seat.objects.filter(
        pk=seat_id,
        holder_id=acting.user_id,
        organisation_id=rules.organisation_of(acting),
        ended_at=None,
    ).first()
    if seat is None:
        raise Denied
    return seat
