"""Breaches as pages and my work show them."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.cases.breaches.actions import handles
from baken.cases.breaches.models import Breach
from baken.cases.regimes import register
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.core.hits import Task


def listing() -> list[Breach]:
    """Those that are open by their clock, then the last that were closed."""
    open_ones = Breach.objects.filter(closed_at=None).order_by("due_at", "id")
    closed = Breach.objects.exclude(closed_at=None).order_by("-closed_at", "id")
    return [*open_ones, *closed[:50]]


def get(breach_id: UUID) -> Breach:
    """One breach. Denied when it is not for this acting."""
    found = Breach.objects.filter(pk=breach_id).first()
    if found is None:
        raise Denied
    return found


def kinds(found: Breach) -> str:
    """Which kinds of data, in words."""
    return ", ".join(register().label(code) for code in found.categories).lower()


def of_case(case_id: UUID) -> list[Breach]:
    """Those on a case, the newest first."""
    return list(Breach.objects.filter(file_id=case_id).order_by("-recorded_at"))


def count_unreported(case_id: UUID) -> int:
    """How many of this case wait for a report, or for the decision not to. One query."""
    return Breach.objects.filter(file_id=case_id, told_authority=None).count()


def tasks(acting: Acting) -> list[Task]:
    """What the privacy officer must decide, and what a manager waits for. One query."""
    rows = Breach.objects.filter(closed_at=None).order_by("due_at", "id")
    return [_task(acting, row) for row in rows if handles(acting) or row.told_authority is None]


def _task(acting: Acting, row: Breach) -> Task:
    waits = "" if handles(acting) else _("de privacyfunctionaris")
    due = row.due_at if row.told_authority is None else None
    title = _("Meld het datalek, of schrijf waarom niet") if due else _("Maak het datalek af")
    return Task(title, reverse("cases:breach", args=[row.id]), due, row.number, kinds(row),
                _("datalek"), waits_for=waits)  # fmt: skip
