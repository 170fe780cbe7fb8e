"""The ladder, the four seats and the clocks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.cases.ave import Model
from baken.cases.codes import ClockKind, Role, SeatState
from baken.cases.dossier.rows import Rows
from baken.cases.models import (
    Case,
    Seat,
)
from baken.core.acting import Acting


@dataclass(frozen=True)
class Step:
    """One stair of the phase ladder."""

    number: int
    name: str
    text: str
    dates: str
    state: str


def ladder(rows: Rows, model: Model) -> list[Step]:
    """Four stairs; the dates are those of the last stay in that phase."""
    stays = _stays(rows, model)
    return [
        _step(phase.number, phase.name, phase.start, rows.case, stays) for phase in model.phases
    ]


def _stays(rows: Rows, model: Model) -> dict[int, tuple[datetime, datetime | None]]:
    phase, since = model.opening_phase, rows.case.opened_at
    stays: dict[int, tuple[datetime, datetime | None]] = {}
    for moved_at, source, target in rows.moves:
        stays[source] = (since, moved_at)
        phase, since = target, moved_at
    stays[phase] = (since, rows.case.closed_at)
    return stays


def _step(
    number: int,
    name: str,
    text: str,
    case: Case,
    stays: dict[int, tuple[datetime, datetime | None]],
) -> Step:
    state = "now" if number == case.phase else "past" if number in stays else "future"
    if number not in stays:
        return Step(number, name, text, "", "future")
    since, until = (day_of(moment) for moment in stays[number])
    if until is None:
        return Step(number, name, text, _("sinds %s") % since, state)
    period = {"since": since, "until": until}
    return Step(number, name, text, _("%(since)s tot %(until)s") % period, state)


def day_of(moment: datetime | None) -> str | None:
    """3 november; None stays None."""
    if moment is None:
        return None
    here = timezone.localtime(moment)
    return date_format(here, "j F" if here.year == timezone.localdate().year else "j F Y")


@dataclass(frozen=True)
class SeatCard:
    """One of the four seats, always in the same order."""

    role: str
    label: str
    state: str  # accepted, asked, empty, unneeded
    who: str
    organisation: str
    line: str
    mine: bool
    seat_id: UUID | None
    household: bool


def seat_cards(rows: Rows, model: Model, acting: Acting) -> list[SeatCard]:
    """All four, whether the phase needs them or not."""
    needed = model.phase(rows.case.phase).seats
    held = {seat.role: seat for seat in rows.seats if seat.ended_at is None}
    if not rows.case.open:
        held = {seat.role: seat for seat in rows.seats if seat.ended_why == "closed"}
    return [
        _card(role, held.get(role), rows, acting, needed=role in needed) for role in Role.values
    ]


def _card(role: str, seat: Seat | None, rows: Rows, acting: Acting, *, needed: bool) -> SeatCard:
    label = str(Role(role).label)
    if seat is None or seat.state == SeatState.VACANT:
        state = "empty" if needed and rows.case.open else "unneeded"
        line = _empty_line(seat) if needed else _("in deze fase niet nodig")
        return SeatCard(role, label, state, _("Niemand"), "", line, False, None, False)
    mine = seat.holder_id is not None and seat.holder_id == acting.user_id
    who = _("Het huishouden") if seat.household else rows.name(seat.holder_id)
    state, line = ("asked", _("Gevraagd %s") % short_day(seat.since))
    if seat.accepted_at:
        state, line = "accepted", _("Aanvaard %s") % short_day(seat.accepted_at)
    return SeatCard(
        role, label, state, f"{who} ({_('u')})" if mine else who, rows.party(seat.organisation_id),
        line, mine, seat.id, seat.household,
    )  # fmt: skip


def _empty_line(seat: Seat | None) -> str:
    if seat is None:
        return _("Leeg")
    days = (timezone.localdate() - timezone.localtime(seat.since).date()).days
    if days < 1:
        return _("Leeg sinds vandaag")
    return _("Leeg, 1 dag") if days == 1 else _("Leeg, %d dagen") % days


def short_day(moment: datetime) -> str:
    """3 nov."""
    return date_format(timezone.localtime(moment), "j b")


@dataclass(frozen=True)
class Due:
    """One line in the list of clocks."""

    label: str
    due_at: datetime


def clocks(rows: Rows) -> list[Due]:
    """All that must happen by a moment, soonest first; actions have their own list."""
    found = [Due(str(ClockKind(clock.kind).label), clock.due_at) for clock in rows.clocks]
    for seat in rows.seats:
        if seat.ended_at is None and seat.accepted_at is None and seat.due_at:
            label = _("%s vullen") if seat.state == SeatState.VACANT else _("%s aanvaarden")
            found.append(Due(label % Role(seat.role).label, seat.due_at))
    return sorted(found, key=lambda due: due.due_at)
