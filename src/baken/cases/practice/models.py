"""An exercise that somebody does, with its own case."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from baken.core.models import Row


class Practice(Row):
    """One exercise of one user. What was done is read from the case itself."""

    case = models.OneToOneField("cases.Case", models.DO_NOTHING, related_name="exercise")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+")
    exercise = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_practice"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "exercise"],
                condition=Q(ended_at=None),
                name="one_of_each_exercise_at_a_time",
            )
        ]
