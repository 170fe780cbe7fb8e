"""Who asked the municipality to act."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from baken.core.fields import EncryptedTextField

__all__ = ["FormalRequest"]


class FormalRequest(models.Model):
    """Name and address of the applicant, sealed, and the last day of the term in the Awb.

    `extended_at`: when the applicant was told that it takes longer (4:14). `declined_at`: when it
    was found to be no application (1:3 lid 3); the report goes on as any other.
    """

    report = models.OneToOneField(
        "reports.Report", models.DO_NOTHING, primary_key=True, related_name="request"
    )
    name = EncryptedTextField()
    address = EncryptedTextField()
    due_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports_formalrequest"
        ordering: ClassVar = ["due_at"]
