"""Jobs of the programme."""

from django.utils import timezone

from baken.core.acting import Acting
from baken.core.jobs import job
from baken.programme.actions import take_tallies
from baken.programme.ledger.publish import release_counts


@job("programme.measure", cron="30 1 * * *", purpose="statistics")
def measure(acting: Acting) -> None:
    """Every night: the counts of all modules as exact snapshots, and what may leave of them."""
    today = timezone.localdate()
    take_tallies(acting, today)
    release_counts(acting, today)
