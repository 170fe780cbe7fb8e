"""The trail's jobs."""

from django.conf import settings

from baken.audit import chain
from baken.core.acting import Acting
from baken.core.jobs import job


@job("audit.seal", cron="*/5 * * * *")
def seal(acting: Acting) -> None:
    """Every five minutes: seal the entries that wait."""
    chain.make_partitions()
    chain.seal()


@job("audit.close", cron="50 3 * * *")
def close(acting: Acting) -> None:
    """Nightly: entries past their term go, a month at a time; the links of the chain stay."""
    chain.close_months(settings.BAKEN_TRAIL_MONTHS)
