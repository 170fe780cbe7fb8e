"""Terms of what hangs on no case: when somebody was here, and that cases went to another."""

from collections.abc import Sequence
from uuid import UUID

from baken.audit.api import record
from baken.cases.radar.models import Transfer, TransferItem, Visit
from baken.core.acting import Acting
from baken.retention.api import Term, register, unlisted

YEARS = 1


def forget_visits(acting: Acting, ids: Sequence[UUID]) -> int:
    """For the retention run only."""
    gone: int = Visit.objects.filter(id__in=ids).delete()[0]
    record(acting, "case.forget_visits", "visit", count=gone)
    return gone


def forget_transfers(acting: Acting, ids: Sequence[UUID]) -> int:
    """For the retention run only; the trail keeps what was done."""
    TransferItem.objects.filter(transfer_id__in=ids).delete()
    gone: int = Transfer.objects.filter(id__in=ids).delete()[0]
    record(acting, "case.forget_transfers", "transfer", count=gone)
    return gone


def register_all() -> None:
    """Called with the terms of cases."""
    register(Term(
        model="cases.Visit", what="laatste bezoek van een partner", trigger="seen_at",
        since="het bezoek", years=YEARS, purpose="cases", remove=forget_visits,
        selection=unlisted("hulpgegeven: laat zien wat sinds het vorige bezoek nieuw is"),
    ))  # fmt: skip
    register(Term(
        model="cases.Transfer", what="overdracht van casussen", trigger="asked_at",
        since="de vraag", years=YEARS, purpose="cases", remove=forget_transfers,
        selection=unlisted("hulpgegeven: wat er gebeurde, staat in het inzagelog"),
    ))  # fmt: skip
