"""The plan in versions. What is fixed with a version carries its key; `line` is what it stays."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from baken.cases.plan.codes import Consent
from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
ORGANISATION = "access.Organisation"


class DomainList(Row):
    """A version of the life domains; `adopted_by` is None until the municipality decides on it."""

    version = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=120)
    adopted_by = models.CharField(max_length=120, null=True)  # noqa: DJ001
    source = models.TextField()
    valid_from = models.DateField()
    body = models.JSONField()

    class Meta:
        db_table = "cases_domainlist"


class Plan(Row):
    """One version of the plan of a case: no texts, only when it was begun and settled.

    `version` counts the changes in it, so that nobody settles what they did not see.
    """

    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="plans")
    number = models.PositiveSmallIntegerField()
    domains = models.ForeignKey(DomainList, models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    begun_at = models.DateTimeField()
    settled_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cases_plan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_versions_are_numbered"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(settled_at=None), name="one_plan_in_the_making"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="somebody_settles_a_plan",
            ),
        ]

    @property
    def settled(self) -> bool:
        return self.settled_at is not None


class HouseholdView(Row):
    """What the household says of this version, and whether it consents; recorded for them."""

    plan = models.OneToOneField(Plan, models.DO_NOTHING, related_name="household")
    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    text = models.TextField()
    consent = models.CharField(max_length=6, choices=Consent.choices)
    reason = models.TextField(blank=True)
    spoken_on = models.DateField()
    recorded_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cases_householdview"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(consent=Consent.YES) | ~Q(reason=""), name="no_consent_has_a_reason"
            )
        ]


class Part(Row):
    """What goals and agreements share: they belong to a version and go along to the next."""

    plan = models.ForeignKey(Plan, models.DO_NOTHING, related_name="%(class)ss")
    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    line = models.UUIDField(default=uuid4)
    position = models.PositiveSmallIntegerField(default=0)
    dropped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Goal(Part):
    """What must be better in one life domain, and what we then want to see."""

    domain = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    see = models.TextField()

    class Meta:
        db_table = "cases_goal"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "line"], name="goal_once_per_version")
        ]


class SafetyAgreement(Part):
    """If this happens, then that; who calls whom; until when."""

    sign = models.CharField(max_length=500)
    step = models.CharField(max_length=500)
    calls = models.CharField(max_length=300)
    valid_until = models.DateField()

    class Meta:
        db_table = "cases_agreement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "line"], name="agreement_once_per_version")
        ]


class AgreementOwner(Row):
    """Who answers for an agreement, from–until; may change after the version was settled."""

    agreement = models.ForeignKey(SafetyAgreement, models.DO_NOTHING, related_name="owners")
    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    owner = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    given_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_agreementowner"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(until=None), name="agreement_has_one_owner"
            )
        ]


class PlanShare(Row):
    """One goal or one agreement, shared with one organisation, until it is withdrawn."""

    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    goal = models.ForeignKey(Goal, models.DO_NOTHING, null=True, related_name="shares")
    agreement = models.ForeignKey(
        SafetyAgreement, models.DO_NOTHING, null=True, related_name="shares"
    )
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    shared_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    shared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_planshare"
        indexes: ClassVar = [
            models.Index(fields=["case", "organisation"], name="planshare_by_case")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(goal=None, agreement__isnull=False)
                | Q(goal__isnull=False, agreement=None),
                name="shares_one_thing",
            ),
            models.UniqueConstraint(
                fields=["goal", "agreement", "organisation"],
                condition=Q(withdrawn_at=None),
                name="shared_once",
                nulls_distinct=False,
            ),
        ]


class GoalScore(Row):
    """How far a goal was reached at an evaluation: 0 is not at all, 10 is reached."""

    evaluation = models.ForeignKey("cases.Evaluation", models.DO_NOTHING, related_name="scores")
    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    goal = models.ForeignKey(Goal, models.DO_NOTHING, related_name="scores")
    score = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "cases_goalscore"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "goal"], name="goal_scored_once"),
            models.CheckConstraint(condition=Q(score__lte=10), name="score_0_to_10"),
        ]
