"""My work: requests of people that I answer, and postponements on which I decide."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.cases.duty.models import DataRequest
from baken.cases.duty.queries import to_judge
from baken.cases.duty.requests.queries import kinds_in_words
from baken.cases.duty.requests.rules import handles
from baken.core.acting import Acting
from baken.core.hits import Task


def tasks(acting: Acting) -> list[Task]:
    """All of them, for who handles requests. Two queries."""
    return [*_requests(acting), *_postponements(acting)] if handles(acting) else []


def _requests(acting: Acting) -> Iterator[Task]:
    rows = DataRequest.objects.filter(decided_at=None, handler_id=acting.user_id)
    for row in rows.order_by("due_at", "id"):
        yield Task(_("Beantwoord het verzoek"), reverse("cases:request", args=[row.id]), row.due_at,
                   row.number, ", ".join(kinds_in_words(row.kinds)), _("verzoek"))  # fmt: skip


def _postponements(acting: Acting) -> Iterator[Task]:
    for row in to_judge(acting):
        yield Task(_("Besluit over uitstel van informeren"),
                   reverse("cases:judge_postponement", args=[row.id]), None, row.case_number,
                   row.label, _("uitstel"))  # fmt: skip
