"""Which light stands at an action, for who asks."""

from __future__ import annotations

from django.db.models import QuerySet

from baken.programme.lights.models import Light


def newest(municipality: str, *, shown: bool = False) -> list[Light]:
    """The last judgement of each action; with `shown` the last that everyone may read."""
    rows = Light.objects.filter(municipality=municipality)
    rows = rows.filter(shown=True) if shown else rows
    return list(rows.order_by("action", "-version").distinct("action"))


def lights_of(municipality: str, action: str) -> QuerySet[Light]:
    """All judgements of one action, the newest first."""
    return Light.objects.filter(municipality=municipality, action=action).order_by("-version")
