"""Judgements on actions: one row per judgement, and none ever changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.core.models import Row


class Colour(models.TextChoices):
    GREEN = "green", _("op koers")
    UNKNOWN = "unknown", _("niet te zeggen")
    ORANGE = "orange", _("risico")
    RED = "red", _("lukt niet")


# From the best to the worst. What cannot be said is never green.
RANK = [Colour.GREEN.value, Colour.UNKNOWN.value, Colour.ORANGE.value, Colour.RED.value]
ASPECTS = ("time", "money", "quality")
_BAD = [Colour.ORANGE.value, Colour.RED.value]


def _aspect() -> Any:
    return models.CharField(max_length=8, choices=Colour.choices)


class Light(Row):
    """How an action stands at one moment. The highest version is how it stands now.

    `shown` opens this judgement to everyone; before that it is for who works on the plan.
    """

    municipality = models.CharField(max_length=12)
    action = models.CharField(max_length=300)
    version = models.PositiveIntegerField()
    as_of = models.DateField()
    time = _aspect()
    money = _aspect()
    quality = _aspect()
    cause = models.TextField(blank=True)
    consequence = models.TextField(blank=True)
    steering = models.TextField(blank=True)
    shown = models.BooleanField(default=False)
    made_as = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "programme_light"
        ordering: ClassVar = ["action", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "action", "version"], name="light_version"
            ),
            models.CheckConstraint(
                condition=Q(time__in=RANK, money__in=RANK, quality__in=RANK),
                name="light_has_known_colours",
            ),
            models.CheckConstraint(
                condition=~(Q(time__in=_BAD) | Q(money__in=_BAD) | Q(quality__in=_BAD))
                | ~Q(cause="") & ~Q(consequence="") & ~Q(steering=""),
                name="light_not_green_says_why",
            ),
        ]

    @property
    def overall(self) -> Colour:
        """The worst of the three."""
        return Colour(max((getattr(self, aspect) for aspect in ASPECTS), key=RANK.index))
