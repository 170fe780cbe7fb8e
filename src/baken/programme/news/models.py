"""Who wants mail about what, and what was told already."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from baken.core.fields import EncryptedTextField
from baken.core.models import Row


class Subscription(Row):
    """An address that wants to hear of a topic: '' is everything, else the key of a theme.

    Its key and its secret code follow from address and topic, so that asking twice is one row.
    `site` is the address of this site, for the links. `over_at` is the moment from which it goes:
    asked and not confirmed, or left.
    """

    email = EncryptedTextField()
    topic = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=5)
    site = models.CharField(max_length=200)
    token_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "programme_subscription"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(over_at=None, confirmed_at__isnull=False)
                | Q(over_at__isnull=False, confirmed_at=None),
                name="subscription_is_confirmed_or_over",
            )
        ]


class Notice(Row):
    """Something that was published, and since when it was told. Once for each."""

    entry = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "programme_notice"
