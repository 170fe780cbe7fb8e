"""Keeping a list, and taking it away."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.reports.lists.models import SavedList

MOST = 20


def keep(acting: Acting, name: str, query: str, *, shared: bool) -> None:
    """Keep these filters under this name; a list of one's own with this name is replaced."""
    assert acting.user_id is not None
    mine = SavedList.objects.filter(user_id=acting.user_id)
    if mine.exclude(name=name).count() >= MOST:
        raise ValidationError(_("U heeft al 20 lijsten. Haal er eerst een weg."))
    mine.filter(name=name).delete()
    SavedList.objects.bulk_create(
        [
            SavedList(
                user_id=acting.user_id, name=name, query=query, shared=shared,
                made_at=timezone.now(),
            )
        ]
    )  # fmt: skip
    record(acting, "report.keep_list", outcome="shared" if shared else "own")


def drop(acting: Acting, list_id: UUID) -> None:
    """Take away a list of one's own. Denied when it is not there, or somebody else's."""
    if not SavedList.objects.filter(id=list_id, user=acting.user_id).delete()[0]:
        raise Denied


def lists(acting: Acting) -> list[SavedList]:
    """The own lists and those that are shared, by name. One query."""
    return list(SavedList.objects.order_by("name", "id"))
