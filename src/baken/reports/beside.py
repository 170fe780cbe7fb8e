"""All that stands beside a report for who handles it, in one statement.

The wall costs more by statement than by row, so what lies in eight tables is asked at once.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from baken.core.acting import Acting
from baken.reports.asking.models import Answer
from baken.reports.bonds.queries import BOUND, Bound, as_bound
from baken.reports.models import Report
from baken.reports.notes.queries import ASIDES, Aside
from baken.reports.queries import TIMELINE, Line, as_line
from baken.reports.sharing.models import Consent


@dataclass(frozen=True)
class Beside:
    """The timeline, answers to the questions of the kind, who may hear of it, bonds, and what asks
    for attention.
    """

    lines: list[Line]
    answers: list[Answer]
    consents: list[Consent]
    bonds: list[Bound]
    asides: list[Aside]


_ROWS = "(select coalesce(jsonb_agg(to_jsonb(x)), '[]') from ({}) x)"
_ASKED = "select " + ", ".join(
    _ROWS.format(part)
    for part in (
        TIMELINE,
        "select * from reports_answer where report_id = %(report)s order by position",
        "select * from reports_consent where report_id = %(report)s order by at",
        BOUND,
        ASIDES.format(of="m.report_id = %(report)s"),
    )
)


def beside(acting: Acting, report: Report) -> Beside:
    """What stands beside this report for this user. One query."""
    asked = {"report": report.id, "user": acting.user_id, "until": date.max}
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, asked)
        lines, answers, consents, bonds, asides = map(_rows, cursor.fetchone())
    return Beside(
        [as_line(**row) for row in lines],
        [Answer(**row) for row in answers],
        [Consent(**row) for row in consents],
        [as_bound(**row) for row in bonds],
        [Aside(**row) for row in asides],
    )


def _rows(found: Any) -> Iterable[dict[str, Any]]:
    """Rows as JSON gives them, with moments and days as such."""
    data = json.loads(found) if isinstance(found, str) else found
    return [row | {name: _READ[name](row[name]) for name in _READ if row.get(name)} for row in data]


_READ = {"at": datetime.fromisoformat, "news": datetime.fromisoformat, "day": date.fromisoformat}
