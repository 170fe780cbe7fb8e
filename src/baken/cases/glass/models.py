"""Break-glass: who opened a case they are not on, why and until when, and who reviewed it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from baken.cases.glass.codes import Finding
from baken.core.models import Row

USER = settings.AUTH_USER_MODEL


class Glass(Row):
    """One emergency access. Written by the database's own function alone; ends by itself."""

    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    user = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    review_due = models.DateTimeField()

    class Meta:
        db_table = "cases_glass"
        indexes: ClassVar = [models.Index(fields=["user", "until"], name="glass_by_user")]


class GlassReview(Row):
    """What somebody else found of it."""

    glass = models.OneToOneField(Glass, models.DO_NOTHING, related_name="review")
    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    finding = models.CharField(max_length=12, choices=Finding.choices)
    text = models.TextField()
    reviewed_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        db_table = "cases_glassreview"
