"""The desk takes down a report for someone who calls, comes to the counter or sends a mail."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.reports.actions.intake import Received, Told, Where, take_in
from baken.reports.codes import Source
from baken.reports.rules import works_at_desk


def take_down(acting: Acting, told: Told, *, site: str = "") -> Received:
    """Take in what somebody tells the desk, once per `told.id`. The desk reads out the code.

    The timeline and the trail name who wrote it down. ValidationError when the place lies outside
    the area of this desk, for it could not read the report back, or when a photo is refused.
    """
    if not works_at_desk(acting) or told.source == Source.SITE:
        raise Denied
    if not _covers(told.where):
        raise ValidationError(
            _("Deze plek ligt buiten uw gebied. Laat een collega van de hele stad dit invoeren.")
        )
    return take_in(acting, told, "report.take_down", site)


def _covers(where: Where) -> bool:
    """Is this a place that this desk works for? The database knows its area."""
    with connection.cursor() as cursor:
        asked = "select reports_desk_area() in ('', %s, %s)"
        cursor.execute(asked, [where.wijk_code, where.buurt_code])
        return bool(cursor.fetchone()[0])
