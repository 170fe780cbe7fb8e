"""Whom we tell, and what was told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from baken.core.fields import EncryptedTextField
from baken.core.models import Row


class Hook(Row):
    """An address that hears what became public, until it ends. The secret lies sealed."""

    title = models.CharField(max_length=60)
    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING, related_name="+")
    url = models.CharField(max_length=300)
    secret = EncryptedTextField()
    made_by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports_hook"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("made_at")),
                name="hook_ends_after_it_begins",
            )
        ]

    @property
    def over(self) -> bool:
        """Does it hear nothing any more?"""
        return self.ends_at is not None and self.ends_at <= now()


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("wordt gebracht")
    DELIVERED = "delivered", _("aangekomen")
    FAILED = "failed", _("niet aangekomen")


class Delivery(Row):
    """One public fact for one address: number, kind, state and day. `answer` is what it said."""

    hook = models.ForeignKey(Hook, models.DO_NOTHING, related_name="deliveries")
    number = models.CharField(max_length=12)
    kind = models.CharField(max_length=40)
    closed = models.BooleanField()
    day = models.DateField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()
    next_try = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports_delivery"
        indexes: ClassVar = [
            models.Index(fields=["next_try"], condition=Q(state="waiting"), name="delivery_due")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="delivery_state_is_known"
            )
        ]
