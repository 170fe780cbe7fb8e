"""What is kept of writing: every text, what was said of a paragraph, what the college decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.core.models import Row


class PaperVersion(Row):
    """A text of a paper as it was saved. `paragraphs` are the ids of its paragraphs, in order.

    A paragraph keeps its id while it is the same or is rewritten in its place.
    """

    paper = models.ForeignKey("programme.CouncilPaper", models.DO_NOTHING, related_name="versions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    paragraphs = models.JSONField(default=list)
    because = models.CharField(max_length=300, blank=True)
    made_as = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "programme_paperversion"
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "version"], name="paper_version")
        ]


class PaperComment(Row):
    """What somebody says about a paragraph of a draft. `quote` is how it read then."""

    paper = models.ForeignKey("programme.CouncilPaper", models.DO_NOTHING, related_name="comments")
    paragraph = models.CharField(max_length=36)
    quote = models.TextField()
    text = models.TextField()
    author = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    made_as = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        "access.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )

    class Meta:
        db_table = "programme_papercomment"
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="comment_settled_by_someone",
            )
        ]


class Outcome(models.TextChoices):
    AGREED = "agreed", _("akkoord")
    BACK = "back", _("niet akkoord, terug naar de schrijver")


class PaperDecision(Row):
    """What the college decided about one edition of a paper. It stays as it was recorded."""

    paper = models.ForeignKey("programme.CouncilPaper", models.DO_NOTHING, related_name="decisions")
    edition = models.ForeignKey("programme.Edition", models.DO_NOTHING, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    words = models.TextField()
    made_as = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "programme_paperdecision"
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values) & ~Q(number="") & ~Q(words=""),
                name="college_decides_in_words",
            ),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(outcome="agreed"), name="edition_agreed_once"
            ),
        ]
