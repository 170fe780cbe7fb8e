"""The term of breaches: they outlive the case that they were on."""

from collections.abc import Sequence
from uuid import UUID

from baken.audit.api import record
from baken.cases.breaches.models import Breach
from baken.cases.clocks.models import Notice
from baken.core.acting import Acting
from baken.retention.api import Term, register, unlisted

YEARS = 5


def remove(acting: Acting, ids: Sequence[UUID]) -> int:
    """Remove these breaches, and who was told of their clock. For the retention run only."""
    Notice.objects.filter(about__in=ids).delete()
    gone: int = Breach.objects.filter(id__in=ids).delete()[0]
    record(acting, "breach.remove", "breach", count=gone)
    return gone


def register_all() -> None:
    """Called with the terms of cases."""
    register(
        Term(
            model="cases.Breach",
            what="vastlegging van een datalek",
            trigger="closed_at",
            since="het afsluiten",
            years=YEARS,
            selection=unlisted("de vastlegging van AVG art. 33 lid 5 staat er niet als proces in"),
            purpose="privacy",
            remove=remove,
        )
    )
