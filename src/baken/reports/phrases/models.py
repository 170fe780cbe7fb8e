"""A standard answer."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from baken.core.models import Row


class Use(models.TextChoices):
    ANSWER = "answer", _("antwoord")
    ASK = "ask", _("vraag")


class Phrase(Row):
    """One standard answer or question in Dutch, and in other languages as far as it was written.

    `texts` holds those of the further languages by their code.

    `subject` is the code of the kind that it is for; '' for all.
    """

    title = models.CharField(max_length=80)
    use = models.CharField(max_length=10, choices=Use.choices)
    subject = models.CharField(max_length=40, blank=True)
    text_nl = models.TextField()
    text_en = models.TextField(blank=True)
    texts = models.JSONField(default=dict, db_default={})
    by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "reports"
        db_table = "reports_phrase"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(use__in=Use.values), name="phrase_use_known")
        ]
