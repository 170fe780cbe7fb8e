"""Notes of the desk on a report, who is named in one, and what one wants to be reminded of."""

from typing import ClassVar

from django.db import models

from baken.core.models import Row
from baken.reports.models import Report

USER = "access.User"


class Note(Row):
    """One remark among colleagues. Only added, never changed."""

    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="notes", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+", db_index=False)
    text = models.TextField()

    class Meta:
        app_label = "reports"
        db_table = "reports_note"
        indexes: ClassVar = [models.Index(fields=["report", "at"], name="note_of_report")]


class Mention(Row):
    """A colleague who is named in a note, until that colleague has seen it."""

    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="mentions", db_index=False)
    note = models.ForeignKey(Note, models.DO_NOTHING, related_name="mentions", db_index=False)
    user = models.ForeignKey(USER, models.DO_NOTHING, related_name="+", db_index=False)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "reports"
        db_table = "reports_mention"
        indexes: ClassVar = [
            models.Index(fields=["report"], name="mention_of_report"),
            models.Index(fields=["user"], condition=models.Q(seen_at=None), name="mention_unseen"),
        ]


class Reminder(Row):
    """What its maker wants to be reminded of on a day, until it is done."""

    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="reminders", db_index=False)
    user = models.ForeignKey(USER, models.DO_NOTHING, related_name="+", db_index=False)
    day = models.DateField()
    text = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "reports"
        db_table = "reports_reminder"
        indexes: ClassVar = [
            models.Index(fields=["report"], name="reminder_of_report"),
            models.Index(
                fields=["user", "day"], condition=models.Q(done_at=None), name="reminder_open"
            ),
        ]
