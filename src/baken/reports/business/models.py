"""That a business reported."""

from __future__ import annotations

from django.db import models

__all__ = ["Business"]


class Business(models.Model):
    """The business that reported. Its name is in the vault when it reported in confidence.

    `others` says that other businesses in the area may know what is going on, never by whom.
    """

    report = models.OneToOneField(
        "reports.Report", models.DO_NOTHING, primary_key=True, related_name="business"
    )
    name = models.CharField(max_length=100, blank=True)
    branch = models.CharField(max_length=20)
    others = models.BooleanField(default=False)

    class Meta:
        db_table = "reports_business"
