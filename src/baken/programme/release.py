"""Counts as they leave: what is too small is already withheld by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection

from baken.core.ui.numerals import written
from baken.geo import api as geo
from baken.programme.periods import Period, read_period

COLUMNS = "name, title, counts, period, taken_at, sha256, area, amount, shown_from"


@dataclass(frozen=True)
class Released:
    """A count that may be shown: `amount` None is withheld; `area` '' is the whole city."""

    name: str
    title: str
    counts: str
    period: str
    taken_at: datetime
    sha256: str
    area: str
    amount: int | None
    shown_from: int

    @property
    def shown(self) -> str:
        return f"<{self.shown_from}" if self.amount is None else written(self.amount)

    @property
    def when(self) -> Period:
        return read_period(self.period)


def released() -> list[Released]:
    """The latest release of every count and period, for the whole city and per wijk.

    A wijk without any row is withheld like every other small number: nought is small too.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from programme_released()")  # noqa: S608
        found = [Released(*row) for row in cursor.fetchall()]
    wijken = [area.code for area in geo.wijken()]
    split = {(one.name, one.period) for one in found if one.area}
    wholes = [one for one in found if not one.area and (one.name, one.period) in split]
    return sorted([*found, *_absent(wholes, found, wijken)], key=_order)


def _absent(wholes: list[Released], found: list[Released], wijken: list[str]) -> Iterable[Released]:
    known = {(one.name, one.period, one.area) for one in found}
    for whole in wholes:
        for code in wijken:
            if (whole.name, whole.period, code) not in known:
                yield replace(whole, area=code, amount=None)


def _order(one: Released) -> tuple[str, str, str]:
    return (one.name, one.period, one.area)
