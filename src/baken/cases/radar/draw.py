"""The radar as a drawing: one mark per case; left is late, right is still time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

Shape = Literal["late", "vacant", "waits", "runs"]
LEFT, RIGHT = -10, 25
ROW, PAD, DEEP, HEAD = 20, 14, 8, 34


@dataclass(frozen=True)
class Spot:
    """A case on the drawing: its phase, working days to its next date, and how it stands."""

    number: str
    phase: int
    days: int
    shape: Shape
    named: bool


@dataclass(frozen=True)
class Mark:
    """One shape at its place; `label` only where it needs somebody. `more` stands for others."""

    x: float
    y: float
    shape: Shape
    label: str
    more: int = 0

    @property
    def beside(self) -> float:
        return round(self.x + 12, 1)

    @property
    def line(self) -> float:
        return self.y + 5


@dataclass(frozen=True)
class Lane:
    """A phase: its top, its foot and how many cases."""

    phase: int
    top: int
    foot: int
    count: int

    @property
    def text(self) -> int:
        return self.top + PAD + 11

    @property
    def under(self) -> int:
        return self.text + 19


@dataclass(frozen=True)
class Tick:
    """A line with its number of working days."""

    x: float
    days: int
    small: bool

    @property
    def words(self) -> str:
        if self.days < 0:
            return str(-self.days) if self.small else _("%d te laat") % -self.days
        return str(self.days)


@dataclass(frozen=True)
class Chart:
    """All of one drawing, in its own units."""

    width: int
    height: int
    start: int
    today: float
    soon: float
    lanes: list[Lane]
    marks: list[Mark]
    ticks: list[Tick]
    small: bool

    @property
    def foot(self) -> int:
        return self.height - 24

    @property
    def body(self) -> int:
        return self.foot - HEAD

    @property
    def caption(self) -> int:
        return self.height - 4

    @property
    def late_width(self) -> float:
        return round(self.today - self.start, 1)

    @property
    def soon_width(self) -> float:
        return round(self.soon - self.today, 1)


def charts(spots: Sequence[Spot]) -> list[Chart]:
    """The wide drawing and the one for a phone; none without cases."""
    if not spots:
        return []
    return [_chart(spots, 980, 110, small=False), _chart(spots, 358, 30, small=True)]


def _chart(spots: Sequence[Spot], width: int, start: int, *, small: bool) -> Chart:
    step = (width - start - 16) / (RIGHT - LEFT)

    def x(days: int) -> float:
        return round(start + 8 + (min(max(days, LEFT), RIGHT) - LEFT) * step, 1)

    lanes: list[Lane] = []
    marks: list[Mark] = []
    top = HEAD
    for phase in sorted({spot.phase for spot in spots}, reverse=True):
        here = [spot for spot in spots if spot.phase == phase]
        made, deep = _lane(here, x, top, small=small)
        foot = top + 2 * PAD + max(deep, 2) * ROW - 4
        lanes.append(Lane(phase, top, foot, len(here)))
        marks += made
        top = foot
    days = (-5, 5, 15) if small else (-10, -5, 5, 10, 15, 20, 25)
    ticks = [Tick(x(day), day, small) for day in days]
    return Chart(width, top + 24, start, x(0), x(5), lanes, marks, ticks, small)


def _lane(
    spots: list[Spot], x: Callable[[int], float], top: int, *, small: bool
) -> tuple[list[Mark], int]:
    """Marks of one phase: those of one day under each other, so that each can be counted."""
    columns: dict[int, list[Spot]] = {}
    for spot in spots:
        day = min(max(spot.days, LEFT), RIGHT)
        columns.setdefault(day // 2 * 2 if small else day, []).append(spot)
    marks: list[Mark] = []
    for day, column in columns.items():
        column.sort(key=lambda spot: (not spot.named, spot.number))
        for row, spot in enumerate(column[:DEEP]):
            room = not small and not any(day < other <= day + 3 for other in columns)
            label = spot.number if spot.named and room else ""
            last = row == DEEP - 1 and len(column) > DEEP
            marks.append(Mark(x(day), top + PAD + 6 + row * ROW, spot.shape, label,
                              len(column) - DEEP + 1 if last else 0))  # fmt: skip
    return marks, max((min(len(c), DEEP) for c in columns.values()), default=0)
