"""Reports of the demo that became a case, as the desk would have handed them over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import connections

# Reports about people that the desk worked on. They move back in time as a whole: the desk took
# them an hour before the case was opened.
_CHOSEN = """
select r.id from reports_report r join reports_category c on c.id = r.category_id
where r.state = 'working' and r.assigned_to_id is not null
  and c.code in ('nuisance.neighbours', 'nuisance.youths', 'nuisance.drugs', 'housing.crowded',
    'housing.landlord', 'crime.exploitation', 'crime.pressure', 'other.worry')
order by r.id limit %s
"""
_MOVED = """
with last as (select %(opened)s - interval '1 hour' - max(at) as by from reports_event
  where report_id = %(report)s),
events as (update reports_event set at = at + (select by from last) where report_id = %(report)s),
messages as (update reports_message set at = at + (select by from last)
  where report_id = %(report)s)
update reports_report set state = 'to_case', version = version + 1,
  received_at = received_at + (select by from last),
  read_due_at = read_due_at + (select by from last),
  answer_due_at = answer_due_at + (select by from last),
  due_at = null
where id = %(report)s returning assigned_to_id
"""
_EVENT = """
insert into reports_event (id, report_id, at, kind, by_id, old, new, note)
values (md5(%(report)s::text)::uuid, %(report)s, %(opened)s, 'made_case', %(by)s, 'working',
  'to_case', '')
"""
_HANDED = """
insert into reports_handover (id, report_id, file_id, at, by_id)
values (md5(%(file)s::text)::uuid, %(report)s, %(file)s, %(opened)s, %(by)s)
"""


class File(Protocol):
    """A case of the demo: its key and when it was opened."""

    @property
    def id(self) -> UUID: ...
    @property
    def opened_at(self) -> datetime: ...


def become_cases(files: Sequence[File]) -> dict[UUID, UUID]:
    """Let one report become part of each of these files; returns the report by file.

    Fewer, when the city is too small for more.
    """
    with connections["keeper"].cursor() as cursor:
        cursor.execute(_CHOSEN, [len(files)])
        chosen = [row[0] for row in cursor.fetchall()]
        found = dict(zip([file.id for file in files], chosen, strict=False))
        for file in files[: len(chosen)]:
            values = {"file": file.id, "report": found[file.id], "opened": file.opened_at}
            cursor.execute(_MOVED, values)
            values["by"] = cursor.fetchone()[0]
            cursor.execute(_EVENT, values)
            cursor.execute(_HANDED, values)
    return found
