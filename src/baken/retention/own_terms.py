"""Terms of retention's own tables, and of the modules below it, which cannot reach up."""

from collections.abc import Sequence
from uuid import UUID

from baken.core.acting import Acting
from baken.retention.selection import entry, unlisted
from baken.retention.terms import Term, register


def _remove_counts(acting: Acting, ids: Sequence[UUID]) -> int:
    from baken.retention.models import Plan, Run

    Plan.objects.filter(run_id__in=ids).delete()
    return Run.objects.filter(id__in=ids).delete()[0]


OWN = (
    Term(
        model="retention.Hold",
        what="losgelaten tegenhouding",
        trigger="lifted_at",
        since="het loslaten",
        years=1,
        selection=unlisted("hulpmiddel bij vernietiging"),
        purpose="privacy",
        technical=True,
    ),
    Term(
        model="retention.Run",
        what="telling van wat zou verdwijnen",
        trigger="started_at",
        since="de telling",
        months=3,
        only={"kind": "count"},
        remove=_remove_counts,
        selection=unlisted("hulpmiddel bij vernietiging"),
        purpose="privacy",
        technical=True,
    ),
    Term(
        model="retention.Plan",
        what="telling per termijn",
        follows="retention.Run",
        purpose="privacy",
    ),
    Term(
        model="retention.Certificate",
        what="verklaring van vernietiging",
        kept="blijvend te bewaren",
        selection=entry("19.1.18"),
        purpose="privacy",
    ),
)


def register_all() -> None:
    """Called when Django starts."""
    for term in OWN:
        register(term)
