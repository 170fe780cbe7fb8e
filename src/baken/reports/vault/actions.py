"""Asking to see who reported in confidence, deciding on that, looking, and ending it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.reports.actions.intake import note_event
from baken.reports.codes import WHO_GROUNDS, Door, Kind
from baken.reports.models import Identity, IdentityRequest, Report
from baken.reports.rules import works_at_desk
from baken.reports.tasks import tell_quietly

LASTS = timedelta(hours=24)
# After this a request that nobody decided has lapsed: what was urgent then is not now.
WAITS = timedelta(days=7)


def lapse() -> datetime:
    """Requests of before this moment lapsed."""
    return timezone.now() - WAITS


def waiting() -> QuerySet[IdentityRequest]:
    """Requests that can still be decided."""
    return IdentityRequest.objects.filter(granted=None, asked_at__gt=lapse())


def in_force() -> QuerySet[IdentityRequest]:
    """Approvals that last."""
    now = timezone.now()
    return IdentityRequest.objects.filter(granted=True, ended_at=None, until__gt=now)


def to_decide(acting: Acting) -> QuerySet[IdentityRequest]:
    """Requests of colleagues that wait for somebody like this one. One query."""
    mine = Q(asked_by_id=acting.user_id)
    free = RawSQL("reports_worked_on(reports_identityrequest.report_id)", [])
    rows = waiting().exclude(mine).annotate(worked=free).filter(worked=False)
    return rows.select_related("report").order_by("asked_at")


def ask_who(acting: Acting, report_id: UUID, *, ground: str, reason: str) -> None:
    """Who handles the report asks to see who reported. One request at a time."""
    report = _confidential(acting, report_id)
    if ground not in WHO_GROUNDS:
        raise ValidationError({"ground": _("Kies waarom u het moet weten.")})
    if report.assigned_to_id != acting.user_id:
        raise Conflict(_("Alleen wie de melding behandelt, vraagt dit. Neem haar eerst."))
    for open_ones in (waiting(), in_force()):
        if open_ones.filter(report=report).exists():
            raise Conflict(_("Er loopt al een verzoek bij deze melding."))
    assert acting.user_id is not None
    IdentityRequest.objects.create(
        report=report, ground=ground, reason=reason, asked_by_id=acting.user_id,
        asked_at=timezone.now(),
    )  # fmt: skip
    note_event(report.id, Kind.ASKED_WHO, by=acting.user_id, note=str(WHO_GROUNDS[ground]))
    record(acting, "report.ask_who", "report", report.id, ground=ground)


def may_decide(acting: Acting, asked: IdentityRequest) -> bool:
    """A colleague who did not ask it and never handled this report. The wall says the same."""
    return to_decide(acting).filter(pk=asked.pk).exists()


def decide(acting: Acting, report_id: UUID, *, granted: bool, answer: str = "") -> None:
    """A colleague says yes, for a day, or no with a reason. The reporter hears of a yes."""
    report = _confidential(acting, report_id)
    asked = waiting().filter(report=report).first()
    if asked is None:
        raise Conflict(_("Er is geen verzoek meer om over te beslissen."))
    if not may_decide(acting, asked):
        raise Conflict(_("U werkt of werkte zelf aan deze melding. Een ander beslist."))
    if not granted and not answer:
        raise ValidationError({"answer": _("Schrijf kort waarom niet.")})
    now = timezone.now()
    decided = IdentityRequest.objects.filter(pk=asked.pk, granted=None).update(
        granted=granted, answer=answer, decided_by_id=acting.user_id, decided_at=now,
        until=now + LASTS if granted else None,
    )  # fmt: skip
    if not decided:
        raise Conflict(_("Een collega besliste net voor u."))
    kind = Kind.ALLOWED_WHO if granted else Kind.REFUSED_WHO
    note_event(report.id, kind, by=acting.user_id, note=answer)
    verb = "report.allow_who" if granted else "report.refuse_who"
    record(acting, verb, "report", report.id, ground=asked.ground)
    if granted and "mail" in report.contact_ways:
        tell_quietly.later(str(report.id))


def look(acting: Acting, report_id: UUID) -> Identity:
    """Who reported, for who may see it now. Each look stands in the trail."""
    report = _confidential(acting, report_id)
    found = Identity.objects.filter(report=report).first()
    if found is None:
        raise Denied
    asked = in_force().filter(report=report, asked_by_id=acting.user_id).first()
    ground = asked.ground if asked else ""
    note_event(report.id, Kind.REVEALED, by=acting.user_id)
    record(acting, "report.see_who", "report", report.id, ground=ground)
    return found


def end(acting: Acting, report_id: UUID) -> None:
    """Who asked it, or who allowed it, ends it before the day is over."""
    report = _confidential(acting, report_id)
    rows = in_force().filter(report=report)
    if not rows.exists():
        raise Conflict(_("De inzage was al voorbij."))
    mine = rows.filter(asked_by_id=acting.user_id) | rows.filter(decided_by_id=acting.user_id)
    if not mine.update(ended_at=timezone.now()):
        raise Denied
    note_event(report.id, Kind.ENDED_WHO, by=acting.user_id)
    record(acting, "report.end_who", "report", report.id)


def _confidential(acting: Acting, report_id: UUID) -> Report:
    if not works_at_desk(acting):
        raise Denied
    report = Report.objects.filter(id=report_id, door=Door.CONFIDENTIAL).first()
    if report is None:
        raise Denied
    return report
