"""Who follows a report of public space that somebody else made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from baken.core.models import Row

__all__ = ["Follower"]


class Follower(Row):
    """A code of its own for the public facts of a report: nobody's name, nobody's words."""

    token_hash = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        db_table = "reports_follower"
        ordering: ClassVar = ["at"]
