"""Counts as they leave: what is too small is already withheld by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from baken.core.ui.numerals import written
from baken.programme.periods import Period, read_period

COLUMNS = "name, title, counts, period, taken_at, sha256, area, amount, shown_from"


@dataclass(frozen=True)
class Released:
    """A count that may be shown. `amount` None: fewer than `shown_from`. `area` '' is the whole city."""

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
    """The latest release of every count and period, per area and for the whole city."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from programme_released()")  # noqa: S608
        return [Released(*row) for row in cursor.fetchall()]
