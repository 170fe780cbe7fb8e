"""Figures of one indicator: series per year, other measures, events, other areas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from baken.core.ui.numerals import NBSP, written
from baken.programme.catalog import short_name
from baken.programme.charts.shapes import Point
from baken.programme.models import Observation
from baken.programme.values import Value


@dataclass
class Figures:
    """Everything current about one indicator."""

    key: str
    name: str
    unit: str
    direction: str
    baseline: int | None = None
    rows: list[Observation] = field(default_factory=list)

    @property
    def short(self) -> str:
        return short_name(self.key, self.name)

    def years(self, area: str, measure: str = "") -> dict[int, Value]:
        """Year -> value for one area; a missing value is left out."""
        kept = (row for row in self.rows if row.area == area and row.measure == measure)
        return {
            row.when.year: row.value
            for row in kept
            if row.when.year is not None and row.amount is not None
        }

    def events(self, area: str) -> list[Observation]:
        """Counts over odd periods: a day, some months."""
        return [r for r in self.rows if r.area == area and not r.measure and not r.when.year]

    def by_area(self, level: str, year: int) -> dict[str, Value]:
        """Code -> value of all areas of a level ('WK', 'BU') in a year, missing ones too."""
        wanted = (r for r in self.rows if r.area.startswith(level) and r.when.year == year)
        return {row.area: row.value for row in wanted if not row.measure}

    def latest(self, area: str) -> Observation | None:
        """The last figure of the indicator itself, whatever its period."""
        kept = [r for r in self.rows if r.area == area and not r.measure and r.amount is not None]
        return max(kept, key=lambda row: row.ends_on, default=None)

    def points(self, area: str) -> tuple[Point, ...]:
        """What can be drawn: exact values per year."""
        years = self.years(area)
        exact = sorted((year, value) for year, value in years.items() if value.exact)
        return tuple(Point(year, value.number(), written(value.amount)) for year, value in exact)

    def shown(self, value: Value) -> str:
        """The value with its unit, when that is a percentage."""
        percentage = self.unit.startswith("%") and value.amount is not None
        return f"{value}{NBSP}%" if percentage else str(value)


def figures_of(
    keys: Iterable[str], names: dict[str, Figures], areas: Iterable[str] = ()
) -> dict[str, Figures]:
    """The figures of these indicators, in one query. `names` carries their definitions.

    With `areas` only those of these areas.
    """
    found = {key: names[key] for key in keys if key in names}
    rows = Observation.objects.filter(indicator__in=found, current=True)
    if areas:
        rows = rows.filter(area__in=areas)
    for row in (
        rows.order_by("starts_on", "ends_on", "area")
        .select_related("snapshot")
        .defer("snapshot__raw")
    ):
        found[row.indicator].rows.append(row)
    return found
