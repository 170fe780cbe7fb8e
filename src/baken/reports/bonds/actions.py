"""Joining reports about the same, splitting one that is about two things, linking."""

from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core import numbers
from baken.core.acting import Acting
from baken.core.errors import Conflict
from baken.reports import clocks
from baken.reports.actions.desk import for_desk, turn
from baken.reports.actions.intake import Told, Where, note_event, take_in
from baken.reports.bonds.models import Bond, BondKind
from baken.reports.bonds.queries import joined_with
from baken.reports.categories import Subject
from baken.reports.codes import OPEN, Kind, Source, State
from baken.reports.models import Place, Report


def by_number(acting: Acting, typed: str) -> Report:
    """The report with this number, for the desk. ValidationError when it is not there for them."""
    try:
        number = numbers.tidy(typed, "M")
    except ValidationError:
        number = ""
    found = Report.objects.filter(number=number).first() if number else None
    if found is None:
        raise ValidationError(_("Dit nummer vinden wij niet. Kijk het nog eens na."))
    return found


def join(acting: Acting, report_id: UUID, version: int, main: Report) -> None:
    """This report goes along with `main`: its resident gets the answer that the other's gets."""
    report = for_desk(acting, report_id)
    if _bound(report, main, BondKind.JOINED):
        return
    main.refresh_from_db(from_queryset=Report.objects.select_for_update(no_key=True))
    _may_join(report, main)
    turn(report, version, {"state": State.JOINED}, mine=_("Voeg samen met %s") % main.number)
    _bind(acting, report, main, BondKind.JOINED)
    for one, other in ((report, main), (main, report)):
        note_event(one.id, Kind.JOINED, by=acting.user_id, note=other.number)
    record(acting, "report.join", "report", report.id)


def _may_join(report: Report, main: Report) -> None:
    """One buurt, because who answers must see all; no chains; and both still open."""
    if report.id == main.id:
        raise ValidationError(_("Dit is dezelfde melding. Kies een andere."))
    if report.state not in OPEN or main.state not in (*OPEN, State.TO_CASE):
        raise ValidationError(_("Samenvoegen kan alleen met meldingen die nog open zijn."))
    if report.buurt_code != main.buurt_code:
        raise ValidationError(
            _("Deze meldingen gaan over verschillende buurten. Leg een verband: dat kan wel.")
        )
    if joined_with(report.id):
        raise ValidationError(
            _("Met deze melding zijn al andere samengevoegd. Haal die eerst los.")
        )


def part(acting: Acting, report_id: UUID, text: str, subject: Subject, *, nonce: UUID) -> Report:
    """Make a report of its own of one part: own kind, holder and answer; the same clock's start.

    The resident follows it with the code of the whole, which gets the answer of each part.
    """
    report = for_desk(acting, report_id)
    if report.state not in OPEN:
        raise Conflict(_("Deze melding is niet meer open. Splitsen kan niet meer."))
    told = Told(
        id=uuid5(report.id, f"part {nonce}"), subject=subject, text=text, where=_where(report),
        language=report.language, source=Source.PART,
    )  # fmt: skip
    received = take_in(acting, told, "report.part", "")
    if not received.again:
        _start_clock_with(report, received.report, subject)
        _bind(acting, received.report, report, BondKind.PART)
        note_event(report.id, Kind.PART, by=acting.user_id, note=received.report.number)
    return received.report


def _where(report: Report) -> Where:
    place = Place.objects.filter(report=report).first() or Place()
    return Where(place.lat, place.lon, place.address, report.buurt_code, report.wijk_code)


def _start_clock_with(whole: Report, fresh: Report, subject: Subject) -> None:
    """Splitting gives us no more time: the norms count from the whole's receipt."""
    norms = Report(state=fresh.state, received_at=whole.received_at)
    clocks.set_clocks(norms, subject)
    changes = {
        "read_due_at": norms.read_due_at, "due_at": norms.due_at,
        "answer_due_at": max(norms.answer_due_at, fresh.received_at),
    }  # fmt: skip
    turn(fresh, fresh.version, changes, mine="")


def link(acting: Acting, report_id: UUID, other: Report) -> None:
    """These two have to do with each other; nothing else changes."""
    report = for_desk(acting, report_id)
    if report.id == other.id:
        raise ValidationError(_("Dit is dezelfde melding. Kies een andere."))
    if not (_bound(report, other, BondKind.LINKED) or _bound(other, report, BondKind.LINKED)):
        _bind(acting, report, other, BondKind.LINKED)
        record(acting, "report.link", "report", report.id)


def loosen(acting: Acting, report_id: UUID, bond_id: UUID) -> None:
    """End a bond of this report. A report that was joined is read again; a part stays a part."""
    report = for_desk(acting, report_id)
    bond = Bond.objects.select_related("report", "other").filter(id=bond_id, ended_at=None).first()
    if bond is None or report.id not in (bond.report_id, bond.other_id):
        return
    if bond.kind == BondKind.PART:
        raise Conflict(_("Een deel hoort bij zijn melding. Dat blijft zo."))
    Bond.objects.filter(id=bond.id).update(ended_at=timezone.now())
    if bond.kind == BondKind.JOINED and bond.report.state == State.JOINED:
        one = bond.report
        turn(one, one.version, {"state": State.READING}, mine=_("Haal los"))
        note_event(one.id, Kind.LOOSENED, by=acting.user_id, note=bond.other.number)
    record(acting, "report.loosen", "report", report.id)


def _bound(report: Report, other: Report, kind: BondKind) -> bool:
    return Bond.objects.filter(report=report, other=other, kind=kind, ended_at=None).exists()


def _bind(acting: Acting, report: Report, other: Report, kind: BondKind) -> None:
    assert acting.user_id is not None
    bond = Bond(report=report, other=other, kind=kind, at=timezone.now(), by_id=acting.user_id)
    try:
        with transaction.atomic():
            Bond.objects.bulk_create([bond])
    except IntegrityError:
        raise Conflict(_("Iemand was u net voor. Kijk hoe het nu staat.")) from None
