"""Documents as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from baken.core.acting import Acting
from baken.documents.models import Document, State


@dataclass(frozen=True)
class Stored:
    """One document of a file. `ready` is false while it waits for the virus scanner."""

    id: UUID
    name: str
    kind: str
    type: str
    size: int
    sha256: str
    created_at: datetime
    organisation_id: UUID | None
    state: str
    has_picture: bool
    has_original: bool

    @property
    def ready(self) -> bool:
        return self.state == State.READY

    @property
    def state_label(self) -> str:
        """'klaar', 'nog niet gecontroleerd' or 'geweigerd: virus gevonden'."""
        return str(State(self.state).label)


def listing(acting: Acting, file_id: UUID) -> list[Stored]:
    """The documents of a file that this acting may see, oldest first. One query."""
    return listings(acting, [file_id]).get(file_id, [])


def listings(acting: Acting, file_ids: Sequence[UUID]) -> dict[UUID, list[Stored]]:
    """The same for several files at once."""
    found: dict[UUID, list[Stored]] = {}
    rows = Document.objects.filter(file_id__in=file_ids).defer("key")
    for row in rows.order_by("created_at", "id"):
        found.setdefault(row.file_id, []).append(_stored(row))
    return found


def _stored(row: Document) -> Stored:
    return Stored(
        id=row.id,
        name=row.name,
        kind=row.kind,
        type=row.type,
        size=row.size,
        sha256=row.sha256,
        created_at=row.created_at,
        organisation_id=row.organisation_id,
        state=row.state,
        has_picture=bool(row.small_address),
        has_original=bool(row.original_address),
    )
