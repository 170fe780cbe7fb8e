"""Exercises go thirty days after they began, with their cases."""

from collections.abc import Sequence
from uuid import UUID

from baken.audit.api import record
from baken.cases.practice.models import Practice
from baken.core.acting import Acting
from baken.retention.api import Term, register, unlisted

DAYS = 30


def remove(acting: Acting, ids: Sequence[UUID]) -> int:
    """Remove these exercises and all that was done in them. For the retention run only."""
    from baken.cases.retention import remove as remove_cases

    rows = Practice.objects.filter(id__in=ids)
    cases = list(rows.values_list("case_id", flat=True))
    gone: int = rows.delete()[0]
    remove_cases(acting, cases)
    record(acting, "case.remove_practice", "case", count=gone)
    return gone


def register_all() -> None:
    """Called when Django starts."""
    register(
        Term(
            model="cases.Practice",
            what="oefening met haar verzonnen casus",
            trigger="started_at",
            since="het begin",
            days=DAYS,
            selection=unlisted("oefenmateriaal zonder persoonsgegevens"),
            purpose="cases",
            remove=remove,
            technical=True,
        )
    )
