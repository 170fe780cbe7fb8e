"""The trail's jobs."""

from django.conf import settings

from baken.audit import chain, processing
from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.jobs import job


@job("audit.seal", cron="*/5 * * * *")
def seal(acting: Acting) -> None:
    """Every five minutes: seal the entries that wait."""
    chain.make_partitions()
    chain.seal()


@job("audit.close", cron="50 3 * * *")
def close(acting: Acting) -> None:
    """Nightly: trail and processing log past their term go, a month at a time.

    The links of the chain stay.
    """
    chain.close_months(settings.BAKEN_TRAIL_MONTHS)
    if closed := processing.close_months(settings.BAKEN_TRAIL_MONTHS):
        record(acting, "audit.close", "processing", count=closed)
