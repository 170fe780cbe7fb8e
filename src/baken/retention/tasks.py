"""The nightly run."""

from django.utils.timezone import localdate

from baken.core.acting import Acting
from baken.core.jobs import job
from baken.retention import actions

ONLY_COUNT = "count"


@job("retention.run", cron="15 3 * * *", own_acting=True)
def nightly(acting: Acting, *what: str) -> None:
    """At 03:15: remove what is due, then count what would go next. `count`: only count."""
    today = localdate()
    if ONLY_COUNT not in what:
        actions.remove_due(acting, today)
    actions.count(acting, today)
