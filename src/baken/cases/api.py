"""What modules above may call."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases.briefings import Ask, Briefing, briefing, more_asks
from baken.cases.glass.marks import Mark, marks
from baken.cases.models import Case, CaseContent
from baken.cases.radar.partner import Ahead, Home, meetings
from baken.cases.radar.partner import home as partner_home
from baken.cases.worklist import my_work, privacy_work
from baken.core import numbers
from baken.core.acting import Acting
from baken.core.hits import Hit


def find(acting: Acting, term: str) -> list[Hit]:
    """Cases by number or by a word in their name, on which the acting is; at most 50."""
    hits = _by_number(term) or _by_title(term)
    record(acting, "case.search", "case", term=term.lower(), count=len(hits))
    return hits


def _by_number(term: str) -> list[Hit]:
    try:
        number = numbers.tidy(term, "C")
    except ValidationError:
        return []
    rows = Case.objects.filter(number=number, practice=False)
    return [_hit(case, case.number) for case in rows]


def _by_title(term: str) -> list[Hit]:
    rows = CaseContent.objects.filter(title__icontains=term, case__practice=False).select_related(
        "case"
    )
    return [_hit(row.case, row.title) for row in rows.order_by("next_due", "id")[:50]]


def _hit(case: Case, title: str) -> Hit:
    return Hit(title, reverse("cases:file", args=[case.id]), _("casus"), case.number)


__all__ = [
    "Ahead",
    "Ask",
    "Briefing",
    "Home",
    "Mark",
    "briefing",
    "find",
    "marks",
    "meetings",
    "more_asks",
    "my_work",
    "partner_home",
    "privacy_work",
]  # fmt: skip
