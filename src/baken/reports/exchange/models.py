"""Keys of other software, and by which road a report came from outside."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now

from baken.core.models import Row


class Key(Row):
    """Other software may file reports, or follow what it filed. Only the fingerprint is kept."""

    title = models.CharField(max_length=60)
    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    may_file = models.BooleanField()
    may_follow = models.BooleanField()
    made_by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_on = models.DateField(null=True)
    minute = models.DateTimeField(null=True)
    in_minute = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "reports_key"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("made_at")), name="key_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(may_file=True) | Q(may_follow=True), name="a_key_may_do_something"
            ),
        ]

    @property
    def over(self) -> bool:
        """Does it open nothing any more?"""
        return self.ends_at <= now()


class Arrival(models.Model):
    """That a report came from elsewhere, with its number there; by which key or file, if by one."""

    report = models.OneToOneField("reports.Report", models.DO_NOTHING, primary_key=True)
    key = models.ForeignKey(
        Key, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    batch = models.ForeignKey(
        "reports.Batch", models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    reference = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "reports_arrival"
