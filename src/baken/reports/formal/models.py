"""Who asked the municipality to act."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from baken.core.fields import EncryptedTextField

__all__ = ["FormalRequest"]


class FormalRequest(models.Model):
    """Name and address of the applicant, sealed, and the last day of the term in the Awb."""

    report = models.OneToOneField(
        "reports.Report", models.DO_NOTHING, primary_key=True, related_name="request"
    )
    name = EncryptedTextField()
    address = EncryptedTextField()
    due_at = models.DateTimeField()

    class Meta:
        db_table = "reports_formalrequest"
        ordering: ClassVar = ["due_at"]
