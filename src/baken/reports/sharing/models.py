"""What a reporter said about sharing. Only added: the newest word about a partner counts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from baken.core.models import Row

__all__ = ["Consent"]


class Consent(Row):
    """Yes or no to one kind of partner. `by` is who wrote it down for a caller."""

    report = models.ForeignKey(
        "reports.Report", models.DO_NOTHING, related_name="consents", db_index=False
    )
    at = models.DateTimeField()
    partner = models.CharField(max_length=20)
    given = models.BooleanField()
    by = models.ForeignKey(
        "access.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )

    class Meta:
        db_table = "reports_consent"
        indexes: ClassVar = [models.Index(fields=["report", "at"], name="consent_of_report")]
