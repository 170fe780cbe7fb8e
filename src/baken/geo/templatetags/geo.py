"""Maps in templates: {% area_map figure %} and {% place_picker … %}."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings

from baken.geo import api
from baken.geo.figure import Figure

register = template.Library()


@register.inclusion_tag("geo/figure.html")
def area_map(figure: Figure) -> dict[str, Any]:
    """A choropleth with heading, legend and credit, as made by `geo.api.figure`."""
    return {"figure": figure}


@register.inclusion_tag("geo/place.html")
def place_picker(
    *,
    hrefs: Mapping[str, str] | None = None,
    query: str = "",
    address: str = "",
    buurt: str = "",
    lat: float | None = None,
    lon: float | None = None,
    focus: str = "",
) -> dict[str, Any]:
    """The parts of a form by which one picks a place: address, map, own place, list of buurten.

    The names of its fields are query, address (BAG number), buurt, lat and lon. Without script
    the map's areas lead to `hrefs`, and the list of buurten is a select.
    """
    spot, inside = _spot(lat, lon)
    near = focus or inside
    by_wijk = [(wijk, api.buurten(wijk.code)) for wijk in api.wijken()]
    level = "buurt" if near or buurt else "wijk"
    return {
        "svg": api.place_map(level=level, hrefs=hrefs, selected=buurt, spot=spot, focus=near),
        "by_wijk": by_wijk,
        "query": query,
        "address": address,
        "buurt": buurt,
        "lat": lat,
        "lon": lon,
        "tiles": settings.BAKEN_TILES,
        "where": api.name_of(buurt),
        "credit": api.credit(),
        "municipality": settings.MUNICIPALITY.name,
    }


def _spot(lat: float | None, lon: float | None) -> tuple[api.Point | None, str]:
    """The pin and its wijk; a place outside has no pin (the form's own error says why)."""
    if lat is None or lon is None:
        return None, ""
    try:
        return api.Point(lat, lon), api.locate(lat, lon).wijk_code
    except api.PlaceProblem:
        return None, ""
