"""Each chart and map as it may stand on another site."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from baken.geo import api as geo
from baken.programme.charts.alone import Alone
from baken.programme.charts.draw import drawn_at
from baken.programme.charts.lines import SMALL, WIDE
from baken.programme.charts.shapes import BarChart
from baken.programme.queries.areas import AreaMap, area_page, city_figure, mapped
from baken.programme.queries.indicators import indicator_page
from baken.programme.queries.register import Source


def chart_of(key: str) -> Alone | None:
    """The lines of an indicator, or None when it has none."""
    page = indicator_page(key)
    if page is None or page.lines is None:
        return None
    svg = drawn_at(page.lines, WIDE)
    return Alone(page.chart_title, page.unit, svg, source_line(page.sources))


def target_of(key: str) -> Alone | None:
    """An indicator beside the target that was set for it."""
    page = indicator_page(key)
    mine = [one for one in page.targets if one.judged.key == key] if page else []
    if not mine:
        return None
    one = mine[0].judged
    assert isinstance(one.chart, BarChart)
    said = f"{one.promise}. {one.verdict.sentence}."
    return Alone(one.title, said, str(mine[0].svg), source_line(one.sources))


def map_of(key: str, level: str) -> Alone | None:
    """The map of the city for an indicator, per wijk or per buurt."""
    return _map(city_figure(key, level)) if key in mapped() else None


def area_chart_of(code: str, key: str) -> Alone | None:
    """One of the small charts of a wijk."""
    page = area_page(code)
    small = next((one for one in page.smalls if one.key == key), None) if page else None
    if page is None or small is None or small.chart is None:
        return None
    words = {"name": page.area.name, "city": settings.MUNICIPALITY.name}
    unit = _("Dik: %(name)s. Dun: heel %(city)s. Gestippeld: Nederland. In procenten.") % words
    svg = drawn_at(small.chart, SMALL)
    return Alone(small.chart.title, unit, svg, source_line(page.sources))


def source_line(sources: Iterable[Source]) -> str:
    """'Bron: Politie 47022NED; CBS 83648NED. Gemeente Vlaardingen.'"""
    titles = "; ".join(source.title for source in sources) or _("niet bekend")
    return _("Bron: %(titles)s. Gemeente %(name)s.") % {
        "titles": titles,
        "name": settings.MUNICIPALITY.name,
    }


def _map(found: AreaMap) -> Alone | None:
    if found.figure is None:
        return None
    one: geo.Figure = found.figure
    legend = [(key.fill, str(key.words)) for key in one.legend]
    source = _("Bron: %(source)s. Grenzen: %(credit)s. Gemeente %(name)s.") % {
        "source": one.source,
        "credit": one.credit,
        "name": settings.MUNICIPALITY.name,
    }
    return Alone(one.title, one.lead, str(one.svg), source, legend)
