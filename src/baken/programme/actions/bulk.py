"""Puts many figures in at once: COPY to the side, then one statement each for what differs.

Only the app's own temporary table takes part in COPY; the wall stands around the real one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from baken.programme.records import Reading
from baken.programme.values import Value

BLOCK = 2_000
NULL = r"\N"
Numbered = tuple[int, Reading]
NumberOf = Callable[[str, date], int]

STAGE = """
create temp table incoming (
  file smallint, line integer, indicator text, measure text, period text, starts_on date,
  ends_on date, area text, definition smallint, source text, amount numeric(16, 4),
  scale smallint, bound text, low numeric(16, 4), high numeric(16, 4), missing text, status text
) on commit drop
"""
SAME = "(o.indicator, o.measure, o.period, o.area) = (i.indicator, i.measure, i.period, i.area)"
VALUE = "{0}amount, {0}bound, {0}low, {0}high, {0}missing, {0}status"
DIFFERS = f"({VALUE.format('o.')}) is distinct from ({VALUE.format('i.')})"
COLUMNS = (
    "id, indicator, measure, period, starts_on, ends_on, area, amount, scale, bound, low, high, "
    "missing, status, definition, note, sources, version, current, snapshot_id, made_at"
)
VALUES = (
    "uuidv7(), i.indicator, i.measure, i.period, i.starts_on, i.ends_on, i.area, i.amount, "
    "i.scale, i.bound, i.low, i.high, i.missing, i.status, i.definition, '{{}}'::jsonb, "
    "array[i.source], {version}, true, (%(snapshots)s::uuid[])[i.file], %(now)s"
)


def stage(files: Iterable[Iterable[Numbered]], number_of: NumberOf) -> int:
    """Copy the readings of these files to the side; returns how many. One transaction's table."""
    count = 0
    numbers: dict[tuple[str, str], int] = {}

    def definition(reading: Reading) -> int:
        key = (reading.indicator, reading.period.text)
        if key not in numbers:
            numbers[key] = number_of(reading.indicator, reading.period.start)
        return numbers[key]

    with connection.cursor() as cursor:
        cursor.execute("drop table if exists incoming")
        cursor.execute(STAGE)
        with cursor.copy("copy incoming from stdin") as copy:
            for block in _blocks(files, definition):
                count += len(block)
                copy.write("".join(block))
        cursor.execute("analyze incoming")
    return count


def _blocks(
    files: Iterable[Iterable[Numbered]], definition: Callable[[Reading], int]
) -> Iterator[list[str]]:
    block: list[str] = []
    for file, readings in enumerate(files, start=1):
        for line, one in readings:
            period = one.period
            block.append(
                f"{file}\t{line}\t{one.indicator}\t{one.measure}\t{period.text}\t{period.start}\t"
                f"{period.end}\t{one.area}\t{definition(one)}\t{one.sources[0]}\t"
                f"{_cells(one.value)}\t{one.status}\n"
            )
            if len(block) == BLOCK:
                yield block
                block = []
    yield block


@lru_cache(maxsize=65_536)
def _cells(value: Value) -> str:
    """The value as COPY reads it; the words in it are ours and hold no tab."""
    numbers = [NULL if n is None else f"{n:f}" for n in (value.amount, value.low, value.high)]
    amount, low, high = numbers
    return "\t".join([amount, str(value.scale), value.bound, low, high, value.missing])


def refuse_doubles() -> None:
    """Raises ValidationError with both lines when a figure stands twice in the files."""
    with connection.cursor() as cursor:
        cursor.execute("set local work_mem = '128MB'")
        cursor.execute(
            "select indicator, period, area, min(line), max(line) from incoming"
            " group by indicator, measure, period, area having count(*) > 1"
            " order by 4 limit 1"
        )
        found = cursor.fetchone()
    if found:
        names = ("indicator", "period", "area", "first", "last")
        message = _(
            "Regel %(last)s: %(indicator)s staat twee keer in het bestand voor %(period)s, "
            "%(area)s (ook op regel %(first)s)."
        )
        raise ValidationError(message, params=dict(zip(names, found, strict=True)))


def compare() -> dict[str, int]:
    """How many figures are new, other than we have, and the same; nothing is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) filter (where o.id is null),"
            f" count(*) filter (where o.id is not null and {DIFFERS}), count(*)"
            f" from incoming i left join programme_observation o on o.current and {SAME}"
        )
        added, other, total = cursor.fetchone()
    return {"added": added, "changed": other, "same": total - added - other}


def merge(snapshots: list[UUID], now: datetime) -> dict[str, int]:
    """Write what is staged: new figures, and a next version of what changed; the old one stays.

    What is the same but only stood in the plan now rests on the file. Counts what it did.
    """
    params: dict[str, Any] = {"snapshots": [str(one) for one in snapshots], "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_CONFIRM, params)
        confirmed = cursor.rowcount
        cursor.execute(_RETIRED)
        cursor.execute(_RETIRE)
        cursor.execute(_VERSIONS, params)
        changed = cursor.rowcount
        cursor.execute(_ADD, params)
        added = cursor.rowcount
        cursor.execute("select count(*) from incoming")
        total = cursor.fetchone()[0]
        cursor.execute("drop table incoming, retired")
    same = total - added - changed - confirmed
    return {"added": added, "changed": changed, "confirmed": confirmed, "same": same}


_CONFIRM = f"""
update programme_observation o set snapshot_id = (%(snapshots)s::uuid[])[i.file],
  sources = array[i.source]
from incoming i, programme_snapshot s
where o.current and {SAME} and not {DIFFERS} and s.id = o.snapshot_id and s.origin = 'plan'
"""
_RETIRED = f"""
create temp table retired on commit drop as
select o.id, o.indicator, o.measure, o.period, o.area, o.version
from incoming i join programme_observation o on o.current and {SAME} and {DIFFERS}
"""
_RETIRE = """
update programme_observation o set current = false from retired r where r.id = o.id
"""
_VERSIONS = f"""
insert into programme_observation ({COLUMNS})
select {VALUES.format(version="o.version + 1")} from incoming i join retired o on {SAME}
"""
# What was ended before and comes back goes on counting.
_ADD = f"""
insert into programme_observation ({COLUMNS})
select {VALUES.format(version="1 + coalesce(o.last, 0)")}
from incoming i left join (
  select indicator, measure, period, area, max(version) as last, bool_or(current) as present
  from programme_observation group by 1, 2, 3, 4) o on {SAME}
where o.present is not true
"""
