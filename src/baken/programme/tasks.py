"""Jobs of the programme."""

from django.utils import timezone

from baken.core.acting import Acting
from baken.core.jobs import job
from baken.programme.actions import take_tallies


@job("programme.measure", cron="30 1 * * *", purpose="statistics")
def measure(acting: Acting) -> None:
    """Every night: the counts of all modules as exact snapshots."""
    take_tallies(acting, timezone.localdate())
