"""Counts as they leave: what is too small is already withheld by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from baken.core.ui.numerals import written
from baken.geo import api as geo
from baken.programme.periods import Period, read_period

COLUMNS = (
    "name, title, counts, period, taken_at, sha256, dimension, value, amount, shown_from, withheld"
)
AREA, SMALL = "area", "small"


@dataclass(frozen=True)
class Released:
    """A count that may be shown, of the whole or of one part (an area, a phase).

    `withheld` is '', 'small', or 'along': withheld because another part alone was too small.
    """

    name: str
    title: str
    counts: str
    period: str
    taken_at: datetime
    sha256: str
    dimension: str
    value: str
    amount: int | None
    shown_from: int
    withheld: str

    @property
    def shown(self) -> str:
        if self.amount is not None:
            return written(self.amount)
        return f"<{self.shown_from}" if self.withheld == SMALL else _("niet getoond")

    @property
    def when(self) -> Period:
        return read_period(self.period)

    @property
    def area(self) -> str:
        """The code of the area, when the part is one."""
        return self.value if self.dimension == AREA else ""

    @property
    def part(self) -> str:
        """How a paper names the part: '', 'WK062201' or 'phase=3'."""
        return self.area or (f"{self.dimension}={self.value}" if self.dimension else "")


def released() -> list[Released]:
    """The latest release of every count and period, whole and per part.

    A wijk without any row is withheld like every other small number: nought is small too.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from programme_released()")
        found = [Released(*row) for row in cursor.fetchall()]
    split = {(one.name, one.period) for one in found if one.area}
    wholes = [one for one in found if not one.dimension and (one.name, one.period) in split]
    return sorted([*found, *_absent(wholes, found)], key=_order)


def _absent(wholes: list[Released], found: list[Released]) -> Iterable[Released]:
    known = {(one.name, one.period, one.area) for one in found}
    for whole in wholes:
        for wijk in geo.wijken():
            if (whole.name, whole.period, wijk.code) not in known:
                area = replace(whole, dimension=AREA, value=wijk.code)
                yield replace(area, amount=None, withheld=SMALL)


def _order(one: Released) -> tuple[str, str, str, str]:
    return (one.name, one.period, one.dimension, one.value)
