"""The page of an indicator, or of a family of indicators that share it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baken.core.ui.numerals import written
from baken.programme.catalog import Family, Member, section
from baken.programme.charts.draw import drawn_all
from baken.programme.charts.shapes import Break, Chart, LineChart
from baken.programme.models import Definition, Observation, Snapshot
from baken.programme.queries.definitions import definitions, family_of
from baken.programme.queries.lines import breaks_of, series_of, shown_area, way_of
from baken.programme.queries.register import Register, Source, load
from baken.programme.queries.series import Figures, figures_of
from baken.programme.queries.targets import Judged, judged
from baken.programme.records import COUNTRY
from baken.programme.values import Value

MONTHS = 36


@dataclass(frozen=True)
class Row:
    """A year in the table: a cell per source, and what to look out for."""

    year: str
    cells: list[str]
    note: str = ""
    rival: bool = False


@dataclass(frozen=True)
class Drawn:
    """An earlier target with its drawing."""

    judged: Judged
    svg: SafeString


@dataclass
class Page:
    """Everything on the page of an indicator."""

    key: str
    title: str
    lead: str
    unit: str
    chart_title: str = ""
    chart: SafeString | None = None
    lines: LineChart | None = None
    remarks: list[tuple[str, str, str]] = field(default_factory=list)  # kind, bold, text
    targets: list[Drawn] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    measures: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    events: list[Observation] = field(default_factory=list)
    months: list[Observation] = field(default_factory=list)
    counting: list[Definition] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    neutral: bool = False
    areas_key: str = ""


def indicator_page(key: str) -> Page | None:
    """The page that shows this indicator, or None when there is no such indicator."""
    register = load()
    known = definitions(register)
    if key not in known:
        return None
    family = family_of(key, known)
    wanted = [m.key for m in family.members] + list(section("targets").values())
    figures = figures_of(wanted, known)
    members = [(member, figures[member.key]) for member in family.members if member.key in figures]
    page = Page(key, family.title, _lead(members), _unit(members[0][1]))
    page.neutral = all(one.direction == "neutral" for _member, one in members)
    _add_table(page, members)
    _add_sources(page, register, members)
    _draw(page, family, members, _targets(register, figures, family, key))
    home = settings.MUNICIPALITY.code
    page.months = [e for _m, one in members for e in one.months(home)][:MONTHS]
    page.counting = [*Definition.objects.filter(indicator__in=[m.key for m in family.members])]
    page.events = [e for _m, one in members for e in one.events(home)]
    if members[0][1].by_area("WK", _last_year(members[0][1])):
        page.areas_key = members[0][0].key
    return page


def _unit(figures: Figures) -> str:
    """The unit; where it changed, each of them in turn."""
    units = dict.fromkeys(one.unit for _number, one in sorted(figures.definitions.items()))
    return _(", later ").join(units) if len(units) > 1 else figures.unit


def _last_year(figures: Figures) -> int:
    latest = figures.latest(settings.MUNICIPALITY.code)
    return latest.ends_on.year if latest else 0


def _lead(members: list[tuple[Member, Figures]]) -> str:
    """The finding in one or two sentences: the last figure, and how it differs from before."""
    home = settings.MUNICIPALITY.code
    newest = max(members, key=lambda pair: _last_year(pair[1]))
    figures, latest = newest[1], newest[1].latest(home)
    if latest is None and (national := figures.latest(COUNTRY)):
        words = {"city": settings.MUNICIPALITY.name, "period": national.when,
                 "value": figures.shown(national.value)}  # fmt: skip
        return _("Het cijfer van %(city)s is niet bekend. Voor Nederland was het in %(period)s "
                 "%(value)s.") % words  # fmt: skip
    if latest is None:
        return _("Voor dit cijfer is nog geen bron gevonden. Het is niet bekend, en dus niet nul.")
    if latest.when.year is None:
        words = {"period": str(latest.when), "value": figures.shown(latest.value)}
        return _("Het laatste cijfer gaat over %(period)s: %(value)s.") % words
    first = _sentence(figures, latest)
    return f"{first} {_difference(figures, latest)}".strip()


def _sentence(figures: Figures, latest: Observation) -> str:
    words = section("leads").get(figures.key)
    values = {
        "year": latest.when.year,
        "value": figures.shown(latest.value),
        "municipality": settings.MUNICIPALITY.name,
    }
    if words:
        return str(words).format(**values)
    if latest.bound == ">":
        return _("In %(year)s: meer dan %(least)s. Alleen die ondergrens is bekend.") % {
            **values,
            "least": figures.shown(latest.value).removeprefix(">"),
        }
    return _("In %(year)s was het %(value)s in %(municipality)s.") % values


def _difference(figures: Figures, latest: Observation) -> str:
    year = latest.when.year
    home = settings.MUNICIPALITY.code
    years, counted = figures.years(home), figures.counted(home)
    alike = [y for y in years if year is not None and y < year and counted[y] == counted[year]]
    earlier = max(alike, default=None)
    if earlier is None or not latest.value.exact or not years[earlier].exact:
        return ""
    change = latest.value.number() - years[earlier].number()
    value = figures.shown(years[earlier])
    words = {"year": earlier, "value": value, "change": written(abs(change))}
    if figures.unit.startswith("%"):
        return _("In %(year)s was het %(value)s.") % words
    if change == 0:
        return _("Dat is gelijk aan %(year)s.") % words
    if change < 0:
        return _("Dat is %(change)s minder dan in %(year)s.") % words
    return _("Dat is %(change)s meer dan in %(year)s.") % words


def _draw(
    page: Page, family: Family, members: list[tuple[Member, Figures]], targets: list[Judged]
) -> None:
    series = series_of(members)
    charts: list[Chart] = [one.chart for one in targets if one.chart]
    if series:
        breaks = breaks_of(family, members, series)
        years = sorted({point.x for line in series for point in line.points})
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
        page.chart_title = f"{page.title}, {span}"
        said = _("Lijngrafiek van %(first)s tot en met %(last)s. De cijfers staan in de tabel.")
        description = said % {"first": years[0], "last": years[-1]}
        baseline = _baseline(members)
        page.lines = LineChart(page.chart_title, description, tuple(series), breaks, baseline)
        charts.append(page.lines)
        _remark(page, breaks, family)
    drawings = drawn_all(charts)
    if series:
        page.chart = drawings[-1]
    page.targets = [
        Drawn(one, svg) for one, svg in zip((t for t in targets if t.chart), drawings, strict=False)
    ]


def _baseline(members: list[tuple[Member, Figures]]) -> tuple[int, Decimal, str] | None:
    """The year that the plan starts from, where the plan names one ('nulmeting')."""
    for _member, figures in members:
        year = figures.baseline
        value = figures.years(settings.MUNICIPALITY.code).get(year or 0)
        if year and value:
            words = _("nulmeting\n%(year)s: %(value)s") % {"year": year, "value": value}
            return year, value.number(), words
    return None


def _targets(
    register: Register, figures: dict[str, Figures], family: Family, key: str
) -> list[Judged]:
    """The target of this indicator; on the page of all crimes, those of its parts."""
    everything = judged(register, figures)
    if family.key == section("targets_shown_at"):
        return [one for one in everything if one.chart]
    return [one for one in everything if one.key == key]


def _add_table(page: Page, members: list[tuple[Member, Figures]]) -> None:
    area = shown_area(members)
    columns = [(member.table or member.short, f.years(area)) for member, f in members]
    if len(members) == 1 and (country := members[0][1].years(COUNTRY)):
        columns = [(settings.MUNICIPALITY.name, members[0][1].years(settings.MUNICIPALITY.code)),
                   ("Nederland", country)]  # fmt: skip
    columns = [column for column in columns if column[1]]
    missing = {year: why for _m, f in members for year, why in f.missing(area).items()}
    known = {year for _name, values in columns for year in values}
    years = sorted(known | {*missing}, reverse=True)
    page.columns = [name for name, _values in columns]
    for year in range(years[0], years[-1] - 1, -1) if _yearly(years) else years:
        cells = [values.get(year) for _name, values in columns]
        exact = [cell for cell in cells if cell is not None and cell.exact]
        rival = len(exact) > 1 and len(members) > 1
        note = _note(members, area, year, exact if rival else [], cells)
        page.rows.append(Row(str(year), [_cell(cell) for cell in cells], note, rival))
    _add_measures(page, members)


def _note(
    members: list[tuple[Member, Figures]], area: str, year: int, rivals: list[Value],
    cells: list[Value | None],
) -> str:  # fmt: skip
    """What to look out for in this year: a break, rival sources, why there is no figure."""
    words = [*_broken(members, area, year)]
    if rivals:
        gap = max(cell.number() for cell in rivals) - min(cell.number() for cell in rivals)
        said = _("%(count)s bronnen, verschil %(gap)s")
        words.append(said % {"count": len(rivals), "gap": written(gap)})
    rows = [r for _m, f in members for r in f.rows if r.area == area and not r.measure]
    here = [row for row in rows if row.when.year == year]
    if not any(cell is not None for cell in cells):
        why = dict.fromkeys(row.missing for row in here if row.missing)
        words.append(", ".join(why) or _("geen cijfer gevonden in deze bronnen"))
    elif not rivals:
        words += dict.fromkeys(row.status for row in here if row.status)
    return "; ".join(words)


def _broken(members: list[tuple[Member, Figures]], area: str, year: int) -> Iterator[str]:
    """'breuk: andere eenheid (per 1.000)' at the first figure that is counted another way."""
    for _member, figures in members:
        counted = figures.counted(area)
        before = max((one for one in counted if one < year), default=None)
        number = counted.get(year)
        if before is not None and number is not None and number != counted[before]:
            names = {"reason": figures.definitions[number].reason, "way": way_of(figures, number)}
            yield _("breuk: %(reason)s (%(way)s)") % names


def _cell(value: Value | None) -> str:
    if value is None:
        return "–"
    return f"{value} ({value.margins})" if value.margins else str(value)


def _yearly(years: list[int]) -> bool:
    """Is this a figure of every year, so that a year that is missing must be shown?"""
    return len(years) > 4 and any(a - b == 1 for a, b in pairwise(years))


def _add_measures(page: Page, members: list[tuple[Member, Figures]]) -> None:
    """What a table gives besides: per 1,000 residents, cleared up, suspects."""
    home = settings.MUNICIPALITY.code
    for _member, figures in members:
        names = dict.fromkeys(row.measure for row in figures.rows if row.measure)
        for name in names:
            values = figures.years(home, name)
            pairs = [(str(year), str(values[year])) for year in sorted(values, reverse=True)]
            if pairs:
                title = f"{figures.short}: {section('measures').get(name, name)}"
                page.measures.append((title, pairs))


def _remark(page: Page, breaks: tuple[Break, ...], family: Family) -> None:
    rival = next((row for row in page.rows if row.rival), None)
    if rival:
        pairs = zip(page.columns, rival.cells, strict=True)
        said = ", ".join(f"{name} {cell}" for name, cell in pairs if cell != "–")
        text = _(
            "Voor %(year)s: %(said)s. Peildatum en afronding verschillen. "
            "Wij laten alles staan en kiezen niet."
        )
        page.remarks.append(
            ("warn", _("Twee bronnen, één jaar."), text % {"year": rival.year, "said": said})
        )
    for gap in breaks:
        words = {"start": gap.start, "end": gap.end}
        bold = _("Breuk tussen %(start)s en %(end)s.") % words
        page.remarks.append(("plain", bold, _across(gap, family)))


def _across(gap: Break, family: Family) -> str:
    """Why one may not compare: another source, or another way of counting."""
    if family.break_reason and gap.reason.endswith(family.break_reason):
        return _(
            "Daarna komt het cijfer uit een andere bron. Die telt anders. "
            "Vergelijk niet over de stippellijn heen."
        )
    return _(
        "Daarna is het cijfer op een andere manier geteld. Vergelijk niet over de stippellijn heen."
    )


def _add_sources(page: Page, register: Register, members: list[tuple[Member, Figures]]) -> None:
    rows = [row for _member, figures in members for row in figures.rows]
    keys = dict.fromkeys(key for row in rows for key in row.sources)
    page.sources = register.cited(keys)
    page.snapshots = list({row.snapshot.sha256: row.snapshot for row in rows}.values())
