"""Background jobs of cases."""

from django.utils import timezone

from baken.cases.actions.jumping import raise_alarms
from baken.cases.clocks import officers
from baken.cases.clocks.watch import watch
from baken.cases.radar.transfer import run
from baken.cases.versions import moving
from baken.core.acting import Acting
from baken.core.jobs import job


@job("cases.clocks", cron="*/15 * * * *", purpose="cases")
def clocks(acting: Acting, *ids: str) -> None:
    """Every quarter of an hour: who must be told that a date comes near, or is over."""
    watch(acting, timezone.now())
    officers.watch(acting, timezone.now())


@job("cases.transfer", cron="*/5 * * * *", purpose="cases", own_acting=True)
def transfer(acting: Acting, *ids: str) -> None:
    """On demand, and every five minutes what was left: cases go to their new process manager."""
    run(acting, ids)


@job("cases.alarm", cron="*/5 * * * *")
def alarm(acting: Acting, *ids: str) -> None:
    """Every five minutes: the mayor's office hears of jumps that nobody ratified in time."""
    raise_alarms(acting)


@job("cases.model", cron="*/5 * * * *", purpose="cases", own_acting=True)
def model(acting: Acting, *ids: str) -> None:
    """On demand, and every five minutes what was left: dry runs of a model, and cases that go to
    another version."""
    moving.run(acting, ids)
