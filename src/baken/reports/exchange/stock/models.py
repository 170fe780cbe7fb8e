"""A stock that is read in: the file until it is in, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.core.models import Row


class BatchState(models.TextChoices):
    MAPPING = "mapping", _("na te kijken")
    RUNNING = "running", _("wordt ingelezen")
    REFUSED = "refused", _("niet ingelezen")
    DONE = "done", _("ingelezen")
    UNDOING = "undoing", _("wordt teruggedraaid")
    UNDONE = "undone", _("teruggedraaid")


RUNNING = (BatchState.RUNNING, BatchState.UNDOING)


class Batch(Row):
    """One file with reports of an older system. `problems` are the first, each with its line.

    `kept` counts what stayed when it was taken back, because somebody worked on it.
    """

    name = models.CharField(max_length=200)
    about = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=BatchState.choices)
    recipe = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    made_by = models.ForeignKey(
        "access.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()

    class Meta:
        db_table = "reports_batch"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=BatchState.values), name="batch_state_is_known"
            )
        ]

    @property
    def running(self) -> bool:
        return self.state in RUNNING


class BatchFile(models.Model):
    """The file itself, sealed; gone when it was read in."""

    batch = models.OneToOneField(Batch, models.DO_NOTHING, primary_key=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "reports_batchfile"
