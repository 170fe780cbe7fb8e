"""Earlier targets against what really happened."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from baken.core.ui.numerals import written
from baken.programme.catalog import section
from baken.programme.charts.shapes import BarChart, Point
from baken.programme.models import Kind
from baken.programme.queries.register import Item, Register, Source
from baken.programme.queries.series import Figures
from baken.programme.values import Value, read_value
from baken.programme.verdicts import Target, Verdict, judge


@dataclass(frozen=True)
class Judged:
    """An earlier target with its verdict; `chart` only where there is a number to draw."""

    key: str
    title: str
    target: Target
    achieved: Value | None
    verdict: Verdict
    sources: list[Source]
    chart: BarChart | None
    before: str

    @property
    def promise(self) -> str:
        """'Straatroof: 11 of minder in 2019'."""
        if self.target.amount is None:
            return f"{self.title}: {self.target.text}"
        words = _("%(title)s: %(amount)s of minder in %(year)s")
        amount = written(self.target.amount)
        return words % {"title": self.title, "amount": amount, "year": self.target.year}


def judged(register: Register, figures: dict[str, Figures]) -> list[Judged]:
    """All earlier targets, in the order of the plan."""
    found = []
    for item in register.of_kind(Kind.HISTORIC_TARGET):
        key = str(section("targets").get(item.name, ""))
        if key in figures:
            found.append(_judge(item, figures[key]))
    return found


def target_of(item: Item) -> Target:
    """'doel_2019: 11' as a number; 'doel: -10% in 2019' as words."""
    for name, value in item.entry.details.items():
        if name.startswith("doel_") and name[5:].isdigit() and value is not None:
            return Target(Decimal(str(value)), int(name[5:]))
    text = str(item.says("doel") or "")
    year = "".join(char for char in text[-4:] if char.isdigit())
    return Target(None, int(year or 0), text)


def _judge(item: Item, figures: Figures) -> Judged:
    target = target_of(item)
    said = item.says(f"realisatie_{target.year}")
    achieved = read_value(said) if said is not None else _own(figures, target.year)
    warning = str(item.says("opmerking") or "")
    verdict = judge(achieved, target, figures.direction, warning)
    assert verdict is not None  # an earlier target always has a direction
    points = _points(item, figures, target, achieved)
    before = _list(points[:-1])
    chart = _chart(figures.short, target, points) if target.amount is not None else None
    title = figures.short
    return Judged(figures.key, title, target, achieved, verdict, item.sources, chart, before)


def _own(figures: Figures, year: int) -> Value | None:
    return figures.years(settings.MUNICIPALITY.code).get(year)


def _points(
    item: Item, figures: Figures, target: Target, achieved: Value | None
) -> tuple[Point, ...]:
    """The indicator's own years, what the target's source says of earlier years, and the end."""
    years = {p.x: p for p in figures.points(settings.MUNICIPALITY.code) if p.x <= target.year}
    stand = item.says("stand")
    for year, amount in stand.items() if isinstance(stand, dict) else ():
        years.setdefault(int(year), Point(int(year), Decimal(str(amount)), written(str(amount))))
    if achieved is not None and achieved.exact:
        number = achieved.number()
        years[target.year] = Point(target.year, number, written(number))
    return tuple(years[year] for year in sorted(years))


def _list(points: tuple[Point, ...]) -> str:
    words = _("%(value)s in %(year)s")
    return ", ".join(words % {"value": point.shown, "year": point.x} for point in points)


def _chart(title: str, target: Target, points: tuple[Point, ...]) -> BarChart:
    assert target.amount is not None
    values = _list(points)
    goal = written(target.amount)
    description = _("Staafgrafiek: %(values)s. Doel %(goal)s of minder.")
    words = (_("doel: %s") % goal, _("of minder"))
    said = description % {"values": values, "goal": goal}
    return BarChart(title, said, points, target.amount, words)
