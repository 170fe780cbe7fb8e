"""Versions and drafts of the model, dry runs over running cases, and cases that move."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
MODEL = "cases.AveModel"


class AveModel(Row):
    """A version of the AVE model: an example as shipped, or one that the municipality adopted.

    Both count from 1. `adopted_by` is None for an example; new cases start on the newest adopted
    version from the day `valid_from` on. A trigger keeps an adopted version as it is.
    """

    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    adopted_by = models.CharField(max_length=120, null=True)  # noqa: DJ001
    adopted_on = models.DateField(null=True)
    decision = models.CharField(max_length=200, blank=True, db_default="")
    source = models.TextField()
    valid_from = models.DateField()
    body = models.JSONField()

    class Meta:
        app_label = "cases"
        db_table = "cases_avemodel"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(adopted_by=None), name="one_example_per_version"
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(adopted_by__isnull=False),
                name="one_adopted_model_per_version",
            ),
        ]

    @property
    def label(self) -> str:
        """'Versie 2', or 'Voorbeeld 2' for an example."""
        words = _("Versie %d") if self.adopted_by else _("Voorbeeld %d")
        return words % self.version


class ModelDraft(Row):
    """A version being written. Once adopted it says who wrote and who adopted, and stays so."""

    base = models.ForeignKey(MODEL, models.DO_NOTHING, related_name="+")
    title = models.CharField(max_length=120)
    source = models.TextField()
    body = models.JSONField()
    begun_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    begun_at = models.DateTimeField()
    edited_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    edited_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    model = models.OneToOneField(MODEL, models.DO_NOTHING, null=True, related_name="draft")
    adopted_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_modeldraft"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(model=None, adopted_by=None, adopted_at=None)
                | Q(model__isnull=False, adopted_by__isnull=False, adopted_at__isnull=False),
                name="a_draft_is_adopted_whole",
            ),
            models.CheckConstraint(
                condition=~Q(adopted_by=F("edited_by")), name="nobody_adopts_their_own_draft"
            ),
        ]

    @property
    def label(self) -> str:
        return _("Concept")

    @property
    def open(self) -> bool:
        return self.model_id is None and self.dropped_at is None


class ModelTrial(Row):
    """A dry run of a draft or a version over the running cases; `body` is what was tried."""

    draft = models.ForeignKey(ModelDraft, models.DO_NOTHING, null=True, related_name="trials")
    model = models.ForeignKey(MODEL, models.DO_NOTHING, null=True, related_name="+")
    body = models.JSONField()
    asked_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_modeltrial"


class ModelFinding(Row):
    """What a version would mean for one case: `kind` is 'case' for each case that was looked at,
    'clock' with the date as it is and as it would be, or the code of a gap (see `guards.py`).
    """

    trial = models.ForeignKey(ModelTrial, models.DO_NOTHING, related_name="findings")
    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=40, blank=True)
    number = models.PositiveSmallIntegerField(default=0)
    before = models.DateTimeField(null=True)
    after = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_modelfinding"
        indexes: ClassVar = [models.Index(fields=["trial", "case"], name="finding_by_trial")]


class ModelMove(Row):
    """Running cases go to another version, or back: asked by one, decided by another."""

    target = models.ForeignKey(MODEL, models.DO_NOTHING, null=True, related_name="+")
    undoes = models.ForeignKey("self", models.DO_NOTHING, null=True, related_name="undone_by")
    asked_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    grounds = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "cases"
        db_table = "cases_modelmove"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(target=None, undoes__isnull=False)
                | Q(target__isnull=False, undoes=None),
                name="a_move_has_one_direction",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, granted=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, granted__isnull=False),
                name="a_move_is_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("decided_by")), name="nobody_decides_their_own_move"
            ),
        ]

    @property
    def running(self) -> bool:
        """Was it granted, and is it not finished?"""
        return bool(self.granted) and self.finished_at is None


class ModelMoveItem(Row):
    """One case of a move: from which version to which, and once it was its turn what became of it.

    `clocks` holds what each clock was and what it became, so that moving back restores it.
    """

    move = models.ForeignKey(ModelMove, models.DO_NOTHING, related_name="items")
    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    former = models.ForeignKey(MODEL, models.DO_NOTHING, related_name="+")
    target = models.ForeignKey(MODEL, models.DO_NOTHING, related_name="+")
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True)
    gaps: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    clocks: "models.JSONField[Any, Any]" = models.JSONField(default=list)

    class Meta:
        app_label = "cases"
        db_table = "cases_modelmoveitem"
        indexes: ClassVar = [
            models.Index(fields=["case"], name="model_move_by_case"),
            models.Index(fields=["move"], condition=Q(done_at=None), name="model_move_to_do"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["move", "case"], name="once_in_a_model_move")
        ]
