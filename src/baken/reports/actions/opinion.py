"""What a resident thinks of our answer: said once, after the report was closed."""

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict
from baken.reports import clocks
from baken.reports.actions.intake import own, take_up_again
from baken.reports.codes import State
from baken.reports.models import Opinion, Report


def give_opinion(
    acting: Acting, *, satisfied: bool, reason: str = "", reopen: bool = False
) -> Report:
    """Keep whether the resident is satisfied, and why; with `reopen` the report is taken up again.

    A second opinion changes nothing. Conflict when there is no answer, or when the days in which
    it may be opened again are over.
    """
    report = own(acting, to_change=True)
    if Opinion.objects.filter(report=report).exists():
        return report
    if report.state != State.ANSWERED:
        raise Conflict(_("Er is nog geen antwoord. Daarna vragen wij wat u ervan vond."))
    if reopen and not clocks.may_reopen(report):
        raise Conflict(_("Dit antwoord is te oud. Doe een nieuwe melding en noem dit nummer."))
    opinion = Opinion(report=report, at=timezone.now(), satisfied=satisfied, reason=reason)
    opinion.save(force_insert=True)
    record(acting, "report.opinion", "report", report.id)
    if reopen:
        take_up_again(report)
    return report
