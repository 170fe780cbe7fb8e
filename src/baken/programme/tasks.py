"""Jobs of the programme."""

from django.utils import timezone

from baken.core.acting import Acting
from baken.core.jobs import job
from baken.programme.actions import take_tallies
from baken.programme.actions.incoming import run


@job("programme.measure", cron="30 1 * * *", purpose="statistics")
def measure(acting: Acting) -> None:
    """Every night: the counts of all modules as exact snapshots."""
    take_tallies(acting, timezone.localdate())


@job("programme.import", cron="*/5 * * * *", own_acting=True)
def import_figures(acting: Acting, *ids: str) -> None:
    """On demand, and every five minutes what was left: large files of figures."""
    run(acting, ids)
