"""A choropleth with all that belongs to it on a page: heading, legend, credit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from baken.geo.areas import atlas
from baken.geo.atlas import WIJK
from baken.geo.drawing.breaks import round_breaks
from baken.geo.drawing.choropleth import Choropleth, Key, Value, legend


@dataclass(frozen=True, slots=True)
class Figure:
    """What the template geo/figure.html shows. `source` is where the figures come from."""

    svg: SafeString
    legend: Sequence[Key]
    title: str
    lead: str
    source: str
    credit: str
    table_href: str


def figure(
    values: Mapping[str, Value],
    *,
    title: str,
    lead: str = "",
    source: str = "",
    level: str = WIJK,
    breaks: Sequence[float] | None = None,
    hrefs: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    selected: str = "",
    focus: str = "",
    unit: str = "",
    table_href: str = "",
) -> Figure:
    """The map and its legend, with areas that have no entry in `values` as unknown."""
    areas = atlas()
    full = {shape.code: values.get(shape.code) for shape in areas.of_kind(level)}
    borders = round_breaks(full.values()) if breaks is None else breaks
    drawn = Choropleth(
        areas, full, level, borders, title, lead, labels, hrefs, selected, focus, unit
    )
    return Figure(drawn.svg(), legend(full, borders), title, lead, source, areas.credit, table_href)
