"""Jobs of the programme."""

from django.utils import timezone

from baken.core.acting import Acting
from baken.core.jobs import job
from baken.programme.actions import take_tallies
from baken.programme.actions.incoming import run
from baken.programme.ledger.opened import publish_counts
from baken.programme.ledger.publish import release_counts
from baken.programme.news.actions import tell


@job("programme.measure", cron="30 1 * * *", purpose="statistics")
def measure(acting: Acting) -> None:
    """Every night: the counts of all modules as exact snapshots, and what may leave of them."""
    today = timezone.localdate()
    take_tallies(acting, today)
    release_counts(acting, today)
    publish_counts(acting)


@job("programme.tell", cron="*/5 * * * *", purpose="programme")
def tell_readers(acting: Acting) -> None:
    """Every five minutes: what was published goes by mail to who wants it, once."""
    tell(acting)


@job("programme.import", cron="*/5 * * * *", own_acting=True)
def import_figures(acting: Acting, *ids: str) -> None:
    """On demand, and every five minutes what was left: large files of figures."""
    run(acting, ids)
