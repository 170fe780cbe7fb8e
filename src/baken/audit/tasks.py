"""The trail's jobs."""

from baken.audit import chain
from baken.core.acting import Acting
from baken.core.jobs import job


@job("audit.seal", cron="*/5 * * * *")
def seal(acting: Acting) -> None:
    """Every five minutes: seal the entries that wait."""
    chain.make_partitions()
    chain.seal()
