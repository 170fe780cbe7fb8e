"""How long keys are kept, and that a report came from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from baken.core.acting import Acting
from baken.reports.exchange.hooks.models import Delivery, Hook
from baken.reports.exchange.stock.models import Batch, BatchFile
from baken.retention.api import Term, register, unlisted


def _remove_batches(acting: Acting, ids: Sequence[UUID]) -> int:
    BatchFile.objects.filter(batch_id__in=ids).delete()
    return Batch.objects.filter(id__in=ids).delete()[0]


def _remove_hooks(acting: Acting, ids: Sequence[UUID]) -> int:
    Delivery.objects.filter(hook_id__in=ids).delete()
    return Hook.objects.filter(id__in=ids).delete()[0]


OWN = (
    Term(
        model="reports.Key",
        what="sleutel van andere software",
        trigger="ends_at",
        since="het einde van de sleutel",
        years=1,
        selection=unlisted("wie hier werkte, om te kunnen nagaan wie wat bracht"),
        purpose="reports",
        technical=True,
    ),
    Term(
        model="reports.Hook",
        what="webhook van andere software",
        trigger="ends_at",
        since="het einde van de webhook",
        years=1,
        selection=unlisted("wie hier werkte, om te kunnen nagaan wie wat hoorde"),
        purpose="reports",
        technical=True,
        remove=_remove_hooks,
    ),
    Term(
        model="reports.Delivery",
        what="bericht aan een webhook",
        trigger="made_at",
        since="het bericht",
        months=3,
        selection=unlisted("hulpmiddel, om een bericht nog eens te brengen"),
        purpose="reports",
        technical=True,
    ),
    Term(
        model="reports.Batch",
        what="ingelezen bestand met meldingen van een ouder systeem",
        trigger="made_at",
        since="het inlezen",
        years=1,
        selection=unlisted("zo lang als het teruggedraaid kan worden"),
        purpose="reports",
        technical=True,
        remove=_remove_batches,
    ),
    Term(
        model="reports.BatchFile",
        what="het bestand zelf, tot het is ingelezen",
        follows="reports.Batch",
        purpose="reports",
    ),
    Term(
        model="reports.Arrival",
        what="waar een melding vandaan kwam, met het nummer daar",
        follows="reports.Report",
        purpose="reports",
    ),
)


def register_all() -> None:
    """Called when Django starts."""
    for term in OWN:
        register(term)
