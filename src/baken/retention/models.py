"""Holds, runs, what a run would take, and the certificates of what it took."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from baken.core.fields import EncryptedTextField
from baken.core.models import Row


class Hold(Row):
    """A legal hold: this object stays, whatever its term, until a date or until it is lifted."""

    object_id = models.UUIDField()
    reason = EncryptedTextField()
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField()
    until = models.DateField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)

    class Meta:
        db_table = "retention_hold"
        indexes: ClassVar = [models.Index(fields=["object_id"], name="hold_by_object")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__gte=F("placed_at"), lifted_by__isnull=False),
                name="a_lifted_hold_names_who",
            )
        ]


class RunKind(models.TextChoices):
    COUNT = "count", "telling"
    REMOVAL = "removal", "vernietiging"


class Run(Row):
    """One nightly pass over all terms: a count, or a removal."""

    kind = models.CharField(max_length=10, choices=RunKind.choices)
    day = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    removed = models.PositiveIntegerField(default=0)
    failed = models.JSONField(default=list)

    class Meta:
        db_table = "retention_run"
        indexes: ClassVar = [models.Index(fields=["kind", "-started_at"], name="run_newest")]


class Plan(Row):
    """What a count found for one term: how many go now, within 30 days, and are held.

    `sample` holds at most 100 objects that go first: [id, last day of the term]. Ids only.
    """

    run = models.ForeignKey(Run, models.DO_NOTHING, related_name="plans")
    model = models.CharField(max_length=60)
    what = models.CharField(max_length=120)
    due = models.PositiveIntegerField()
    soon = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    sample = models.JSONField(default=list)

    class Meta:
        db_table = "retention_plan"
        indexes: ClassVar = [models.Index(fields=["run"], name="plan_by_run")]


class Certificate(Row):
    """Declaration of destruction (Archiefbesluit 1995 art. 8), without personal data.

    `objects_hash` is the SHA-256 of the sorted ids, so that it can be shown later that a given
    object was among them; `hash` covers the certificate and the hash of the one before it.
    """

    number = models.PositiveIntegerField(unique=True)
    run = models.ForeignKey(Run, models.DO_NOTHING)
    made_at = models.DateTimeField()
    model = models.CharField(max_length=60)
    what = models.CharField(max_length=120)
    removed = models.PositiveIntegerField()
    term = models.CharField(max_length=80)
    trigger = models.CharField(max_length=60)
    started_from = models.DateField()
    started_until = models.DateField()
    purpose = models.CharField(max_length=30)
    selection = models.CharField(max_length=300)
    act = models.CharField(max_length=200)
    manner = models.CharField(max_length=200)
    objects_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "retention_certificate"


class Erasure(Row):
    """Which objects one batch removed, for as long as a backup may bring them back. Keys only."""

    erased_at = models.DateTimeField()
    model = models.CharField(max_length=60)
    objects_gone = models.JSONField()

    class Meta:
        db_table = "retention_erasure"
