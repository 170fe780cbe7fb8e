"""Background jobs of reports."""

from uuid import UUID

from django.utils import translation

from baken.core.acting import Acting
from baken.core.jobs import job
from baken.reports.exchange.stock.actions import JOB, run
from baken.reports.models import Identity
from baken.reports.vault.mail import write_quietly


@job("reports.mail", purpose="reports")
def tell_quietly(acting: Acting, *ids: str) -> None:
    """Mail who reported in confidence that there is something to read, and not what, or about what.

    The job reads the address; whoever wrote to the reporter never does.
    """
    for found in Identity.objects.select_related("report").filter(report_id__in=ids):
        if found.email:
            with translation.override(found.report.language):
                write_quietly(acting, found.email, found.report_id)


@job(JOB, purpose="reports", own_acting=True)
def import_stock(acting: Acting, batch_id: str) -> None:
    """A stock that somebody reads in, or takes back."""
    run(UUID(batch_id))
