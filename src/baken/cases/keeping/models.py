"""One request to keep a case longer, and what was decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baken.core.models import Row

USER = settings.AUTH_USER_MODEL


class Extension(Row):
    """Keep this closed case until a day, `longest` at most. A yes becomes a hold until then."""

    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="extensions")
    case_number = models.CharField(max_length=11)
    until = models.DateField()
    longest = models.DateField()
    # The how many-th time: a second one is weighed again.
    turn = models.PositiveSmallIntegerField()
    reason = models.TextField()
    asked_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_extension"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at=None), name="one_open_extension"
            ),
            models.CheckConstraint(
                condition=Q(until__lte=F("longest")), name="not_kept_longer_than_the_longest"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="nobody_decides_their_own_extension",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, granted=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, granted__isnull=False),
                name="an_extension_is_decided_whole",
            ),
        ]
