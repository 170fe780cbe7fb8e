"""A breach, what was decided about telling of it, and how it ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baken.cases.breaches.codes import NotTold
from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
_WHOLE = {
    "authority": Q(told_authority=None, authority_at=None, authority_by=None)
    | Q(told_authority__isnull=False, authority_at__isnull=False, authority_by__isnull=False),
    "people": Q(told_people=None, people_at=None, people_by=None)
    | Q(told_people__isnull=False, people_at__isnull=False, people_by__isnull=False),
    "end": Q(closed_at=None, closed_by=None)
    | (
        Q(closed_at__isnull=False, closed_by__isnull=False)
        & Q(told_authority__isnull=False, told_people__isnull=False)
        & ~Q(effects="")
        & ~Q(measures="")
    ),
}


class Breach(Row):
    """What went wrong, known since `known_at`; to be reported by `due_at` (AVG art. 33 lid 1).

    `file_id` is the key of the case, if there is one. No foreign key: the record stays when the
    case is gone. `people`: about how many it is about.
    """

    number = models.CharField(max_length=11, unique=True)
    file_id = models.UUIDField(null=True)
    case_number = models.CharField(max_length=11, blank=True)
    what = models.TextField()
    categories = models.JSONField()
    people = models.PositiveIntegerField(null=True)
    known_at = models.DateTimeField()
    due_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    recorded_at = models.DateTimeField()
    told_authority = models.BooleanField(null=True)
    authority_at = models.DateTimeField(null=True)
    authority_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    authority_number = models.CharField(max_length=40, blank=True)
    authority_reason = models.TextField(blank=True)
    told_people = models.BooleanField(null=True)
    people_at = models.DateTimeField(null=True)
    people_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    people_ground = models.CharField(max_length=10, choices=NotTold.choices, blank=True)
    people_reason = models.TextField(blank=True)
    effects = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cases"
        db_table = "cases_breach"
        indexes: ClassVar = [
            models.Index(fields=["file_id"], name="breach_by_file"),
            models.Index(
                fields=["due_at"], condition=Q(told_authority=None), name="breach_unreported"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recorded_at__gte=F("known_at"), due_at__gt=F("known_at")),
                name="a_breach_is_known_before_it_is_due",
            ),
            models.CheckConstraint(
                condition=_WHOLE["authority"], name="the_authority_is_told_whole"
            ),
            models.CheckConstraint(
                condition=Q(told_authority=None)
                | Q(told_authority=True, authority_at__lte=F("due_at"))
                | ~Q(authority_reason=""),
                name="not_told_or_late_has_a_reason",
            ),
            models.CheckConstraint(condition=_WHOLE["people"], name="people_are_told_whole"),
            models.CheckConstraint(
                condition=~Q(told_people=False) | (~Q(people_ground="") & ~Q(people_reason="")),
                name="people_not_told_on_a_ground",
            ),
            models.CheckConstraint(condition=_WHOLE["end"], name="a_breach_ends_whole"),
        ]

    def __str__(self) -> str:
        return self.number
