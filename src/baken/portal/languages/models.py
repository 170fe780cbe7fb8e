"""That a native speaker read a translation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from baken.core.models import Row

__all__ = ["LanguageReview"]


class LanguageReview(Row):
    """One review of one catalogue, named by its fingerprint. It is never changed or removed.

    `organisation` is for whom the native speaker read it; no name of a person is kept.
    """

    language = models.CharField(max_length=5)
    fingerprint = models.CharField(max_length=64)
    organisation = models.CharField(max_length=120)
    read_on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)

    class Meta:
        app_label = "portal"
        db_table = "portal_languagereview"
        ordering: ClassVar = ["-recorded_at"]
        indexes: ClassVar = [
            models.Index(fields=["language", "fingerprint"], name="review_of_a_catalogue")
        ]
