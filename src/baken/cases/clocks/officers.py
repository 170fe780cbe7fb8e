"""The clocks that no seat of a case holds: requests about own data (T8) and breaches (T9).

One working day ahead whose clock it is hears it; when it is over, the privacy officers too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from baken.audit.api import record
from baken.cases.clocks import mails
from baken.cases.clocks.catalog import catalog
from baken.cases.clocks.codes import SOON
from baken.cases.clocks.rules import soon
from baken.core.acting import Acting

# A long weekend lies between one working day and the next.
AHEAD = timedelta(days=8)
LATE = "late"
KINDS = {"request": "data_request", "breach": "breach"}


@dataclass(frozen=True)
class Due:
    """A request or a breach with its date, and who hears of it: no text, no person."""

    kind: str
    about: UUID
    number: str
    due_at: datetime
    owners: list[UUID]
    officers: list[UUID]


def watch(acting: Acting, now: datetime) -> int:
    """One round. Returns how many dates were told of; a second round at once tells of none."""
    steps = list(_steps(now))
    return sum(_tell(acting, thing, step, now) for thing, step in steps)


def _steps(now: datetime) -> Iterator[tuple[Due, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select * from cases_due_privacy(%s)", [now + AHEAD])
        rows = cursor.fetchall()
    for row in rows:
        thing = Due(*row)
        if now > thing.due_at:
            yield thing, LATE
        elif soon(thing.due_at, now, catalog().norm(thing.kind).rules):
            yield thing, SOON


def _tell(acting: Acting, thing: Due, step: str, now: datetime) -> bool:
    told = sorted({*thing.owners, *(thing.officers if step == LATE else ())})
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into cases_notice (id, about, due_at, step, told_id, told_at)"
            " values (%s, %s, %s, %s, %s, %s) on conflict do nothing",
            [uuid4(), thing.about, thing.due_at, step, told[0] if told else None, now],
        )
        if not cursor.rowcount:
            return False
    for who in told:
        mails.tell_officer(acting, thing.kind, thing.about, thing.number, who, ahead=step == SOON)
    record(acting, "case.tell", KINDS[thing.kind], thing.about, ground=step)
    return True
