"""Who has a report open."""

from typing import ClassVar

from django.db import models

from baken.core.models import Row
from baken.reports.models import Report


class Watch(Row):
    """This colleague had this report on the screen at that moment; renewed while it is open."""

    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="+", db_index=False)
    user = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        app_label = "reports"
        db_table = "reports_watch"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "user"], name="one_watch_each")
        ]
