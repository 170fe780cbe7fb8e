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
from baken.programme.verdicts import HIGHER, NEUTRAL, Target, Verdict, judge


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
    more: bool = False

    @property
    def promise(self) -> str:
        """'Straatroof: 11 of minder in 2019'."""
        if self.target.amount is None:
            return f"{self.title}: {self.target.text}"
        words = _("%(title)s: %(amount)s of minder in %(year)s")
        if self.more:
            words = _("%(title)s: %(amount)s of meer in %(year)s")
        amount = written(self.target.amount)
        return words % {"title": self.title, "amount": amount, "year": self.target.year}


def judged(register: Register, figures: dict[str, Figures]) -> list[Judged]:
    """All targets, of this plan and of earlier ones, in the order of the plan."""
    found = []
    for item in register.of_kind(Kind.TARGET):
        known = figures.get(item.name)
        if known and known.direction != NEUTRAL and item.says("waarde") is not None:
            found.append(_judge(item, known))
    for item in register.of_kind(Kind.HISTORIC_TARGET):
        key = str(section("targets").get(item.name, ""))
        if key in figures:
            found.append(_judge(item, figures[key]))
    return found


def target_of(item: Item) -> Target:
    """'doel_2019: 11' as a number; 'doel: -10% in 2019' as words."""
    if item.entry.kind == Kind.TARGET:
        return Target(Decimal(str(item.says("waarde"))), int(str(item.says("jaar"))))
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
    assert verdict is not None  # a target always has a direction
    more = figures.direction == HIGHER
    points = _points(item, figures, target, achieved)
    before = _list(points[:-1])
    drawn = target.amount is not None and bool(points)
    chart = _chart(figures.short, target, points, more=more) if drawn else None
    title = figures.short
    said = (target, achieved, verdict, item.sources, chart, before)
    return Judged(figures.key, title, *said, more=more)


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


def _chart(title: str, target: Target, points: tuple[Point, ...], *, more: bool) -> BarChart:
    assert target.amount is not None
    values = _list(points)
    goal = written(target.amount)
    description = _("Staafgrafiek: %(values)s. Doel %(goal)s of minder.")
    words = (_("doel: %s") % goal, _("of minder"))
    if more:
        description = _("Staafgrafiek: %(values)s. Doel %(goal)s of meer.")
        words = (words[0], _("of meer"))
    said = description % {"values": values, "goal": goal}
    return BarChart(title, said, points, target.amount, words)
