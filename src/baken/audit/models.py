"""The trail's tables. The tables themselves are made by SQL in the first migration."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Entry(models.Model):
    """One thing that somebody did, saw, or was refused. Never changed, never removed by hand."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    request_id = models.UUIDField()
    acting_kind = models.CharField(max_length=12)
    user_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    capacity = models.CharField(max_length=30)
    purpose = models.CharField(max_length=30)
    verb = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    subject = models.BinaryField(null=True)
    term = models.BinaryField(null=True)
    ground = models.CharField(max_length=120)
    outcome = models.CharField(max_length=20)
    count = models.IntegerField(null=True)

    class Meta:
        managed = False
        db_table = "audit_entry"


class Seal(models.Model):
    """One link of the chain: the hash over the previous link and the entries it names.

    All entries of a link are of one month, so that a month can go as a whole.
    """

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    month = models.DateField()
    entry_ids: ClassVar = ArrayField(models.BigIntegerField())
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_seal"


class Processing(models.Model):
    """One line of the Logboek Dataverwerkingen (Logius): one data subject, one processing."""

    operation_id = models.BinaryField(primary_key=True)
    trace_id = models.UUIDField(default=uuid4)
    name = models.CharField(max_length=60)
    status = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    activity_id = models.CharField(max_length=120)
    data_subject_id = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_processing"
