"""Contacts of entrepreneurs by area, and what they were told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from baken.core.fields import EncryptedTextField
from baken.core.models import Row

__all__ = ["AreaContact", "AreaNotice"]


class AreaContact(Row):
    """An association or a street manager. `area_code` is a wijk or a buurt; '' is the whole city.

    Who is taken off is erased.
    """

    area_code = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=100)
    email = EncryptedTextField()
    added_at = models.DateTimeField()
    by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)

    class Meta:
        db_table = "reports_areacontact"
        ordering: ClassVar = ["area_code", "title"]


class AreaNotice(Row):
    """What the contacts of an area were told because of a report."""

    report = models.ForeignKey("reports.Report", models.DO_NOTHING, related_name="area_notices")
    at = models.DateTimeField()
    by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    text = models.TextField()
    receivers = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "reports_areanotice"
