"""The vault, and the requests to look into it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from baken.core.fields import EncryptedTextField
from baken.core.models import Row

__all__ = ["Identity", "IdentityRequest"]


class Identity(models.Model):
    """Who reported in confidence. Sealed, and behind a wall that even the desk does not pass."""

    report = models.OneToOneField("reports.Report", models.DO_NOTHING, primary_key=True)
    name = EncryptedTextField()
    email = EncryptedTextField()
    phone = EncryptedTextField()
    company = EncryptedTextField(null=True)

    class Meta:
        db_table = "reports_identity"


class IdentityRequest(Row):
    """Who handles a report asks to see who reported; a colleague who does not, decides.

    `reason` is in words that the reporter reads as well. Until `until` only the asker sees it.
    """

    report = models.ForeignKey("reports.Report", models.DO_NOTHING, related_name="+")
    ground = models.CharField(max_length=20)
    reason = models.TextField()
    asked_by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports_identityrequest"
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at"], condition=Q(granted=None), name="identity_request_waits"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None, until=None)
                | Q(granted=False, decided_by__isnull=False, decided_at__isnull=False, until=None)
                | Q(granted=True, decided_by__isnull=False, decided_at__isnull=False,
                    until__gt=F("decided_at")),
                name="identity_request_is_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="nobody_allows_oneself",
            ),
        ]  # fmt: skip
