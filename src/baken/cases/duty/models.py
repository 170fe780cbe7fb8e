"""The duty to inform per person, minors, shields; and requests of people about their own data."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baken.cases.duty.codes import (
    Authority,
    Consent,
    Decision,
    Heard,
    IdentityCheck,
    ItemKind,
    Manner,
    Origin,
    Outcome,
    Protection,
)
from baken.cases.duty.law import law
from baken.core.fields import EncryptedTextField
from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
ORGANISATION = "access.Organisation"
PERSON = "people.Person"
CASE = "cases.Case"


class InformationDuty(Row):
    """Somebody on a case must hear what is done with their data, by `due_at` at the latest."""

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="duties")
    person = models.ForeignKey(PERSON, models.DO_NOTHING, related_name="+")
    origin = models.CharField(max_length=5, choices=Origin.choices)
    obtained_on = models.DateField()
    contact_on = models.DateField(null=True)
    due_at = models.DateTimeField()
    informed_on = models.DateField(null=True)
    informed_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    manner = models.CharField(max_length=8, choices=Manner.choices, blank=True)
    added_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cases"
        db_table = "cases_duty"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "person"], name="one_duty_per_person"),
            models.CheckConstraint(
                condition=Q(informed_on=None, informed_by=None, manner="")
                | (Q(informed_on__isnull=False, informed_by__isnull=False) & ~Q(manner="")),
                name="informed_on_by_and_how",
            ),
        ]


class Postponement(Row):
    """The duty is put off: on a ground, agreed to by another, until it is looked at again."""

    duty = models.ForeignKey(InformationDuty, models.DO_NOTHING, related_name="postponements")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    case_number = models.CharField(max_length=11)
    ground = models.CharField(max_length=20)
    reason = models.TextField()
    asked_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    asked_on = models.DateField()
    recheck_on = models.DateField()
    judged_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    remark = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_postponement"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(ended_at=None), name="one_postponement_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(judged_by=None) | ~Q(judged_by=F("asked_by")),
                name="nobody_grants_their_own_postponement",
            ),
            models.CheckConstraint(
                condition=Q(judged_by=None, judged_at=None, granted=None)
                | Q(judged_by__isnull=False, judged_at__isnull=False, granted__isnull=False),
                name="postponement_is_judged_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(recheck_on__lte=F("asked_on") + timedelta(days=28)),
                name="postponed_four_weeks_at_most",
            ),
        ]

    @property
    def label(self) -> str:
        """The ground in words."""
        found = law().postponed_on(self.ground)
        return found.label if found else self.ground

    @property
    def article(self) -> str:
        """The article of law, marked when its text was not read."""
        found = law().postponed_on(self.ground)
        if found is None:
            return ""
        return found.article if found.confirmed else f"{found.article} (onbevestigd)"


class Minor(Row):
    """What must be known of somebody under eighteen, and no more."""

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="minors")
    person = models.ForeignKey(PERSON, models.DO_NOTHING, related_name="+")
    age = models.PositiveSmallIntegerField()
    age_on = models.DateField()
    authority = models.CharField(max_length=12, choices=Authority.choices)
    heard = models.CharField(max_length=8, choices=Heard.choices)
    heard_on = models.DateField(null=True)
    heard_why_not = models.TextField(blank=True)
    consent = models.CharField(max_length=12, choices=Consent.choices)
    protection = models.CharField(max_length=14, choices=Protection.choices)
    inform_note = models.TextField(blank=True)
    changed_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cases"
        db_table = "cases_minor"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "person"], name="one_minor_per_person"),
            models.CheckConstraint(condition=Q(age__lt=18), name="a_minor_is_under_eighteen"),
            models.CheckConstraint(
                condition=~Q(heard="yes") | Q(heard_on__isnull=False), name="heard_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(heard="no") | ~Q(heard_why_not=""), name="not_heard_for_a_reason"
            ),
        ]


class Shield(Row):
    """One seat whose holder may still see a shielded person; without any, who brought them in."""

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    person = models.ForeignKey(PERSON, models.DO_NOTHING, related_name="+")
    role = models.CharField(max_length=12)
    added_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_shield"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person", "role"],
                condition=Q(ended_at=None),
                name="one_shield_per_seat",
            )
        ]


class DataRequest(Row):
    """Somebody asks about their own data. Who it is stands in DataSubject."""

    number = models.CharField(max_length=11, unique=True)
    kinds = models.JSONField()
    received_on = models.DateField()
    due_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    handler = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cases"
        db_table = "cases_datarequest"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decision="")
                | (Q(decided_at__isnull=False) & ~Q(decision="")),
                name="request_is_decided_as_a_whole",
            )
        ]

    def __str__(self) -> str:
        return self.number


class DataSubject(Row):
    """Who asks, how that was checked, and what was answered. Never a copy of a document."""

    request = models.OneToOneField(DataRequest, models.DO_NOTHING, related_name="subject")
    name = EncryptedTextField()
    born = EncryptedTextField()
    address = EncryptedTextField()
    question = EncryptedTextField()
    identity = models.CharField(max_length=8, choices=IdentityCheck.choices)
    identity_on = models.DateField()
    checked_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    extension_reason = models.TextField(blank=True)
    answer = EncryptedTextField()

    class Meta:
        app_label = "cases"
        db_table = "cases_datasubject"


class DataPart(Row):
    """The person of a request is this person in this case; one row per organisation on it."""

    request = models.ForeignKey(DataRequest, models.DO_NOTHING, related_name="parts")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    case_number = models.CharField(max_length=11)
    person = models.ForeignKey(PERSON, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    added_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    added_at = models.DateTimeField()
    collected_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_datapart"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "case", "person", "organisation"], name="one_part_per_party"
            )
        ]


class DataItem(Row):
    """One thing that is held: where, by whom, and what is done with it. Its text stands apart."""

    request = models.ForeignKey(DataRequest, models.DO_NOTHING, related_name="items")
    case = models.ForeignKey(CASE, models.DO_NOTHING, null=True, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    kind = models.CharField(max_length=12, choices=ItemKind.choices)
    source_id = models.UUIDField(null=True)
    about_on = models.DateField(null=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    author = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cases"
        db_table = "cases_dataitem"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "case", "kind", "source_id", "organisation"],
                name="one_item_per_source",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="withheld") | (~Q(ground="") & ~Q(reason="")),
                name="withheld_on_a_ground",
            ),
        ]

    @property
    def article(self) -> str:
        """The article on which it is withheld; '' when it is not."""
        found = law().withheld_on(self.ground)
        return found.article if found else ""


class DataText(Row):
    """What the person gets to read of one item, without the data of others."""

    item = models.OneToOneField(DataItem, models.DO_NOTHING, related_name="given")
    request = models.ForeignKey(DataRequest, models.DO_NOTHING, related_name="+")
    case = models.ForeignKey(CASE, models.DO_NOTHING, null=True, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    text = EncryptedTextField()

    class Meta:
        app_label = "cases"
        db_table = "cases_datatext"
