"""A receiver who accepts, a jump that is ratified, a case that was reopened."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baken.core.models import Row

USER = settings.AUTH_USER_MODEL


class Handover(Row):
    """Who takes the case over after a step down, and whether they accepted.

    Without a receiver it is the household, whose acceptance a professional records.
    """

    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="handovers")
    request = models.OneToOneField("cases.PhaseRequest", models.DO_NOTHING, related_name="handover")
    receiver = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")

    class Meta:
        db_table = "cases_handover"
        app_label = "cases"


class Jump(Row):
    """An emergency: the case went up at once, and who has the mandate says so within a term.

    `granted` None: not yet. Not granted, the case still stays where it is until a step down.
    """

    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="jumps")
    from_phase = models.PositiveSmallIntegerField()
    to_phase = models.PositiveSmallIntegerField()
    details = models.JSONField()
    taken_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    taken_at = models.DateTimeField()
    due_at = models.DateTimeField()
    alarmed_at = models.DateTimeField(null=True)
    ratified_at = models.DateTimeField(null=True)
    ratified_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    granted = models.BooleanField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "cases_jump"
        app_label = "cases"
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(ratified_at=None), name="jump_unratified")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_phase__gt=F("from_phase")), name="jump_goes_up"),
            models.CheckConstraint(
                condition=Q(ratified_at=None, ratified_by=None, granted=None)
                | Q(ratified_at__isnull=False, ratified_by__isnull=False, granted__isnull=False),
                name="jump_is_ratified_whole",
            ),
            models.CheckConstraint(
                condition=~Q(taken_by=F("ratified_by")), name="nobody_ratifies_their_own_jump"
            ),
        ]


class Reopening(Row):
    """A closed case runs again, on a new ground; `closed_at` is when it was closed before."""

    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="reopenings")
    ground = models.TextField()
    reopened_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    reopened_at = models.DateTimeField()
    closed_at = models.DateTimeField()

    class Meta:
        db_table = "cases_reopening"
        app_label = "cases"
