"""The lines of an indicator's chart: one per source and per way of counting, with the breaks."""

from __future__ import annotations

from itertools import pairwise

from django.conf import settings
from django.utils.translation import gettext as _

from baken.programme.catalog import Family, Member
from baken.programme.charts.shapes import Break, Series, Style
from baken.programme.queries.series import Figures
from baken.programme.records import COUNTRY

STYLES: tuple[Style, ...] = ("dots", "triangles", "squares")
Members = list[tuple[Member, Figures]]


def shown_area(members: Members) -> str:
    """The municipality, or the country where only that is known."""
    home = settings.MUNICIPALITY.code
    known = any(figures.latest(home) for _member, figures in members)
    national = any(figures.latest(COUNTRY) for _member, figures in members)
    return COUNTRY if national and not known else home


def series_of(members: Members) -> list[Series]:
    """A line per source and way of counting; one city line gets the national one beside it."""
    area = shown_area(members)
    runs = [
        (member, figures, number, points)
        for member, figures in members
        for number, points in figures.runs(area).items()
    ]
    found = [
        Series(_name(member, figures, number), points, STYLES[order % 3])
        for order, (member, figures, number, points) in enumerate(runs)
    ]
    country = members[0][1].points(COUNTRY)
    if len(members) == len(found) == 1 and area != COUNTRY and country:
        city = Series(settings.MUNICIPALITY.name, found[0].points, "thick")
        return [city, Series("Nederland", country, "dotted")]
    if len(members) > 1:
        return found
    # Triangles stand alone, without a line: for rival sources, not for one that goes on.
    lines: tuple[Style, ...] = ("dots", "squares")
    return [Series(s.name, s.points, lines[n % 2]) for n, s in enumerate(found)]


def _name(member: Member, figures: Figures, number: int) -> str:
    """The source; where it was counted in several ways, also which: 'per 1.000', 'vanaf 2021'."""
    if len(figures.definitions) < 2:
        return member.short
    words = way_of(figures, number)
    return f"{member.short}, {words}" if member.table else words


def way_of(figures: Figures, number: int) -> str:
    """The way of counting in two words: its unit, or since when where the unit is the same."""
    units = {key: " ".join(one.unit.split()[:2]) for key, one in figures.definitions.items()}
    if len(set(units.values())) == len(units):
        return units[number]
    since = figures.definitions[number].since
    if since is not None:
        return _("vanaf %s") % since.year
    later = [one.since.year for one in figures.definitions.values() if one.since]
    return _("tot %s") % min(later) if later else _("telling %s") % number


def breaks_of(family: Family, members: Members, series: list[Series]) -> tuple[Break, ...]:
    """Where one source or way of counting stops and the next begins."""
    found = list(_between_sources(family, series))
    area = shown_area(members)
    for _member, figures in members:
        runs = figures.runs(area)
        numbers = sorted(runs)
        for before, after in pairwise(numbers):
            reason = _("breuk: %s") % figures.definitions[after].reason
            found.append(Break(runs[before][-1].x, runs[after][0].x, reason))
    return tuple(found)


def _between_sources(family: Family, series: list[Series]) -> list[Break]:
    if not family.break_reason:
        return []
    ends = sorted((line.points[0].x, line.points[-1].x) for line in series)
    reach, found = ends[0][1], []
    for start, end in ends[1:]:
        if start > reach:
            found.append(Break(reach, start, _("breuk: %s") % family.break_reason))
        reach = max(reach, end)
    return found
