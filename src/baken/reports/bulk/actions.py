"""Showing what a step on many reports would do, doing it, and undoing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.core.forms import first_message
from baken.reports.actions import desk
from baken.reports.actions.hiding import hide
from baken.reports.actions.intake import note_event
from baken.reports.bulk.models import Sweep, SweepItem
from baken.reports.categories import Subject
from baken.reports.codes import OPEN, Kind
from baken.reports.models import Contact, Report

MOST = 200
UNDONE_WITHIN = timedelta(minutes=15)
COLUMNS = ("state", "assigned_to_id", "category_id", "urgent", "read_due_at", "answer_due_at",
           "due_at", "planned_for", "closed_at")  # fmt: skip
MOMENTS = ("read_due_at", "answer_due_at", "due_at", "closed_at")


class Verb(TextChoices):
    """What can be done with many reports at once. Nothing of it writes to a resident."""

    TAKE = "take", gettext_lazy("Neem in behandeling")
    ASSIGN = "assign", gettext_lazy("Wijs toe aan")
    KIND = "kind", gettext_lazy("Andere soort")
    URGENT = "urgent", gettext_lazy("Spoed")
    CALM = "calm", gettext_lazy("Geen spoed")
    HIDE = "hide", gettext_lazy("Verberg: reclame of automatisch ingevuld")


@dataclass(frozen=True)
class Step:
    """A verb with what it needs: whom, or which kind and why."""

    verb: Verb
    user_id: UUID | None = None
    subject: Subject | None = None
    reason: str = ""

    def run(self, acting: Acting, report: Report) -> None:
        """Do it with one report, at the version that was read."""
        if self.verb == Verb.TAKE:
            desk.take(acting, report.id, report.version)
        elif self.verb == Verb.ASSIGN and self.user_id:
            desk.assign(acting, report.id, report.version, self.user_id)
        elif self.verb == Verb.KIND and self.subject:
            desk.recategorise(acting, report.id, report.version, self.subject, self.reason)
        elif self.verb == Verb.HIDE:
            hide(acting, report.id, report.version, "advert")
        else:
            urgent = self.verb == Verb.URGENT
            desk.mark_urgent(acting, report.id, report.version, urgent=urgent)


@dataclass(frozen=True)
class Line:
    """One report in the preview or the outcome; `problem` says why it is left out."""

    report: Report
    problem: str = ""


def preview(acting: Acting, ids: Iterable[UUID], step: Step) -> list[Line]:
    """What would happen with each report that this acting sees, oldest first."""
    rows = Report.objects.filter(id__in=list(ids)[:MOST]).order_by("received_at", "id")
    return [Line(report, _problem(acting, report, step)) for report in rows]


def _problem(acting: Acting, report: Report, step: Step) -> str:
    if report.state not in OPEN:
        return _("is niet meer open")
    if step.verb == Verb.ASSIGN:
        fits = {person.user_id for person in desk.handlers(acting, report)}
        return "" if step.user_id in fits else _("deze collega behandelt deze melding niet")
    return ""


def carry_out(acting: Acting, seen: Mapping[UUID, int], step: Step) -> tuple[Sweep, list[Line]]:
    """Do it with the reports at the versions that were `seen`; gives what was left out too."""
    rows = Report.objects.filter(id__in=list(seen)[:MOST]).order_by("received_at", "id")
    assert acting.user_id is not None
    sweep = Sweep(id=uuid4(), by_id=acting.user_id, at=timezone.now(), verb=step.verb)
    Sweep.objects.bulk_create([sweep])
    lines, items = [], []
    for report in rows:
        problem = _try(acting, report, seen[report.id], step)
        lines.append(Line(report, problem))
        if not problem:
            items.append(_item(sweep, report))
    SweepItem.objects.bulk_create([item for item in items if item is not None])
    record(acting, "report.sweep", "sweep", sweep.id, count=len(items), outcome=step.verb)
    return sweep, lines


def _try(acting: Acting, report: Report, seen: int, step: Step) -> str:
    """'' when it was done, else why not."""
    if report.version != seen:
        return _("veranderde intussen")
    if problem := _problem(acting, report, step):
        return problem
    try:
        with transaction.atomic():
            step.run(acting, report)
    except ValidationError as error:
        return first_message(error)
    except Conflict as conflict:
        return str(conflict)
    return ""


def _item(sweep: Sweep, before: Report) -> SweepItem | None:
    """What it was; None when the step changed nothing."""
    version = Report.objects.values_list("version", flat=True).get(id=before.id)
    if version == before.version:
        return None
    old = {name: _plain(getattr(before, name)) for name in COLUMNS}
    return SweepItem(sweep=sweep, report_id=before.id, version=version, before=old)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def undo(acting: Acting, sweep_id: UUID) -> tuple[int, int]:
    """Put back what nobody changed since; gives (put back, left as it is)."""
    sweep = Sweep.objects.filter(id=sweep_id, by_id=acting.user_id).first()
    if sweep is None:
        raise Denied
    if timezone.now() - sweep.at > UNDONE_WITHIN:
        raise Conflict(_("Dit is langer dan een kwartier geleden. Verander de meldingen zelf."))
    if not Sweep.objects.filter(id=sweep.id, undone_at=None).update(undone_at=timezone.now()):
        return 0, 0
    items = list(SweepItem.objects.filter(sweep=sweep))
    back = sum(_put_back(acting, item) for item in items)
    record(acting, "report.undo", "sweep", sweep.id, count=back)
    return back, len(items) - back


def _put_back(acting: Acting, item: SweepItem) -> bool:
    old = {**item.before, **{n: _moment(item.before.get(n)) for n in MOMENTS}}
    rows = Report.objects.filter(id=item.report_id, version=item.version)
    if not rows.update(**old, version=item.version + 1):
        return False
    Contact.objects.filter(report_id=item.report_id).update(closed_at=old["closed_at"])
    note_event(item.report_id, Kind.UNDONE, by=acting.user_id)
    return True


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
