"""A wijk in figures: the map beside its table, and six small lines beside city and country."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baken.core.ui.numerals import NBSP
from baken.geo import api as geo
from baken.geo.api import Area
from baken.programme.catalog import class_borders, section
from baken.programme.charts.draw import drawn_all
from baken.programme.charts.shapes import LineChart, Series
from baken.programme.models import Snapshot
from baken.programme.queries.definitions import definitions
from baken.programme.queries.register import Source, load
from baken.programme.queries.series import Figures, figures_of
from baken.programme.records import COUNTRY
from baken.programme.values import Value


@dataclass(frozen=True)
class AreaRow:
    """An area in a table: its value in the first and the last year."""

    code: str
    name: str
    first: str
    last: str
    here: bool = False


@dataclass(frozen=True)
class AreaMap:
    """A map of one figure with its table, per wijk or per buurt of one wijk."""

    figure: geo.Figure | None
    title: str
    years: tuple[str, str]
    rows: list[AreaRow]
    source: str

    def __bool__(self) -> bool:
        return self.figure is not None


@dataclass(frozen=True)
class Small:
    """One of the six figures: its drawing and its line in the table."""

    title: str
    key: str
    svg: SafeString | None
    cells: list[str]
    city: str
    chart: LineChart | None = None


@dataclass(frozen=True)
class AreaPage:
    """Everything on the page of a wijk."""

    area: Area
    others: list[Area]
    lead: str
    map: AreaMap
    smalls: list[Small]
    years: list[str]
    sources: list[Source]
    snapshots: list[Snapshot]


def area_page(code: str) -> AreaPage | None:
    """The page of a wijk, or None when there is no such wijk."""
    area = next((one for one in geo.wijken() if one.code == code), None)
    if area is None:
        return None
    register = load()
    known = definitions(register)
    keys = section("area_page")
    beside = [code, settings.MUNICIPALITY.code, COUNTRY]
    figures = figures_of(keys, known, beside)
    listed = [figures[key] for key in keys if key in figures]
    # Of the one on the map also every buurt: the others are drawn for the wijk alone.
    on_map = figures_of([one.key for one in listed[:1]], definitions(register))
    years = sorted({year for one in listed for year in one.years(COUNTRY)})
    rows = [row for one in listed for row in one.rows]
    return AreaPage(
        area,
        geo.wijken(),
        _lead(area, listed),
        _buurt_map(area, next(iter(on_map.values()), None)),
        _smalls(area, listed, years),
        [str(year) for year in years],
        register.cited(dict.fromkeys(key for row in rows for key in row.sources)),
        list({row.snapshot.sha256: row.snapshot for row in rows}.values()),
    )


def mapped() -> dict[str, str]:
    """The indicators that have a map, each with its name."""
    known = definitions(load())
    keys = dict.fromkeys([*section("classes"), *section("area_page")])
    return {key: known[key].short for key in keys if key in known}


def city_figure(key: str = "", level: str = "wijk") -> AreaMap:
    """The map of the whole city for one indicator, by default that of the home page.

    `level` is wijk or buurt. Areas stand in the order of their number: it is no ranking.
    """
    known = definitions(load())
    key = key or section("map")
    figures = figures_of([key], known).get(key)
    if figures is None:
        return AreaMap(None, "", ("", ""), [], "")
    return _wijk_map(figures) if level == "wijk" else _city_by_buurt(figures)


def _lead(area: Area, listed: list[Figures]) -> str:
    years = listed[0].years(area.code) if listed else {}
    newest = max((year for one in listed for year in one.years(COUNTRY)), default=None)
    if newest is None:
        return _("Voor %s zijn nog geen cijfers ingelezen.") % area.name
    if newest not in years:
        return _(
            "Voor %(name)s zijn er over %(year)s geen gegevens: er zijn te weinig antwoorden, "
            "of er woont bijna niemand. Het is geen nul."
        ) % {"name": area.name, "year": newest}
    last, first = max(years), min(years)
    text = _(
        "Van de volwassenen in %(name)s had %(now)s in %(last)s moeite met rondkomen. "
        "In %(first)s was dat %(then)s."
    )
    shown = {"now": f"{years[last]}{NBSP}%", "then": f"{years[first]}{NBSP}%"}
    return text % {"name": area.name, "last": last, "first": first, **shown}


def _years(figures: Figures) -> tuple[int, int]:
    """First and last year with a figure for any area of the city."""
    years = [row.when.year for row in figures.rows if row.amount is not None and not row.measure]
    found = [year for year in years if year is not None]
    return (min(found), max(found)) if found else (0, 0)


def _wijk_map(figures: Figures) -> AreaMap:
    first, last = _spread(figures, "WK")
    values = {area.code: figures.by_area("WK", last).get(area.code) for area in geo.wijken()}
    rows = [
        _row(area, figures.by_area("WK", first), figures.by_area("WK", last))
        for area in geo.wijken()
    ]
    rows.append(_whole(figures, first, last))
    hrefs = {area.code: reverse("programme:area", args=[area.code]) for area in geo.wijken()}
    drawn = geo.figure(
        {code: _number(value) for code, value in values.items()},
        title=f"{figures.short}, {last}",
        lead=_("Deel van de inwoners van 18 jaar en ouder, in procenten."),
        source=_("RIVM, tabel 50090NED, schatting per wijk"),
        breaks=_borders(figures, "WK"),
        hrefs=hrefs,
        unit="%",
    )
    return AreaMap(drawn, figures.short, _labels(first, last), rows, drawn.source)


def _buurt_map(area: Area, figures: Figures | None) -> AreaMap:
    if figures is None:
        return AreaMap(None, "", ("", ""), [], "")
    first, last = _spread(figures, "BU")
    now, then = figures.by_area("BU", last), figures.by_area("BU", first)
    rows = [_row(buurt, then, now) for buurt in geo.buurten(area.code)]
    wijk_now, wijk_then = figures.by_area("WK", last), figures.by_area("WK", first)
    rows.append(_row(area, wijk_then, wijk_now, here=True))
    rows.append(_whole(figures, first, last))
    drawn = geo.figure(
        {code: _number(value) for code, value in now.items()},
        level="buurt",
        title=_("%(name)s per buurt, %(year)s") % {"name": figures.short, "year": last},
        lead=_("Deel van de inwoners van 18 jaar en ouder, in procenten. %s is omlijnd.")
        % area.name,
        source=_("RIVM, tabel 50090NED, schatting per buurt"),
        breaks=_borders(figures, "BU"),
        selected=area.code,
        unit="%",
    )
    return AreaMap(drawn, figures.short, _labels(first, last), rows, drawn.source)


def _city_by_buurt(figures: Figures) -> AreaMap:
    first, last = _spread(figures, "BU")
    now, then = figures.by_area("BU", last), figures.by_area("BU", first)
    rows = [_row(buurt, then, now) for buurt in geo.buurten()]
    drawn = geo.figure(
        {code: _number(value) for code, value in now.items()},
        level="buurt",
        title=_("%(name)s per buurt, %(year)s") % {"name": figures.short, "year": last},
        lead=_("Deel van de inwoners van 18 jaar en ouder, in procenten."),
        source=_("RIVM, tabel 50090NED, schatting per buurt"),
        breaks=_borders(figures, "BU"),
        unit="%",
    )
    rows.append(_whole(figures, first, last))
    return AreaMap(drawn, figures.short, _labels(first, last), rows, drawn.source)


def _spread(figures: Figures, level: str) -> tuple[int, int]:
    """First and last year in which areas of this level have a figure."""
    rows = [r for r in figures.rows if r.area.startswith(level) and r.amount is not None]
    years = [row.when.year for row in rows if row.when.year is not None]
    return (min(years), max(years)) if years else _years(figures)


def _labels(first: int, last: int) -> tuple[str, str]:
    return (str(first) if first != last else "", str(last))


def _borders(figures: Figures, level: str) -> list[float] | None:
    borders = class_borders(figures.key, level)
    return [float(border) for border in borders] if borders else None


def _number(value: Value | None) -> float | None:
    return float(value.number()) if value is not None and value.exact else None


def _row(
    area: Area, then: dict[str, Value], now: dict[str, Value], *, here: bool = False
) -> AreaRow:
    return AreaRow(
        area.code, area.name, _cell(then.get(area.code)), _cell(now.get(area.code)), here
    )


def _whole(figures: Figures, first: int, last: int) -> AreaRow:
    home = settings.MUNICIPALITY
    years = figures.years(home.code)
    return AreaRow("", home.name, _cell(years.get(first)), _cell(years.get(last)))


def _cell(value: Value | None) -> str:
    return _("geen gegevens") if value is None or value.amount is None else str(value)


def _smalls(area: Area, listed: list[Figures], years: list[int]) -> list[Small]:
    charts = {one.key: chart for one in listed if (chart := _small(area, one, years))}
    drawings = dict(zip(charts, drawn_all([*charts.values()], small=True), strict=True))
    found = []
    for one in listed:
        mine, city = one.years(area.code), one.years(settings.MUNICIPALITY.code)
        cells = [_cell(mine.get(year)) for year in years]
        last = _cell(city.get(years[-1])) if years else ""
        drawn, chart = drawings.get(one.key), charts.get(one.key)
        found.append(Small(one.short, one.key, drawn, cells, last, chart))
    return found


def _small(area: Area, figures: Figures, years: list[int]) -> LineChart | None:
    """Area thick, city thin, country dotted; the own scale printed at both ends."""
    everything = [
        Series(_("wijk"), figures.points(area.code), "thick"),
        Series(_("stad"), figures.points(settings.MUNICIPALITY.code), "thin"),
        Series("NL", figures.points(COUNTRY), "dotted"),
    ]
    lines = [line for line in everything if line.points]
    if not lines or lines[0].style != "thick":
        return None
    values = [point.y for line in lines for point in line.points]
    low, high = _tens(min(values), ROUND_FLOOR), _tens(max(values), ROUND_CEILING)
    floor = Decimal(0) if min(values) <= high / 2 else low
    description = _("Lijn voor %s, de stad en Nederland. De cijfers staan in de tabel.")
    title = f"{figures.short}, {area.name}"
    said = description % area.name
    span = (years[0], years[-1])
    return LineChart(title, said, tuple(lines), years=span, floor=floor, ceiling=high)


def _tens(value: Decimal, rounding: str) -> Decimal:
    return (value / 10).to_integral_value(rounding) * 10
