"""One form that somebody has open, or has sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from baken.core.fields import EncryptedTextField
from baken.core.models import Row


class Draft(Row):
    """Its key is that of the form on the page. `place` is the address of the form."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING, related_name="+")
    case = models.ForeignKey("cases.Case", models.DO_NOTHING, null=True, related_name="+")
    place = models.CharField(max_length=250)
    body = EncryptedTextField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_draft"
        indexes: ClassVar = [
            models.Index(fields=["user", "place"], name="draft_by_place", condition=Q(sent_at=None))
        ]
