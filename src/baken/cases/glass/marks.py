"""The mark on every page while an emergency access lasts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from baken.cases import rules
from baken.cases.glass.actions import may_break
from baken.cases.glass.models import Glass
from baken.core.acting import Acting


@dataclass(frozen=True)
class Mark:
    """Which case is open, and until when."""

    id: UUID
    case_id: UUID
    number: str
    until: datetime
    end_url: str


def marks(acting: Acting) -> list[Mark]:
    """What this acting opened and what still lasts. One query, for who may do so at all."""
    if not may_break(acting):
        return []
    mine = {"user_id": rules.user_of(acting), "organisation_id": rules.organisation_of(acting)}
    rows = Glass.objects.filter(**mine,
                                ended_at=None, until__gt=timezone.now())  # fmt: skip
    return [
        Mark(r.id, r.case_id, r.case.number, r.until, reverse("cases:end_glass", args=[r.id]))
        for r in rows.select_related("case")
    ]
