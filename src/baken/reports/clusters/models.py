"""A place about which more is reported than before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from baken.core.models import Row

__all__ = ["Cluster"]


class Cluster(Row):
    """So many reports of a main kind in a square of some 100 metres (`row`, `column`): `recent` in
    the last four weeks, `before` in the twelve weeks before. Who reported is not looked at.
    """

    main = models.CharField(max_length=40)
    row = models.IntegerField()
    column = models.IntegerField()
    wijk_code = models.CharField(max_length=10)
    buurt_code = models.CharField(max_length=10)
    recent = models.PositiveIntegerField()
    before = models.PositiveIntegerField()
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(
        "access.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    why = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        db_table = "reports_cluster"
        ordering: ClassVar = ["-recent", "main", "row", "column"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["main", "row", "column"], name="one_cluster_a_place")
        ]
