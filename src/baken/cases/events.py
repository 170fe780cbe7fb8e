"""What cases tells to whoever listens above."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class CaseClosed:
    """A case was closed; published in the same transaction."""

    case_id: UUID
    number: str
    phase: int
    closed_at: datetime
