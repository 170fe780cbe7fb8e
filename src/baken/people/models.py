"""Persons without their names, names apart, and what they have to do with a case."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.core.fields import EncryptedTextField
from baken.core.models import Row


class Role(models.TextChoices):
    SUBJECT = "subject", _("om wie het gaat")
    VICTIM = "victim", _("slachtoffer")
    HOUSEHOLD = "household", _("huisgenoot")
    GUARDIAN = "guardian", _("ouder of verzorger")
    CONTACT = "contact", _("contactpersoon")
    REPORTER = "reporter", _("melder")
    OWNER = "owner", _("eigenaar of verhuurder")
    OPERATOR = "operator", _("ondernemer")


class Precision(models.TextChoices):
    DAY = "day", _("dag bekend")
    MONTH = "month", _("maand bekend")
    YEAR = "year", _("jaar bekend")


class Ground(models.TextChoices):
    """Why a name is shown. A code: the trail holds no free text."""

    CONTACT = "contact", _("ik neem contact op")
    SAME_PERSON = "same_person", _("ik ga na of het om dezelfde persoon gaat")
    MEETING = "meeting", _("ik bereid een overleg voor")
    LETTER = "letter", _("ik schrijf een brief")
    DANGER = "danger", _("er is nu gevaar")


class Person(Row):
    """Someone in a case. Who it is stands in Identity."""

    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "people_person"


class Identity(Row):
    """Who a person is. Only readable while this person is being revealed."""

    person = models.OneToOneField(Person, models.DO_NOTHING, related_name="identity")
    name = EncryptedTextField()
    born = EncryptedTextField()
    born_precision = models.CharField(max_length=6, choices=Precision.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "people_identity"


class Address(Row):
    """Where a person can be found. Shielded apart from the name."""

    person = models.OneToOneField(Person, models.DO_NOTHING, related_name="address")
    text = EncryptedTextField()

    class Meta:
        db_table = "people_address"


class Mark(Row):
    """A blind index of a name with its birth date, or of an address. See `marks.py`."""

    class Kind(models.TextChoices):
        NAME = "name", _("naam en geboortedatum")
        ADDRESS = "address", _("adres")

    person = models.ForeignKey(Person, models.DO_NOTHING)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    fingerprint = models.BinaryField()

    class Meta:
        db_table = "people_mark"
        indexes: ClassVar = [
            models.Index(fields=["fingerprint"], name="mark_by_fingerprint"),
            models.Index(fields=["person"], name="mark_by_person"),
        ]


class Company(Row):
    """A company, as the trade register (KVK) knows it."""

    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING)
    name = EncryptedTextField()
    kvk = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "people_company"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kvk="") | Q(kvk__regex=r"^[0-9]{8}$"), name="kvk_has_eight_digits"
            )
        ]


class Involvement(Row):
    """A person or company has a role in a case. `organisation` brought it in."""

    person = models.ForeignKey(Person, models.DO_NOTHING, null=True)
    company = models.ForeignKey(Company, models.DO_NOTHING, null=True)
    file_id = models.UUIDField()
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING)
    shielded_identity = models.BooleanField(default=False)
    shielded_address = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "people_involvement"
        indexes: ClassVar = [
            models.Index(fields=["file_id"], name="involvement_by_file"),
            models.Index(fields=["person"], name="involvement_by_person"),
            models.Index(fields=["company"], name="involvement_by_company"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, company=None)
                | Q(person=None, company__isnull=False),
                name="a_person_or_a_company",
            )
        ]
