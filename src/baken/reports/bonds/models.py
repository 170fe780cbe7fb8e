"""The bond between two reports."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from baken.core.models import Row
from baken.reports.models import Report


class BondKind(models.TextChoices):
    JOINED = "joined", _("samengevoegd met")
    PART = "part", _("deel van")
    LINKED = "linked", _("hangt samen met")


class Bond(Row):
    """`report` is joined with, a part of, or linked to `other`, until the bond ends."""

    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="bonds")
    other = models.ForeignKey(Report, models.DO_NOTHING, related_name="bonds_of_others")
    kind = models.CharField(max_length=10, choices=BondKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "reports"
        db_table = "reports_bond"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(report=F("other")), name="no_bond_with_itself"),
            models.CheckConstraint(condition=Q(kind__in=BondKind.values), name="bond_is_known"),
            models.UniqueConstraint(
                fields=["report", "other", "kind"], condition=Q(ended_at=None), name="one_bond"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(kind="joined", ended_at=None), name="joined_once"
            ),
        ]
