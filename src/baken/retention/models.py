"""Holds, runs, what a run would take, and the certificates of what it took."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

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
    # Where two people decide: which list, in which capacity, and when. Never who.
    list_number = models.PositiveIntegerField(null=True)
    proposed_as = models.CharField(max_length=40, default="")
    approved_as = models.CharField(max_length=40, default="")
    approved_on = models.DateField(null=True)
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


class RemovalList(Row):
    """Files over their term that two people decide on: gathered by the count, then frozen.

    A draft until there is a proposal; ended once all its items went or were taken off, or when
    it was refused.
    """

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "retention_list"


class OffBecause(models.TextChoices):
    HOLD = "hold", _("iemand hield het tegen")
    NOT_DUE = "not_due", _("het is niet meer over zijn termijn")


class RemovalItem(Row):
    """One file on a list: its key, its number, and the last day of its term. No content."""

    list = models.ForeignKey(RemovalList, models.DO_NOTHING, related_name="items")
    model = models.CharField(max_length=60)
    what = models.CharField(max_length=120)
    object_id = models.UUIDField()
    label = models.CharField(max_length=40)
    last_day = models.DateField()
    off_at = models.DateTimeField(null=True)
    off_because = models.CharField(max_length=10, choices=OffBecause.choices, default="")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "retention_item"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "object_id"], name="once_on_a_list"),
            models.CheckConstraint(
                condition=Q(off_at=None, off_because="")
                | (Q(removed_at=None) & ~Q(off_because="")),
                name="an_item_goes_or_is_off",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["object_id"], name="item_by_object")]


class Proposal(Row):
    """Somebody puts a list forward; somebody else approves or refuses it.

    `fingerprint` is the SHA-256 over the items as they were put forward.
    """

    list = models.OneToOneField(RemovalList, models.DO_NOTHING, related_name="proposal")
    proposed_by = models.UUIDField()
    proposed_as = models.CharField(max_length=20)
    proposed_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    decided_by = models.UUIDField(null=True)
    decided_as = models.CharField(max_length=20, default="")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    reason = EncryptedTextField(null=True)

    class Meta:
        db_table = "retention_proposal"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="another_decides_on_a_list",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, approved=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, approved__isnull=False),
                name="a_decision_is_whole",
            ),
        ]
