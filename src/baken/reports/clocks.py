"""The clocks of a report: read within so many working days, answered within so many weeks.

They are the municipality's own norms, so they follow the office calendar.
"""

from collections.abc import Sequence
from datetime import datetime

from baken.core.terms import Pause, due
from baken.reports.categories import Subject
from baken.reports.codes import OPEN, State
from baken.reports.models import Report


def dues(subject: Subject, received: datetime, pauses: Sequence[Pause] = ()) -> list[datetime]:
    """[read before, answered before]."""
    spans = (subject.read_within, subject.answer_within)
    return [due(received, span, subject.rules, pauses=pauses) for span in spans]


def set_clocks(report: Report, subject: Subject, pauses: Sequence[Pause] = ()) -> None:
    """Compute both norms anew; the time that we waited for the resident does not count."""
    report.read_due_at, report.answer_due_at = dues(subject, report.received_at, pauses)
    choose_clock(report)


def choose_clock(report: Report) -> None:
    """The clock that runs in this state: reading first, then the answer; none when closed."""
    if report.state not in OPEN:
        report.due_at = None
    elif report.state in (State.RECEIVED, State.READING):
        report.due_at = report.read_due_at
    else:
        report.due_at = report.answer_due_at
