"""Teams with their members, and versions of the rules."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from baken.core.models import Row

USER = "access.User"


class Team(Row):
    """Who takes reports together. `catches` is the one team that takes what is left."""

    name = models.CharField(max_length=80, unique=True)
    catches = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "reports"
        db_table = "reports_team"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["catches"], condition=Q(catches=True), name="one_team_takes_what_is_left"
            )
        ]


class TeamMember(Row):
    """A colleague in a team."""

    team = models.ForeignKey(Team, models.DO_NOTHING, related_name="members", db_index=False)
    user = models.ForeignKey(USER, models.DO_NOTHING, related_name="+", db_index=False)

    class Meta:
        app_label = "reports"
        db_table = "reports_teammember"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "user"], name="once_in_a_team")
        ]


class Rules(Row):
    """A version of the rules: a draft until it is adopted, never edited after.

    `lines` is a list of `Line` as plain data (rules.py). The adopted one with the highest number
    is in force.
    """

    number = models.PositiveIntegerField(unique=True)
    lines = models.JSONField(default=list)
    made_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    adopted_by = models.ForeignKey(
        USER, models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    adopted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "reports"
        db_table = "reports_rules"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(adopted_by=None, adopted_at=None)
                | Q(adopted_by__isnull=False, adopted_at__isnull=False),
                name="rules_are_adopted_by_someone",
            ),
        ]
