"""The chain: sealing entries in batches, and finding the first link that is broken.

What the chain alone cannot see: entries that were never written, the unsealed tail, and a cut
end. Against a cut end the head is exported (`baken verify audit` prints it); entries that wait
longer than an hour for a seal are reported.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.backends.utils import CursorWrapper

BATCH = 1000
GENESIS = hashlib.sha256(b"baken audit chain 1").digest()
_LOCK = 7_221_001


@dataclass(frozen=True)
class Verdict:
    """Outcome of a check: what was read, the head, and the first broken link if any."""

    seals: int
    entries: int
    head: str
    broken: str = ""
    waiting: int = 0


def seal() -> int:
    """Seal all entries that wait, oldest first, in links of at most BATCH. Returns how many."""
    sealed = 0
    while count := _seal_one():
        sealed += count
    return sealed


def _seal_one() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        ids, month = _waiting(cursor)
        if not ids:
            return 0
        cursor.execute("select number, hash from audit_seal order by number desc limit 1")
        number, previous = cursor.fetchone() or (0, GENESIS)
        link = _link(bytes(previous), _lines(cursor, ids))
        cursor.execute(
            "insert into audit_seal (number, month, entry_ids, previous, hash)"
            " values (%s, %s, %s, %s, %s)",
            [number + 1, month, ids, bytes(previous), link],
        )
        cursor.execute("delete from audit_unsealed where entry_id = any(%s)", [ids])
        return len(ids)


def _waiting(cursor: CursorWrapper) -> tuple[list[int], date | None]:
    """The first entries that wait, all of one month: that of the first."""
    cursor.execute(
        "select entry_id, date_trunc('month', at at time zone 'UTC')::date from audit_unsealed"
        " order by entry_id limit %s",
        [BATCH],
    )
    rows = cursor.fetchall()
    month = rows[0][1] if rows else None
    return [entry for entry, of in rows if of == month], month


def _lines(cursor: CursorWrapper, ids: list[int]) -> list[str]:
    cursor.execute("select audit_line(e) from audit_entry e where id = any(%s) order by id", [ids])
    return [row[0] for row in cursor.fetchall()]


def _link(previous: bytes, lines: list[str]) -> bytes:
    digest = hashlib.sha256(previous)
    for line in lines:
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.digest()


def verify() -> Verdict:
    """Recompute the chain. Stops at the first break.

    Links of a closed month are followed by their hashes only: their entries are gone.
    """
    head, number, entries = GENESIS, 0, 0
    closed = _closed_months()
    for seal_number, month, ids, previous, link in _links():
        if seal_number != number + 1:
            return Verdict(number, entries, head.hex(), f"schakel {number + 1} ontbreekt")
        if previous != head:
            return Verdict(number, entries, head.hex(), f"schakel {seal_number} sluit niet aan")
        if month not in closed and (broken := _examine(seal_number, ids, head, link)):
            return Verdict(number, entries, head.hex(), broken)
        head, number, entries = link, seal_number, entries + len(ids)
    return Verdict(number, entries, head.hex(), waiting=_overdue())


def _examine(number: int, ids: list[int], head: bytes, link: bytes) -> str:
    """What is wrong with the entries of one link, or ''."""
    with connection.cursor() as cursor:
        lines = _lines(cursor, ids)
    if len(lines) == len(ids) and _link(head, lines) == link:
        return ""
    return _broken(number, ids, lines)


def _broken(number: int, ids: list[int], lines: list[str]) -> str:
    found = {int(line.split("|", 1)[0]) for line in lines}
    gone = [str(entry) for entry in ids if entry not in found]
    if gone:
        return f"schakel {number} is gebroken: regel {', '.join(gone[:5])} ontbreekt"
    return f"schakel {number} is gebroken: een regel van {ids[0]} tot en met {ids[-1]} is veranderd"


def _closed_months() -> set[date]:
    with connection.cursor() as cursor:
        cursor.execute("select month from audit_closed_month")
        return {row[0] for row in cursor.fetchall()}


def _links() -> Iterator[tuple[int, date, list[int], bytes, bytes]]:
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "select number, month, entry_ids, previous, hash from audit_seal"
                " where number > %s order by number limit 50",
                [after],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for number, month, ids, previous, link in rows:
            yield number, month, ids, bytes(previous), bytes(link)
        after = rows[-1][0]


def _overdue() -> int:
    """Entries that have waited for a seal for more than an hour."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_unsealed where at < now() - interval '1 hour'")
        return int(cursor.fetchone()[0])


def make_partitions() -> None:
    """Make sure that this month and the next two have their own partition."""
    with connection.cursor() as cursor:
        cursor.execute("select audit_make_partitions()")


def close_months(keep: int) -> int:
    """Drop the entries of months that ended over `keep` months ago. Returns how many months."""
    closed = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute("select audit_close_month(%s)", [keep])
            row = cursor.fetchone()
            if row is None or row[0] is None:
                return closed
            closed += 1
