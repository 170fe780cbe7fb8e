"""Counts as they leave: read from the ledger, where what is too small is already withheld."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from baken.programme.ledger.models import Cell, Channel, Release
from baken.programme.paper.counted import shown
from baken.programme.periods import Period, read_period

AREA = "area"


@dataclass(frozen=True)
class Released:
    """The last that was said of a count: of the whole or of one part (an area, a phase)."""

    cell: Cell

    @property
    def name(self) -> str:
        return self.cell.name

    @property
    def title(self) -> str:
        return self.cell.title

    @property
    def period(self) -> str:
        return self.cell.period

    @property
    def when(self) -> Period:
        return read_period(self.cell.period)

    @property
    def dimension(self) -> str:
        """What the part is one of: '', 'area', or 'area&category' where they cross."""
        return "&".join(pair.partition("=")[0] for pair in self.cell.part.split("&"))

    @property
    def value(self) -> str:
        return "&".join(pair.partition("=")[2] for pair in self.cell.part.split("&"))

    @property
    def area(self) -> str:
        """The code of the area, when the part is one."""
        return self.value if self.dimension == AREA and self.value != "-" else ""

    @property
    def part(self) -> str:
        """How a paper names the part: '', 'WK062201' or 'phase=3'."""
        return self.area or self.cell.part

    @property
    def shown(self) -> str:
        """The number; '<5'; or that it is not shown. Persons may be between two numbers."""
        cell = self.cell
        return shown(cell.amount, cell.least, cell.withheld, cell.shown_from)


def released() -> list[Released]:
    """The last statement on every count, period and part that ever left."""
    return [Released(cell) for cell in last_said()]


def last_said(name: str = "", year: int = 0) -> list[Cell]:
    """The last statement of each number; with `name` and `year` only of that count and year."""
    rows = Cell.objects.exclude(release__channel=Channel.PAPER)
    return _last(rows.filter(name=name, year=year) if name else rows)


def said_on(channel: Channel) -> list[Cell]:
    """The last statement of each number on one channel."""
    return _last(Cell.objects.filter(release__channel=channel))


def _last(rows: QuerySet[Cell]) -> list[Cell]:
    keys = ("name", "year", "period", "part")
    return list(rows.order_by(*keys, "-made_at").distinct(*keys))


def refusals() -> list[str]:
    """Why the newest counts were not released, where they were not."""
    tables = Release.objects.filter(channel=Channel.TABLE).exclude(subject="")
    last = tables.order_by("subject", "-made_at").distinct("subject")
    return [one.refused for one in last if one.refused]
