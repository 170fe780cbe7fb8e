"""Takes the counts that lower modules offer, as exact snapshots with a hash."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.utils import timezone

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.figures import TallyKind, tallies
from baken.programme.models import Tally, TallyRun
from baken.programme.periods import Period, read_period

Counts = list[tuple[dict[str, str], int]]
FUNCTION = re.compile(r"figures_[a-z_]+")


def take_tallies(acting: Acting, today: date) -> int:
    """Count each kind over this quarter, the one before and this year; returns the new runs.

    In the first quarter also over last year, which is whole by then.

    A count that has not changed since the last run is not written again.
    """
    made = [_take(kind, period) for kind in tallies for period in _periods(today)]
    record(acting, "programme.measure", count=sum(made))
    return sum(made)


def _periods(today: date) -> Iterator[Period]:
    number = (today.month - 1) // 3 + 1
    yield read_period(f"{today.year}-Q{number}")
    before = (today.year, number - 1) if number > 1 else (today.year - 1, 4)
    yield read_period(f"{before[0]}-Q{before[1]}")
    yield read_period(today.year)
    if before[0] != today.year:
        yield read_period(before[0])


def _take(kind: TallyKind, period: Period) -> bool:
    counts = _count(kind, period)
    last = TallyRun.objects.filter(name=kind.name, period=period.text).order_by("-taken_at").first()
    if last is not None and last.sha256 == fingerprint(bytes(last.salt), kind, period, counts):
        return False
    salt = secrets.token_bytes(32)
    run = TallyRun.objects.create(
        name=kind.name,
        counts=kind.counts,
        title=str(kind.title),
        period=period.text,
        taken_at=timezone.now(),
        salt=salt,
        sha256=fingerprint(salt, kind, period, counts),
    )
    rows = [Tally(run=run, dimensions=dims, amount=amount) for dims, amount in counts]
    Tally.objects.bulk_create(rows)
    return True


def _count(kind: TallyKind, period: Period) -> Counts:
    """The rows of the kind's SQL function, in a fixed order."""
    if not FUNCTION.fullmatch(kind.function):
        raise ValueError(f"not the name of a tally function: {kind.function}")
    with connection.cursor() as cursor:
        sql = f"select dims::text, n from {kind.function}(%s, %s) order by 1"
        cursor.execute(sql, [period.start, period.after])
        return [(json.loads(dims), int(amount)) for dims, amount in cursor.fetchall()]


def fingerprint(salt: bytes, kind: TallyKind, period: Period, counts: Counts) -> str:
    """SHA-256 over the salt and the exact counts: nobody can try out small numbers against it."""
    return hashed(salt, kind.name, period.text, counts)


def hashed(salt: bytes, name: str, period: str, counts: Counts) -> str:
    content = json.dumps([name, period, counts], sort_keys=True)
    return hashlib.sha256(salt + content.encode()).hexdigest()
