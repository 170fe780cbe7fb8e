"""A list under a name."""

from typing import ClassVar

from django.db import models

from baken.core.models import Row


class SavedList(Row):
    """Filters as they stand in the address bar; `shared` with all who work at the desk."""

    user = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=3000)
    shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "reports"
        db_table = "reports_savedlist"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="one_list_by_name")
        ]
