"""The chain: sealing entries in batches, and finding the first link that is broken.

What the chain alone cannot see: entries that were never written, the unsealed tail, and a cut
end. Against a cut end the head is exported (`baken verify audit --head`); entries that wait
longer than an hour for a seal are reported.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

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
        cursor.execute("select entry_id from audit_unsealed order by entry_id limit %s", [BATCH])
        ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return 0
        cursor.execute("select number, hash from audit_seal order by number desc limit 1")
        number, previous = cursor.fetchone() or (0, GENESIS)
        link = _link(bytes(previous), _lines(cursor, ids))
        cursor.execute(
            "insert into audit_seal (number, entry_ids, previous, hash) values (%s, %s, %s, %s)",
            [number + 1, ids, bytes(previous), link],
        )
        cursor.execute("delete from audit_unsealed where entry_id = any(%s)", [ids])
        return len(ids)


def _lines(cursor: object, ids: list[int]) -> list[str]:
    cursor.execute(  # type: ignore[attr-defined]
        "select audit_line(e) from audit_entry e where id = any(%s) order by id", [ids]
    )
    return [row[0] for row in cursor.fetchall()]  # type: ignore[attr-defined]


def _link(previous: bytes, lines: list[str]) -> bytes:
    digest = hashlib.sha256(previous)
    for line in lines:
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.digest()


def verify() -> Verdict:
    """Recompute the chain from the first link that is still kept. Stops at the first break."""
    entries, head, number = 0, *_start()
    seals = 0
    for link_number, ids, previous, link in _links(number):
        if link_number != number + 1:
            return Verdict(seals, entries, head.hex(), f"schakel {number + 1} ontbreekt")
        if previous != head:
            return Verdict(seals, entries, head.hex(), f"schakel {link_number} sluit niet aan")
        with connection.cursor() as cursor:
            lines = _lines(cursor, ids)
        if len(lines) != len(ids) or _link(head, lines) != link:
            return Verdict(seals, entries, head.hex(), _broken(link_number, ids, lines))
        head, number = link, link_number
        seals, entries = seals + 1, entries + len(ids)
    return Verdict(seals, entries, head.hex(), waiting=_overdue())


def _broken(number: int, ids: list[int], lines: list[str]) -> str:
    found = {int(line.split("|", 1)[0]) for line in lines}
    gone = [str(entry) for entry in ids if entry not in found]
    if gone:
        return f"schakel {number} is gebroken: regel {', '.join(gone[:5])} ontbreekt"
    return f"schakel {number} is gebroken: een regel van {ids[0]} tot en met {ids[-1]} is veranderd"


def _start() -> tuple[bytes, int]:
    """Hash and number of the link before the first one to check."""
    with connection.cursor() as cursor:
        cursor.execute("select hash, last_seal from audit_closed_month order by month desc limit 1")
        row = cursor.fetchone()
    return (bytes(row[0]), row[1]) if row else (GENESIS, 0)


def _links(after: int) -> Iterator[tuple[int, list[int], bytes, bytes]]:
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "select number, entry_ids, previous, hash from audit_seal"
                " where number > %s order by number limit 50",
                [after],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for number, ids, previous, link in rows:
            yield number, ids, bytes(previous), bytes(link)
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
