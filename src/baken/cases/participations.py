"""When a participation counts: not ended, and its term not over."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from baken.cases.models import Participation


class Participations(models.Manager["Participation"]):
    """Participations of organisations; `live` are those that count now."""

    def live(self) -> "models.QuerySet[Participation]":
        """Not ended, and the term is not over."""
        rows = self.filter(valid_until=None)
        return rows.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()))


def lasts(ended: datetime | None, term: datetime | None) -> bool:
    """Does it count now? `ended` is when somebody ended it, `term` when it ends by itself."""
    return ended is None and (term is None or term > timezone.now())
