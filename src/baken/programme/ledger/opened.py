"""Counts as open data and on public pages: each is a release of its own, that repeats the tables.

What these channels show is read back from their own releases, so that nothing is shown that the
ledger does not know of; and they count along when the next number is withheld.
"""

from __future__ import annotations

from collections.abc import Callable

from baken.audit.api import record
from baken.core.acting import Acting
from baken.programme.ledger.models import Cell, Channel
from baken.programme.ledger.publish import STATEMENT, says, write
from baken.programme.release import last_said, said_on

SHOWS: dict[Channel, Callable[[Cell], bool]] = {
    Channel.DATA: lambda _cell: True,
    Channel.PAGE: lambda cell: cell.part == "",
}


def publish_counts(acting: Acting) -> int:
    """Bring open data and public pages up to what the tables say now; returns the new cells."""
    said = last_said()
    made = sum(_publish(channel, said) for channel in SHOWS)
    record(acting, "programme.open_data", count=made)
    return made


def _publish(channel: Channel, said: list[Cell]) -> int:
    there = {_key(cell): says(cell) for cell in said_on(channel)}
    rows = [
        Cell(**{field: getattr(cell, field) for field in STATEMENT})
        for cell in said
        if SHOWS[channel](cell) and there.get(_key(cell)) != says(cell)
    ]
    if rows:
        write(rows, channel=channel)
    return len(rows)


def _key(cell: Cell) -> tuple[str, str, str]:
    return (cell.name, cell.period, cell.part)
