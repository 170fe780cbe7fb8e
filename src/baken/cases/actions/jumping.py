"""The acute jump: up at once, ratified within a term by who has the mandate, else an alarm."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import guards, mails, rules
from baken.cases.actions.common import by, fetch_open, refresh_clock, rules_of, stop_clock
from baken.cases.actions.phases import put_in_phase
from baken.cases.actions.seats import ask_seat, candidates
from baken.cases.ave import Model
from baken.cases.codes import ClockKind, SeatEnd, SeatState
from baken.cases.explain import missing
from baken.cases.machine import after_jump
from baken.cases.models import Case, Seat
from baken.cases.situations import situation_of
from baken.cases.steps.models import Jump
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied


def duty_people(acting: Acting, case: Case) -> dict[str, list[access.Colleague]]:
    """For each seat of the phase of an emergency that nobody is in or asked for: who may be."""
    model = rules_of(case)
    held = {s.role for s in Seat.objects.filter(case=case, ended_at=None)
            if s.state != SeatState.VACANT}  # fmt: skip
    needed = model.phase(model.acute.target).seats if model.acute else ()
    return {role: candidates(acting, case, role) for role in needed if role not in held}


def jump(
    acting: Acting,
    case_id: UUID,
    *,
    details: Mapping[str, str],
    seats: Mapping[str, UUID],
    site: str = "",
) -> UUID:
    """Take the case up at once. `details` say what happens, `seats` whom to call, by role.

    Sent twice is one jump. Conflict with what is missing when it is no emergency of the model.
    """
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    earlier = Jump.objects.filter(case=case, ratified_at=None).order_by("-taken_at").first()
    if earlier and (earlier.taken_by_id, earlier.to_phase) == (acting.user_id, case.phase):
        return earlier.id
    model = rules_of(case)
    gaps = guards.gaps_to_jump(situation_of(case), model, acting.capacity)
    if gaps or model.acute is None:
        raise Conflict(_("Een acute sprong kan nu niet"), missing=missing(gaps, case))
    if not all(str(details.get(name, "")).strip() for name in ASKED):
        raise ValidationError(_("Vertel wat er gebeurt, en voor wie het gevaarlijk is."))
    row = _take(acting, case, model, dict(details))
    _call(acting, case, model, seats, site=site)
    refresh_clock(case.id)
    record(acting, "case.jump", "case", case.id)
    mails.ask(acting, case, _mandate(case, model), mails.RATIFY, site=site)
    return row.id


def _mandate(case: Case, model: Model) -> UUID | None:
    """Who holds the seat that ratifies, if they accepted; who is only asked has a mail already."""
    role = model.phase(case.phase).decides
    seat = Seat.objects.filter(case=case, role=role, ended_at=None).exclude(accepted_at=None)
    return seat.values_list("holder_id", flat=True).first()


ASKED = ("happens", "risk_whom", "minors", "safety")


def _take(acting: Acting, case: Case, model: Model, details: dict[str, str]) -> Jump:
    acute, now = model.acute, timezone.now()
    assert acute is not None
    row = Jump.objects.create(
        case=case, from_phase=case.phase, to_phase=acute.target, taken_at=now,
        details={**details, "trigger": acute.trigger}, taken_by_id=rules.user_of(acting),
        due_at=by(acute.ratify, now),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("select cases_overtake(%s)", [case.id])
    put_in_phase(case, case.phase, acute.target, after_jump(case.lifecycle))
    stop_clock(case.id, ClockKind.AFTERCARE)
    stop_clock(case.id, ClockKind.ACUTE)
    return row


def _call(
    acting: Acting, case: Case, model: Model, seats: Mapping[str, UUID], *, site: str
) -> None:
    """Who may not sit there in this phase stands up; who is on duty is asked; the rest is empty."""
    case.refresh_from_db()
    situation = situation_of(case)
    for gap in guards.gaps_in_seats(situation, model, case.phase):
        if gap.code in ("household_not_here", "same_person"):
            _empty(case, model, gap.role)
    for role in model.phase(case.phase).seats:
        if role in seats:
            ask_seat(acting, case.id, role, holder=seats[role], site=site)
        elif not Seat.objects.filter(case=case, role=role, ended_at=None).exists():
            _vacant(case, model, role)


def _empty(case: Case, model: Model, role: str) -> None:
    now = timezone.now()
    Seat.objects.filter(case=case, role=role, ended_at=None).update(
        ended_at=now, ended_why=SeatEnd.REPLACED
    )
    _vacant(case, model, role)


def _vacant(case: Case, model: Model, role: str) -> None:
    now = timezone.now()
    Seat.objects.create(case=case, role=role, since=now, due_at=by(model.clocks["vacant"], now))


def ratify(acting: Acting, jump_id: UUID, *, granted: bool, reason: str = "") -> None:
    """Say whether the jump was right, under the mandate. Either way the case stays in its phase."""
    row = Jump.objects.filter(pk=jump_id).first()
    if row is None:
        raise Denied
    case = fetch_open(row.case_id)
    if row.ratified_at:
        return _ratified_before(acting, row, granted=granted)
    if not granted and not reason.strip():
        raise ValidationError({"reason": _("Schrijf waarom niet.")})
    gaps = guards.gaps_to_ratify(
        situation_of(case), rules_of(case), row.to_phase, jumper=row.taken_by_id,
        holder=acting.user_id,
    )  # fmt: skip
    if gaps:
        raise Conflict(_("U kunt deze sprong niet bekrachtigen"), missing=missing(gaps, case))
    changed = Jump.objects.filter(pk=row.id, ratified_at=None).update(
        ratified_at=timezone.now(), ratified_by_id=acting.user_id, granted=granted, reason=reason
    )
    if not changed:
        raise Conflict(_("Hierover is al besloten."))
    record(acting, "case.ratify", "case", case.id, outcome="done" if granted else "refused")
    return None


def _ratified_before(acting: Acting, row: Jump, *, granted: bool) -> None:
    if (row.ratified_by_id, row.granted) != (acting.user_id, granted):
        raise Conflict(_("Hierover is al besloten."))


def raise_alarms(acting: Acting) -> int:
    """Tell every mayor of jumps that nobody ratified in time; each once. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cases_alarm()")
        rows = cursor.fetchall()
    for case_id, number, person in rows:
        if person:
            mails.alarm(acting, case_id, number, person)
    late = {case_id for case_id, _number, _person in rows}
    for case_id in late:
        record(acting, "case.alarm", "case", case_id)
    return len(late)


__all__ = ["ASKED", "duty_people", "jump", "raise_alarms", "ratify"]
