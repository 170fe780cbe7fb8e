"""A step on many reports, and what each of them was before."""

from typing import ClassVar

from django.db import models

from baken.core.models import Row
from baken.reports.models import Report


class Sweep(Row):
    """One step on many reports, by one colleague."""

    by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=20)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "reports"
        db_table = "reports_sweep"


class SweepItem(Row):
    """One report of a step: `before` are its columns before, `version` is its version after."""

    sweep = models.ForeignKey(Sweep, models.DO_NOTHING, related_name="items", db_index=False)
    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="+")
    version = models.PositiveIntegerField()
    before = models.JSONField()

    class Meta:
        app_label = "reports"
        db_table = "reports_sweepitem"
        indexes: ClassVar = [models.Index(fields=["sweep"], name="items_of_sweep")]
