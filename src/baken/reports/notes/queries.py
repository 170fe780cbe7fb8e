"""What stands beside a report for this user, and what of it is among the own work."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from baken.core.acting import Acting


@dataclass(frozen=True)
class Aside:
    """Something that asks for this user's attention: a note that names them, or a reminder."""

    kind: str
    id: UUID
    report_id: UUID
    number: str
    title: str
    at: datetime | None
    day: date | None
    text: str


_ASIDES = """
select 'mention', m.id, r.id, r.number, r.title, m.at, null::date, n.text
from reports_mention m join reports_note n on n.id = m.note_id
join reports_report r on r.id = m.report_id
where m.user_id = %(user)s and m.seen_at is null and {of}
union all
select 'reminder', m.id, r.id, r.number, r.title, null, m.day, m.text
from reports_reminder m join reports_report r on r.id = m.report_id
where m.user_id = %(user)s and m.done_at is null and {of} and (m.day <= %(until)s)
order by 7 nulls first, 6
"""


def asides(acting: Acting, report_id: UUID) -> list[Aside]:
    """Notes on this report that name the user, and the own reminders. One query."""
    return _read(acting, "m.report_id = %(report)s", date.max, report_id)


def waiting(acting: Acting) -> list[Aside]:
    """The same on all reports; reminders whose day has come. One query."""
    return _read(acting, "true", timezone.localdate(), None)


def _read(acting: Acting, of: str, until: date, report_id: UUID | None) -> list[Aside]:
    with connection.cursor() as cursor:
        cursor.execute(
            _ASIDES.format(of=of),
            {"user": acting.user_id, "report": report_id, "until": until},
        )
        return [Aside(*row) for row in cursor.fetchall()]
