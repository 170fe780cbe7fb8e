"""Regimes, and what is disclosed across the wall between them."""

from typing import ClassVar

from django.db import models

from baken.cases.codes import Regime
from baken.core.models import Row


class RegimeVersion(Row):
    """A version of a legal regime: purpose, participants, categories, who decides, advice.

    The newest version that is in force binds every case of the regime, running ones too.
    """

    code = models.CharField(max_length=12, choices=Regime.choices)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    purpose = models.TextField()
    kinds = models.JSONField()
    categories = models.JSONField()
    decides = models.JSONField()
    advice = models.CharField(max_length=10)
    glass = models.BooleanField()
    retention_years = models.PositiveSmallIntegerField()
    source = models.TextField()
    valid_from = models.DateField()
    body = models.JSONField()

    class Meta:
        db_table = "cases_regime"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="one_regime_per_version")
        ]
