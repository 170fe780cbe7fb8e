"""Regimes, and what is disclosed across the wall between them. All rows are append-only."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from baken.cases.codes import Nature, Regime
from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
ORGANISATION = "access.Organisation"
CASE = "cases.Case"


class RegimeVersion(Row):
    """A version of a legal regime: purpose, participants, categories, who decides, advice.

    The newest version that is in force binds every case of the regime, running ones too.
    """

    code = models.CharField(max_length=12, choices=Regime.choices)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    purpose = models.TextField()
    kinds = models.JSONField()
    categories = models.JSONField()
    decides = models.JSONField()
    advice_for = models.JSONField(db_default=Value([], models.JSONField()))
    glass = models.BooleanField()
    retention_years = models.PositiveSmallIntegerField()
    source = models.TextField()
    valid_from = models.DateField()
    body = models.JSONField()

    class Meta:
        db_table = "cases_regime"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="one_regime_per_version")
        ]


class RegimeRequest(Row):
    """Somebody with a seat asks for another regime; another, with the mandate, decides."""

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="regime_requests")
    from_regime = models.CharField(max_length=12, choices=Regime.choices)
    to_regime = models.CharField(max_length=12, choices=Regime.choices)
    grounds = models.TextField()
    requested_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "cases_regimerequest"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at=None), name="one_open_regime_request"
            ),
            models.CheckConstraint(
                condition=~Q(from_regime=F("to_regime")), name="another_regime_is_asked"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                name="nobody_decides_their_own_regime",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, granted=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, granted__isnull=False),
                name="a_regime_is_decided_whole",
            ),
        ]


class RegimeChange(Row):
    """A case went from one regime to another, before anything was brought in. Append-only.

    Without a request: it was one act of one seat, before Baken asked for two people.
    """

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="regime_changes")
    request = models.OneToOneField(
        RegimeRequest, models.DO_NOTHING, null=True, related_name="change"
    )
    from_regime = models.CharField(max_length=12, choices=Regime.choices)
    to_regime = models.CharField(max_length=12, choices=Regime.choices)
    reason = models.TextField()
    decided_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "cases_regimechange"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(from_regime=F("to_regime")), name="a_regime_changes_to_another"
            )
        ]


class Disclosure(Row):
    """An organisation asks to hand items of a case to somebody outside it, on a ground.

    To one named person, or for use in another case (`to_case_id`, a plain key: that case may be
    removed before this one).
    """

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="disclosures")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    requested_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField()
    to_organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    receiver = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    to_case_id = models.UUIDField(null=True)
    ground = models.CharField(max_length=20)
    article = models.CharField(max_length=120)
    reason = models.TextField()

    class Meta:
        db_table = "cases_disclosure"
        indexes: ClassVar = [
            models.Index(fields=["case"], name="disclosure_by_case"),
            models.Index(fields=["to_organisation"], name="disclosure_by_receiver"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(receiver=None, to_case_id__isnull=False)
                | Q(receiver__isnull=False, to_case_id=None),
                name="disclosed_to_a_person_or_a_case",
            ),
            models.CheckConstraint(
                condition=Q(to_case_id=None) | ~Q(to_case_id=F("case")), name="disclosed_elsewhere"
            ),
        ]


class DisclosureItem(Row):
    """One contribution that is asked for: nothing crosses by the dossier."""

    disclosure = models.ForeignKey(Disclosure, models.DO_NOTHING, related_name="items")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    contribution = models.ForeignKey("cases.Contribution", models.DO_NOTHING, related_name="+")
    category = models.CharField(max_length=20)

    class Meta:
        db_table = "cases_disclosureitem"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["disclosure", "contribution"], name="asked_once_per_disclosure"
            )
        ]


class DisclosureAdvice(Row):
    """What the privacy officer advises before it is decided."""

    disclosure = models.OneToOneField(Disclosure, models.DO_NOTHING, related_name="advice")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    positive = models.BooleanField()
    text = models.TextField()
    given_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        db_table = "cases_disclosureadvice"


class DisclosureDecision(Row):
    """Yes or no, by another than who asked. A yes has a number and the hash of what was handed."""

    disclosure = models.OneToOneField(Disclosure, models.DO_NOTHING, related_name="decision")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    granted = models.BooleanField()
    number = models.CharField(max_length=11, unique=True)
    sha256 = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    requested_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    decided_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "cases_disclosuredecision"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(requested_by=F("decided_by")),
                name="nobody_decides_the_own_disclosure",
            )
        ]


class Disclosed(Row):
    """What crossed: the words as they were at the decision, for the receiver alone."""

    item = models.OneToOneField(DisclosureItem, models.DO_NOTHING, related_name="disclosed")
    disclosure = models.ForeignKey(Disclosure, models.DO_NOTHING, related_name="handed")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    contribution = models.ForeignKey("cases.Contribution", models.DO_NOTHING, related_name="+")
    owner = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    nature = models.CharField(max_length=8, choices=Nature.choices)
    category = models.CharField(max_length=20)
    source = models.CharField(max_length=200, blank=True)
    about_date = models.DateField(null=True)
    text = models.TextField()
    document_id = models.UUIDField(null=True)

    class Meta:
        db_table = "cases_disclosed"
        indexes: ClassVar = [models.Index(fields=["document_id"], name="disclosed_by_document")]
