"""What was removed stays removed: a list beside the database, and carrying it out once more.

A backup that is put back brings removed files with it. The list holds keys only, and lies outside
the database and the stored files, so that putting a backup back does not touch it.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting, acting_as
from baken.retention.models import Erasure
from baken.retention.terms import Term, terms_of


@dataclass(frozen=True)
class Batch:
    """One line of the list."""

    model: str
    ids: tuple[UUID, ...]


def note(model: str, ids: Sequence[UUID]) -> None:
    """Remember what a batch removed, in the same transaction."""
    Erasure.objects.create(erased_at=now(), model=model, objects_gone=[str(key) for key in ids])


def mirror(acting: Acting) -> int:
    """Write the whole list beside the database, at once or not at all. Returns its length."""
    with acting_as(acting):
        rows = list(Erasure.objects.order_by("erased_at", "id"))
    target = Path(settings.BAKEN_ERASED)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        for row in rows:
            line = {"at": row.erased_at.isoformat(), "model": row.model, "ids": row.objects_gone}
            out.write(json.dumps(line) + "\n")
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(target)
    return len(rows)


def read(path: Path) -> list[Batch]:
    """The list in a file. ValidationError naming the first line that is none of ours."""
    found = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        try:
            row = json.loads(line)
            batch = Batch(str(row["model"]), tuple(UUID(key) for key in row["ids"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ValidationError(_("Regel %d is geen regel van deze lijst.") % number) from None
        if not _term(batch.model):
            raise ValidationError(_("Regel %d gaat over iets wat Baken niet kent.") % number)
        found.append(batch)
    return found


def replay(acting: Acting, batches: Sequence[Batch]) -> int:
    """Remove again what the list names and the database holds. Returns how many went.

    Each batch is whole or not at all; done twice it removes nothing more.
    """
    return sum(_again(acting, batch) for batch in batches)


def _again(acting: Acting, batch: Batch) -> int:
    term = _term(batch.model)
    if term is None:
        return 0
    with acting_as(acting):
        _keep(batch)
        rows = (term.among or term.model_class._base_manager.all)().filter(pk__in=batch.ids)
        ids = list(rows.values_list("pk", flat=True))
        if ids:
            term.take(acting, ids)
            record(acting, "retention.replay", batch.model, count=len(ids))
    return len(ids)


def _keep(batch: Batch) -> None:
    """The list outlives the database it was made in: an older backup may be put back later."""
    listed = [str(key) for key in batch.ids]
    if not Erasure.objects.filter(model=batch.model, objects_gone=listed).exists():
        note(batch.model, batch.ids)


def _term(model: str) -> Term | None:
    return next((term for term in terms_of(model) if term.rule == "removed"), None)
