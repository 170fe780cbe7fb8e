"""Jobs of reports."""

from uuid import UUID

from baken.core.acting import Acting
from baken.core.jobs import job
from baken.reports.exchange.stock.actions import JOB, run


@job(JOB, purpose="reports", own_acting=True)
def import_stock(acting: Acting, batch_id: str) -> None:
    """A stock that somebody reads in, or takes back."""
    run(UUID(batch_id))
