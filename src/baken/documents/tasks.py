"""Background jobs of documents."""

from pathlib import Path

from django.conf import settings

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.jobs import job
from baken.documents import actions, parts, store
from baken.documents.models import Document, State


@job("documents.scan")
def scan(acting: Acting, *ids: str) -> None:
    """Scan documents that came in while the scanner was away; fails, and so retries, if it is."""
    for document in Document.objects.filter(id__in=ids, state=State.WAITING):
        actions.scan_waiting(acting, document)


@job("documents.rescan", cron="*/15 * * * *")
def rescan(acting: Acting, *ids: str) -> None:
    """Every quarter of an hour: queue what still waits, for when `scan` gave up."""
    waiting = Document.objects.filter(state=State.WAITING).order_by("created_at")
    for document_id in waiting.values_list("id", flat=True)[:200]:
        scan.later(str(document_id))


@job("documents.sweep", cron="40 3 * * *")
def sweep(acting: Acting, *ids: str) -> None:
    """Every night: take away encrypted files that no row knows, such as after a crash."""
    gone = store.sweep(Path(settings.BAKEN_FILES), known_addresses)
    gone += parts.sweep()
    if gone:
        record(acting, "document.sweep", "document", count=gone)


def known_addresses(addresses: list[str]) -> set[str]:
    """Which of these addresses belong to a document."""
    known: set[str] = set()
    for start in range(0, len(addresses), 5_000):
        part = addresses[start : start + 5_000]
        rows = Document.objects.filter(address__in=part).values_list("address", flat=True)
        small = Document.objects.filter(small_address__in=part)
        whole = Document.objects.filter(original_address__in=part)
        known.update(rows, small.values_list("small_address", flat=True),
                     whole.values_list("original_address", flat=True))  # fmt: skip
    return known
