"""Figures of one indicator: series per year, other measures, events, other areas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q

from baken.core.ui.numerals import NBSP, written
from baken.programme.catalog import short_name
from baken.programme.charts.shapes import Point
from baken.programme.models import Definition, Observation
from baken.programme.records import COUNTRY
from baken.programme.values import Value

REGULAR = re.compile(r"\d{4}(-\d{2}|-Q[1-4])?", re.ASCII)
WHOLE_YEARS = Q(starts_on__month=1, starts_on__day=1, ends_on__month=12, ends_on__day=31)


@dataclass
class Figures:
    """Everything current about one indicator."""

    key: str
    name: str
    unit: str
    direction: str
    baseline: int | None = None
    rows: list[Observation] = field(default_factory=list)
    definitions: dict[int, Definition] = field(default_factory=dict)

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

    def missing(self, area: str) -> dict[int, str]:
        """Year -> why the source gives no figure."""
        gaps = [r for r in self.rows if r.area == area and not r.measure and r.amount is None]
        return {row.when.year: row.missing for row in gaps if row.when.year is not None}

    def counted(self, area: str) -> dict[int, int]:
        """Year -> the number of the definition that its figure was counted by."""
        kept = (r for r in self.rows if r.area == area and not r.measure)
        return {row.when.year: row.definition for row in kept if row.when.year is not None}

    def events(self, area: str) -> list[Observation]:
        """Counts over odd periods: a day, some months."""
        kept = (r for r in self.rows if r.area == area and not r.measure)
        return [row for row in kept if not REGULAR.fullmatch(row.period)]

    def months(self, area: str) -> list[Observation]:
        """Counts per month or quarter, newest first."""
        kept = [r for r in self.rows if r.area == area and not r.measure]
        found = [row for row in kept if REGULAR.fullmatch(row.period) and not row.when.year]
        return sorted(found, key=lambda row: row.starts_on, reverse=True)

    def by_area(self, level: str, year: int) -> dict[str, Value]:
        """Code -> value of all areas of a level ('WK', 'BU') in a year, missing ones too."""
        wanted = (r for r in self.rows if r.area.startswith(level) and r.when.year == year)
        return {row.area: row.value for row in wanted if not row.measure}

    def latest(self, area: str) -> Observation | None:
        """The last figure of the indicator itself, whatever its period."""
        kept = [r for r in self.rows if r.area == area and not r.measure and r.amount is not None]
        return max(kept, key=lambda row: row.ends_on, default=None)

    def runs(self, area: str) -> dict[int, tuple[Point, ...]]:
        """Number of the definition -> what can be drawn of it: exact values per year."""
        years, counted = self.years(area), self.counted(area)
        exact = sorted((year, value) for year, value in years.items() if value.exact)
        found: dict[int, list[Point]] = {}
        for year, value in exact:
            point = Point(year, value.number(), written(value.amount))
            found.setdefault(counted[year], []).append(point)
        return {number: tuple(points) for number, points in sorted(found.items())}

    def points(self, area: str) -> tuple[Point, ...]:
        """What can be drawn as one line: exact values per year, all counted the present way."""
        runs = self.runs(area)
        return runs[max(runs)] if runs else ()

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
    else:  # months and quarters of every buurt would be many thousands
        rows = rows.filter(Q(area__in=[settings.MUNICIPALITY.code, COUNTRY]) | WHOLE_YEARS)
    for row in (
        rows.order_by("starts_on", "ends_on", "area")
        .select_related("snapshot")
        .defer("snapshot__raw", "snapshot__recipe")
    ):
        found[row.indicator].rows.append(row)
    _add_definitions(found)
    return found


def _add_definitions(found: dict[str, Figures]) -> None:
    """Of indicators that were counted in more than one way; the others need none."""
    several = [key for key, one in found.items() if len({row.definition for row in one.rows}) > 1]
    for row in Definition.objects.filter(indicator__in=several) if several else ():
        found[row.indicator].definitions[row.number] = row
