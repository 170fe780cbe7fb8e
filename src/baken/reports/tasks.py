"""Background jobs of reports."""

from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.timezone import now

from baken.core.acting import Acting, acting_as
from baken.core.jobs import job
from baken.messages import api as messages
from baken.reports.exchange.hooks import actions as hooks
from baken.reports.exchange.hooks.models import Delivery, DeliveryState
from baken.reports.exchange.stock.actions import JOB, run
from baken.reports.mailin.actions import take_in
from baken.reports.models import Identity
from baken.reports.vault.mail import write_quietly


@job("reports.mail", purpose="reports")
def tell_quietly(acting: Acting, *ids: str) -> None:
    """Mail who reported in confidence that there is something to read, and not what, or about what.

    The job reads the address; whoever wrote to the reporter never does.
    """
    needed = Identity.objects.select_related("report").only("email", "report__language")
    for found in needed.filter(report_id__in=ids):
        if found.email:
            with translation.override(found.report.language):
                write_quietly(acting, found.email, found.report_id)


@job(JOB, purpose="reports", own_acting=True)
def import_stock(acting: Acting, batch_id: str) -> None:
    """A stock that somebody reads in, or takes back."""
    run(UUID(batch_id))


@job("reports.tell", cron="*/5 * * * *", purpose="reports")
def tell(acting: Acting) -> None:
    """Every five minutes: what became public is queued for each webhook, and what is due again."""
    for delivery_id in hooks.find(acting):
        deliver.later(str(delivery_id))


@job("reports.mail_in", cron="*/2 * * * *", purpose="reports", own_acting=True)
def mail_in(acting: Acting) -> None:
    """Every two minutes: answers that came by mail, each in a transaction of its own."""
    if settings.BAKEN_IMAP_HOST:
        messages.fetch(take_in)


@job("reports.clusters", cron="20 4 * * *", purpose="reports")
def find_clusters(acting: Acting) -> None:
    """Every night: the places about which more is reported than before."""
    with connection.cursor() as cursor:
        cursor.execute("select reports_find_clusters()")


@job("reports.deliver", purpose="reports", own_acting=True)
def deliver(acting: Acting, *ids: str) -> None:
    """Bring these, each in a transaction of its own, if they still wait."""
    for delivery_id in ids:
        with acting_as(acting):
            waiting = Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            due = waiting.filter(id=delivery_id, state=DeliveryState.WAITING, next_try__lte=now())
            for delivery in due.select_related("hook"):
                hooks.attempt(acting, delivery)
