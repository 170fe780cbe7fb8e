"""What a reporter answered to the questions of the kind."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from baken.core.models import Row

__all__ = ["Answer"]


class Answer(Row):
    """One answer, with the question as it was asked: a later tree does not change what was said.

    `value` is what was chosen or typed; `shown` the same in words.
    """

    report = models.ForeignKey("reports.Report", models.DO_NOTHING, related_name="answers")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    question = models.CharField(max_length=200)
    value = models.CharField(max_length=200)
    shown = models.CharField(max_length=200)

    class Meta:
        db_table = "reports_answer"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "code"], name="one_answer_to_a_question")
        ]
