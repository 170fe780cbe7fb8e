"""What a chart shows, apart from how it is drawn. Frozen, so that it has a content hash."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

INK, INK_2, INK_3, LINE = "#14212B", "#41505C", "#5A6872", "#DCE2E6"
ACCENT, PALE, SUNKEN, WARN, GREY = "#0B4F6C", "#B5D1DD", "#F4F6F7", "#7A4700", "#73818C"

Style = Literal["dots", "squares", "triangles", "thick", "thin", "dotted"]


@dataclass(frozen=True)
class Point:
    """A value at a year; `shown` is how it is printed."""

    x: int
    y: Decimal
    shown: str


@dataclass(frozen=True)
class Series:
    """One source's points. Rival sources differ in shape, never only in colour."""

    name: str
    points: tuple[Point, ...]
    style: Style = "dots"

    def segments(self) -> list[list[Point]]:
        """Points that may be joined: a missing year leaves the line open."""
        gaps = [b.x - a.x for a, b in zip(self.points, self.points[1:], strict=False)]
        step = min(gaps, default=1)
        parts: list[list[Point]] = []
        for point in self.points:
            if parts and point.x - parts[-1][-1].x == step:
                parts[-1].append(point)
            else:
                parts.append([point])
        return parts


@dataclass(frozen=True)
class Break:
    """Between these years the way of counting changed."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class LineChart:
    """A line per source. `years`, `floor` and `ceiling` set the scales, else the data do."""

    title: str
    description: str
    series: tuple[Series, ...]
    breaks: tuple[Break, ...] = ()
    baseline: tuple[int, Decimal, str] | None = None  # year, value, words
    years: tuple[int, int] | None = None
    floor: Decimal | None = None
    ceiling: Decimal | None = None


@dataclass(frozen=True)
class BarChart:
    """A bar per year beside a target; `target_words` are two lines at its right."""

    title: str
    description: str
    bars: tuple[Point, ...]
    target: Decimal
    target_words: tuple[str, str]


@dataclass(frozen=True)
class Spark:
    """A small line beside a figure that is printed there; hidden from screen readers."""

    points: tuple[Point, ...]
    title: str = ""
    description: str = ""


Chart = LineChart | BarChart | Spark
