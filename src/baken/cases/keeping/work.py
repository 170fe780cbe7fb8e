"""My work: requests to keep a case longer that wait for the privacy officer."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.cases.keeping.models import Extension
from baken.core.acting import Acting
from baken.core.hits import Task


def tasks(acting: Acting) -> list[Task]:
    """Those on which this acting decides; never the own. One query."""
    rows = Extension.objects.filter(decided_at=None).exclude(asked_by_id=acting.user_id)
    return [
        Task(_("Besluit over langer bewaren"), reverse("cases:decide_extension", args=[row.id]),
             None, row.case_number, _("tot en met %s") % date_format(row.until, "j F Y"),
             _("bewaren"))
        for row in rows.order_by("asked_at")
    ]  # fmt: skip
