"""What the desk does with a request to enforce: tell that it takes longer, or that it is none."""

from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.calendar import ZONE
from baken.core.errors import Conflict
from baken.reports import clocks
from baken.reports.actions.desk import for_desk, tell, turn
from baken.reports.actions.intake import note_event
from baken.reports.categories import tree
from baken.reports.codes import NO_REQUEST, Kind
from baken.reports.formal.models import FormalRequest
from baken.reports.models import Report


def extend(
    acting: Acting, report_id: UUID, version: int, day: date, text: str, *, site: str = ""
) -> None:
    """Tell the applicant that the decision comes later, and by which day (Awb 4:14 lid 3).

    Within the term, and once: the Act knows no second time. Longer is possible only when the
    applicant agrees (4:15 lid 2 onder a).
    """
    report, asked = _asked(acting, report_id)
    if asked.extended_at is not None:
        raise Conflict(_("De termijn is al een keer verlengd. Vraag de aanvrager om in te stemmen"
                         " met uitstel (Awb 4:15 lid 2 onder a)."))  # fmt: skip
    if timezone.now() > report.answer_due_at:
        raise Conflict(_("De termijn is al voorbij. Verlengen kan alleen binnen de termijn"
                         " (Awb 4:14 lid 3). Beslis nu, of vraag om uitstel."))  # fmt: skip
    if day <= timezone.localdate(report.answer_due_at):
        raise ValidationError({"day": _("Kies een dag na %s: dan loopt de termijn al af.")
                               % date_format(report.answer_due_at, "j F Y")})  # fmt: skip
    due = datetime.combine(day, time(23, 59, 59), ZONE)
    _turn(report, version, {"answer_due_at": due}, text)
    _note(asked, due_at=due, extended_at=timezone.now())
    note_event(report.id, Kind.EXTENDED, by=acting.user_id, note=date_format(day, "j F Y"))
    record(acting, "report.extend", "report", report.id)
    tell(acting, report, text, site=site)


def decline(
    acting: Acting, report_id: UUID, version: int, why: str, text: str, *, site: str = ""
) -> None:
    """It is no application: no decision follows, the report goes on with the terms of its kind."""
    if why not in NO_REQUEST:
        raise ValidationError({"why": _("Kies waarom dit geen verzoek om handhaving is.")})
    report, asked = _asked(acting, report_id)
    plain = Report(received_at=report.received_at, formal=False, state=report.state)
    clocks.set_clocks(plain, tree().by_id[report.category_id])
    changes = {"formal": False, "read_due_at": plain.read_due_at,
               "answer_due_at": plain.answer_due_at}  # fmt: skip
    _turn(report, version, changes, text)
    _note(asked, declined_at=timezone.now())
    reason = str(NO_REQUEST[why])
    note_event(report.id, Kind.NO_REQUEST, by=acting.user_id, note=reason)
    record(acting, "report.decline_request", "report", report.id, outcome=why)
    tell(acting, report, text, site=site)


def _asked(acting: Acting, report_id: UUID) -> tuple[Report, FormalRequest]:
    report = for_desk(acting, report_id)
    asked = FormalRequest.objects.filter(report_id=report_id).first()
    if not report.formal or asked is None:
        raise Conflict(_("Bij deze melding loopt geen verzoek om handhaving."))
    return report, asked


def _turn(report: Report, version: int, changes: dict[str, object], text: str) -> None:
    """The clock that runs follows the new term."""
    for name, value in changes.items():
        setattr(report, name, value)
    turn(report, version, changes, mine=text, label=_("Bericht aan de melder"))


def _note(asked: FormalRequest, **values: datetime) -> None:
    FormalRequest.objects.filter(report_id=asked.report_id).update(**values)
