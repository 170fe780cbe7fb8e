"""What was learnt, and whether it is in use."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from baken.core.models import Row

__all__ = ["Suggester"]


class Suggester(Row):
    """One time that was learnt. The newest counts, while it is on.

    `facts` is what is published about it (suggest/learning.py: Facts); `weights` holds a row of
    32-bit floats for each kind, its constant last. There is no text in it and nobody's name.
    """

    learnt_at = models.DateTimeField()
    facts = models.JSONField()
    weights = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    on_at = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        "access.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )

    class Meta:
        db_table = "reports_suggester"
        ordering: ClassVar = ["-learnt_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(on_at=None, off_at=None) | Q(by__isnull=False),
                name="somebody_switched_it",
            )
        ]

    @property
    def on(self) -> bool:
        """In use: switched on, and not off after that."""
        return self.on_at is not None and (self.off_at is None or self.off_at < self.on_at)
