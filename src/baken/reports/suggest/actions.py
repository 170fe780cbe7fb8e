"""Switching it on and off."""

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.reports.suggest.models import Suggester


def switch(acting: Acting, *, on: bool) -> None:
    """For who manages Baken. Conflict when nothing was learnt."""
    if acting.capacity != "administrator":
        raise Denied(known=True)
    model = Suggester.objects.defer("weights").first()
    if model is None:
        raise Conflict(_("Er is nog niets geleerd. Geef eerst de opdracht: baken learn"))
    if model.on == on:
        return
    moment = {"on_at": timezone.now()} if on else {"off_at": timezone.now()}
    Suggester.objects.filter(id=model.id).update(**moment, by_id=acting.user_id)
    record(acting, "report.suggest", "suggester", model.id, outcome="on" if on else "off")
