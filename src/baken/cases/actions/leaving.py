"""Who no longer has anything to do on a case leaves its file."""

from baken.access import api as access
from baken.cases.codes import Role, SeatEnd
from baken.cases.models import Action, Case, Participation, Seat
from baken.core.acting import Acting


def stays(seat: Seat) -> bool:
    """Does something else than this seat keep its holder on the case?

    Another seat, an open action, or the participation of their organisation.
    """
    here = {"case_id": seat.case_id, "organisation_id": seat.organisation_id}
    seats = Seat.objects.filter(**here, holder_id=seat.holder_id, ended_at=None)
    actions = Action.objects.filter(**here, owner_id=seat.holder_id, done_at=None)
    return (
        seats.exclude(pk=seat.pk).exists()
        or actions.exists()
        or Participation.objects.live().filter(**here).exists()
    )


def waits(seat: Seat) -> bool:
    """Does its holder stay until the next one accepts? A case is never without procesregie."""
    return seat.role == Role.PROCESREGIE and seat.accepted_at is not None


def stand_up(acting: Acting, seat: Seat | None) -> None:
    """Who was replaced in this seat leaves the file, unless something else keeps them."""
    if seat and not waits(seat):
        _leave(acting, seat)


def take_over(acting: Acting, case: Case) -> None:
    """Procesregie was accepted: whoever held it before leaves now."""
    before = Seat.objects.filter(case=case, role=Role.PROCESREGIE, ended_why=SeatEnd.REPLACED)
    for seat in before.exclude(accepted_at=None).exclude(holder_id=acting.user_id):
        _leave(acting, seat)


def _leave(acting: Acting, seat: Seat) -> None:
    there = (seat.holder_id, seat.organisation_id)
    on_it = {(m.user_id, m.organisation_id) for m in access.members(acting, seat.case_id)}
    if seat.holder_id and there in on_it and not stays(seat):
        access.leave(acting, seat.case_id, seat.holder_id, seat.organisation_id)
