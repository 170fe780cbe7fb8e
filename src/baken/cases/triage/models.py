"""Signals, triage, what was merged, and the questions whether someone is known elsewhere."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baken.cases.triage.codes import About, Outcome, Reliability, Source, Verdict, Weighed, Why
from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
ORGANISATION = "access.Organisation"
CASE = "cases.Case"


class Signal(Row):
    """What somebody saw or heard, of the organisation that brings it; the municipality reads it."""

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="signals")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    author = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    source = models.CharField(max_length=12, choices=Source.choices)
    about_date = models.DateField(null=True)
    text = models.TextField()
    reliability = models.CharField(max_length=7, choices=Reliability.choices)
    created_at = models.DateTimeField()
    weighed = models.CharField(max_length=5, choices=Weighed.choices, blank=True)
    weighed_why = models.TextField(blank=True)
    weighed_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    weighed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cases_signal"
        indexes: ClassVar = [models.Index(fields=["case", "created_at"], name="signal_by_case")]


class Triage(Row):
    """Whether a case belongs here. `answers`: {key: {answer, evidence, action}} per question.

    `action` is the key of the action that finds out what is unknown.
    """

    case = models.OneToOneField(CASE, models.DO_NOTHING, related_name="triage")
    criteria = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    acute = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(blank=True)
    referred_to = models.CharField(max_length=200, blank=True)
    changed_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    changed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cases_triage"


class Merge(Row):
    """A case was closed, for it goes on in another one. Nothing moves: a reference, no more."""

    case = models.OneToOneField(CASE, models.DO_NOTHING, related_name="merged_into")
    into = models.ForeignKey(CASE, models.DO_NOTHING, related_name="merged_from")
    number = models.CharField(max_length=11)
    into_number = models.CharField(max_length=11)
    merged_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    merged_at = models.DateTimeField()

    class Meta:
        db_table = "cases_merge"
        indexes: ClassVar = [models.Index(fields=["into"], name="merge_by_target")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(case=F("into")), name="merged_with_another")
        ]


class KnownCheck(Row):
    """Somebody asked whether a person or address is known elsewhere. Not of whom, nor the answer.

    Written by the function that answers, so that there is no answer without it.
    """

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="known_checks")
    asker = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    why = models.CharField(max_length=8, choices=Why.choices)
    about = models.CharField(max_length=7, choices=About.choices)
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "cases_knowncheck"
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], name="known_by_day"),
            models.Index(fields=["case"], name="known_by_case"),
        ]


class KnownReview(Row):
    """The privacy officer looked at somebody's questions of one day."""

    asker = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    day = models.DateField()
    reviewer = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    reviewed_at = models.DateTimeField()
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    note = models.TextField(blank=True)

    class Meta:
        db_table = "cases_knownreview"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asker", "day"], name="one_review_per_day")
        ]
