"""A meeting goes with its case."""

from django.db.models import Model

from baken.cases.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingRelease,
    MeetingSummary,
    MinutesLine,
    Objection,
)
from baken.retention.api import Term, register

# Children first.
OF_CASE: tuple[type[Model], ...] = (
    Objection, MinutesLine, AgendaItem, Attendee, MeetingRelease, MeetingSummary, Meeting,
)  # fmt: skip


def register_all() -> None:
    """Called with the terms of cases."""
    for part in OF_CASE:
        what = f"deel van een casus ({part._meta.model_name})"
        register(Term(model=part._meta.label, what=what, follows="cases.Case", purpose="cases"))
