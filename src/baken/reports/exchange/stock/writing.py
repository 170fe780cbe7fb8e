"""Writing old reports in blocks, each once whatever happens, and taking them out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import connection
from django.utils import timezone
from django.utils.timezone import localdate

from baken.core import numbers
from baken.core.crypto import seal
from baken.reports import clocks
from baken.reports.categories import Subject
from baken.reports.codes import OPEN, Kind, Result, Source, State
from baken.reports.exchange.stock.judging import Old
from baken.reports.follow import code_of, fingerprint
from baken.reports.titles import title_of

BLOCK = 5_000
ATTEMPTS = 8
HEAD = {
    "id": "uuid", "number": "text", "token_hash": "text", "title": "text", "category_id": "uuid",
    "state": "text", "result": "text", "wijk_code": "text", "buurt_code": "text",
    "received_at": "timestamptz", "read_due_at": "timestamptz", "answer_due_at": "timestamptz",
    "due_at": "timestamptz", "closed_at": "timestamptz", "urgent": "boolean",
    "contact_ways": "text", "source": "text", "language": "text", "version": "integer",
}  # fmt: skip
CONTENT = {"report_id": "uuid", "text": "text", "findable": "text"}
PLACE = {"report_id": "uuid", "lat": "float8", "lon": "float8", "address": "text"}
CONTACT = {"report_id": "uuid", "name": "bytea", "email": "bytea", "phone": "bytea",
           "closed_at": "timestamptz"}  # fmt: skip
EVENT = {"id": "uuid", "report_id": "uuid", "at": "timestamptz", "kind": "text", "old": "text",
         "new": "text", "note": "text"}  # fmt: skip
ARRIVAL = {"report_id": "uuid", "batch_id": "uuid", "reference": "text", "at": "timestamptz"}
Values = Sequence[Any]


class Writer:
    """Writes the reports of one batch. A row that is in already stays as it is."""

    def __init__(self, batch_id: UUID) -> None:
        self.batch_id = batch_id
        self._dues: dict[tuple[UUID, date], tuple[datetime, datetime]] = {}

    def write(self, block: Sequence[Old]) -> None:
        """In the open transaction."""
        keys = {self.key(old): old for old in block}
        fresh = self._heads(keys)
        olds = [(key, keys[key]) for key in fresh]
        self._insert("reports_content", CONTENT, ((k, o.text, _findable(o)) for k, o in olds))
        self._insert("reports_place", PLACE, (
            (k, o.where.lat, o.where.lon, o.where.address) for k, o in olds
            if o.where.lat is not None or o.where.address))  # fmt: skip
        self._insert("reports_contact", CONTACT, (
            (k, *_sealed(o), o.closed_at) for k, o in olds
            if o.name or o.email or o.phone))  # fmt: skip
        self._insert("reports_event", EVENT, (
            (uuid4(), k, o.received_at, Kind.RECEIVED, "", "", _came(o))
            for k, o in olds))  # fmt: skip
        now = timezone.now()
        self._insert("reports_arrival", ARRIVAL, (
            (k, self.batch_id, o.reference, now) for k, o in olds))  # fmt: skip

    def key(self, old: Old) -> UUID:
        """The same line of the same batch is the same report."""
        return uuid5(self.batch_id, str(old.line))

    def _heads(self, keys: dict[UUID, Old]) -> list[UUID]:
        """Under numbers that are free; the keys of those that were not in yet."""
        left, fresh = self._not_in(list(keys)), []
        for _attempt in range(ATTEMPTS):
            if not left:
                break
            heads = (self._head(key, keys[key]) for key in left)
            there = self._insert("reports_report", HEAD, heads, "returning id")
            fresh += [key for key in left if key in there]
            left = [key for key in left if key not in there]
        if left:
            raise RuntimeError("no number was free")
        return fresh

    def _not_in(self, keys: list[UUID]) -> list[UUID]:
        with connection.cursor() as cursor:
            cursor.execute("select id from reports_report where id = any(%s)", [keys])
            there = {row[0] for row in cursor.fetchall()}
        return [key for key in keys if key not in there]

    def _head(self, key: UUID, old: Old) -> Values:
        read_due, answer_due = self._due(old.subject, old.received_at)
        ways = ",".join(w for w, given in (("mail", old.email), ("phone", old.phone)) if given)
        due = None
        if old.state in OPEN:
            due = read_due if old.state in (State.RECEIVED, State.READING) else answer_due
        result = Result.SOLVED if old.state == State.ANSWERED else ""
        return (key, numbers.draw("M"), fingerprint(code_of(key)), title_of(old.text),
                old.subject.id, old.state, result, old.where.wijk_code, old.where.buurt_code,
                old.received_at, read_due, answer_due, due, old.closed_at, False, ways,
                Source.IMPORT, "nl", 1)  # fmt: skip

    def _due(self, subject: Subject, received: datetime) -> tuple[datetime, datetime]:
        """Norms count whole days: worked out once for a kind and a day."""
        place = (subject.id, localdate(received))
        if place not in self._dues:
            read, answer = clocks.dues(subject, received)
            self._dues[place] = (read, answer)
        return self._dues[place]

    @staticmethod
    def _insert(
        table: str, columns: dict[str, str], rows: Iterable[Values], answer: str = ""
    ) -> set[UUID]:
        """One statement for all rows. With an `answer` the keys of those that are new."""
        values = list(zip(*rows, strict=True))
        if not values:
            return set()
        names = ", ".join(columns)
        arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
        with connection.cursor() as cursor:
            cursor.execute(
                f"insert into {table} ({names}) select * from unnest({arrays})"
                f" on conflict do nothing {answer}",
                [list(column) for column in values],
            )
            return {row[0] for row in cursor.fetchall()} if answer else set()


def _findable(old: Old) -> str:
    """The address, the old number, and its digits alone: what people remember of it."""
    digits = "".join(c for c in old.reference if c.isdigit())
    return " ".join(filter(None, (old.where.address, old.reference, digits)))[:250]


def _came(old: Old) -> str:
    """For the timeline, in the language of the municipality."""
    return f"Oud nummer: {old.reference}" if old.reference else ""


def _sealed(old: Old) -> list[bytes]:
    return [
        seal(getattr(old, part).encode(), f"reports_contact.{part}")
        for part in ("name", "email", "phone")
    ]


# Worked on: another version, or anything that happened, was said, added or handed over since.
_UNTOUCHED = """
select a.report_id from reports_arrival a join reports_report r on r.id = a.report_id
where a.batch_id = %s and r.source = 'import' and r.version = 1
  and (select count(*) from reports_event e where e.report_id = r.id) <= 1
  and not exists (select 1 from reports_message m where m.report_id = r.id)
  and not exists (select 1 from reports_handover h where h.report_id = r.id)
  and not exists (select 1 from documents_document d where d.file_id = r.id)
limit %s
"""
PARTS = ("content", "place", "contact", "event", "arrival")


def take_out(batch_id: UUID, most: int = BLOCK) -> int:
    """Remove so many reports of a batch on which nobody worked, in the open transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_UNTOUCHED, [batch_id, most])
        ids = [row[0] for row in cursor.fetchall()]
        for part in PARTS:
            cursor.execute(f"delete from reports_{part} where report_id = any(%s)", [ids])
        cursor.execute("delete from reports_report where id = any(%s)", [ids])
    return len(ids)
