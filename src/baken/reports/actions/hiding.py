"""Putting out of sight what is no report, and the way back. Nothing is removed by it."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.reports.actions.desk import for_desk, turn
from baken.reports.actions.intake import note_event
from baken.reports.codes import HIDING, Kind, State
from baken.reports.models import Contact


def hide(acting: Acting, report_id: UUID, version: int, why: str) -> None:
    """It leaves the lists, the figures and what everyone may know; no mail goes out.

    The reporter reads that nothing is done with it, and may write that it is a report.
    """
    if why not in HIDING:
        raise ValidationError(_("Kies waarom dit geen melding is."))
    report = for_desk(acting, report_id)
    now = timezone.now()
    turn(report, version, {"state": State.HIDDEN, "closed_at": now}, mine=_("Verberg"))
    note_event(
        report.id, Kind.HIDDEN, by=acting.user_id, old=report.state, new=State.HIDDEN,
        note=str(HIDING[why]),
    )  # fmt: skip
    Contact.objects.filter(report_id=report.id).update(closed_at=now)
    record(acting, "report.hide", "report", report.id, outcome=why)


def show_again(acting: Acting, report_id: UUID, version: int) -> None:
    """It was a report after all: with the clocks that it had."""
    report = for_desk(acting, report_id)
    changes = {"state": State.READING, "closed_at": None}
    turn(report, version, changes, mine=_("Toch een melding"))
    note_event(report.id, Kind.SHOWN, by=acting.user_id, old=report.state, new=State.READING)
    Contact.objects.filter(report_id=report.id).update(closed_at=None)
    record(acting, "report.show_again", "report", report.id)
