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


ASIDES = """
select 'mention' as kind, m.id, r.id as report_id, r.number, r.title, m.at, null::date as day,
  n.text
from reports_mention m join reports_note n on n.id = m.note_id
join reports_report r on r.id = m.report_id
where m.user_id = %(user)s and m.seen_at is null and {of}
union all
select 'reminder', m.id, r.id, r.number, r.title, null, m.day, m.text
from reports_reminder m join reports_report r on r.id = m.report_id
where m.user_id = %(user)s and m.done_at is null and {of} and (m.day <= %(until)s)
order by 7 nulls first, 6
"""


def waiting(acting: Acting) -> list[Aside]:
    """Notes that name the user, and the own reminders whose day has come. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            ASIDES.format(of="true"), {"user": acting.user_id, "until": timezone.localdate()}
        )
        return [Aside(*row) for row in cursor.fetchall()]
