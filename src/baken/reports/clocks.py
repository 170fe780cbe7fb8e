"""The clocks of a report: read within so many working days, answered within so many weeks.

They are the municipality's own norms, so they follow the office calendar.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.timezone import localdate

from baken.core.calendar import RuleSet
from baken.core.terms import Span, Unit, due
from baken.reports.categories import Subject
from baken.reports.codes import OPEN, State
from baken.reports.models import Report

EIGHT_WEEKS = Span(8, Unit.WEEKS)


def rules_of(report: Report, subject: Subject) -> RuleSet:
    """Whose days count: a request to enforce has a term of the law (Awb 4:13), not of our own."""
    return RuleSet.ATW if report.formal else subject.rules


def dues(subject: Subject, start: datetime) -> list[datetime]:
    """[read before, answered before]."""
    return [
        due(start, span, subject.rules) for span in (subject.read_within, subject.answer_within)
    ]


def set_clocks(report: Report, subject: Subject) -> None:
    """Compute both norms from the moment of receipt."""
    report.read_due_at, report.answer_due_at = dues(subject, report.received_at)
    if report.formal:
        report.answer_due_at = due(report.received_at, EIGHT_WEEKS, RuleSet.ATW)
    choose_clock(report)


def extend(report: Report, subject: Subject, asked: datetime, replied: datetime) -> None:
    """Move the norm on by the days from a question to the reply, to a day that we work."""
    days = (localdate(replied) - localdate(asked)).days
    if days > 0:
        rules = rules_of(report, subject)
        report.answer_due_at = due(report.answer_due_at, Span(days, Unit.DAYS), rules)


def reopens_until(report: Report) -> date | None:
    """The last day on which the resident may open an answered report again.

    None when it is not answered. The number of days is the municipality's own norm, in its file.
    """
    if report.state != State.ANSWERED or report.closed_at is None:
        return None
    days = int(settings.MUNICIPALITY.reports.get("reopen_days", 60))
    return localdate(report.closed_at) + timedelta(days=days)


def may_reopen(report: Report) -> bool:
    """Is it an answer that the resident may still come back to?"""
    until = reopens_until(report)
    return until is not None and localdate() <= until


def choose_clock(report: Report) -> None:
    """The clock that runs in this state: reading first, then the answer; none when closed."""
    if report.state not in OPEN:
        report.due_at = None
    elif report.state in (State.RECEIVED, State.READING):
        report.due_at = report.read_due_at
    else:
        report.due_at = report.answer_due_at
