"""GeoJSON files of areas, read and checked as one whole before anything is stored.

A set is a folder of *.geojson with a source.json beside them, or one file with the members
vintage, credit and licence of its own. What a feature is follows from its properties, named as
CBS names them: buurtcode, wijkcode, gemeentecode; and waternaam or wegnaam for a line with a name.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from shapely.geometry import shape as to_geometry
from shapely.geometry.base import BaseGeometry

from baken.geo import rd
from baken.geo.atlas import BUURT, MUNICIPALITY, NEIGHBOUR, ROAD, WATER, WIJK, Shape
from baken.geo.problems import Point
from baken.geo.refusals import Refusals

_PATTERNS = {
    BUURT: re.compile(r"BU[0-9]{8}"),
    WIJK: re.compile(r"WK[0-9]{6}"),
    MUNICIPALITY: re.compile(r"GM[0-9]{4}"),
    NEIGHBOUR: re.compile(r"GM[0-9]{4}"),
    WATER: re.compile(r"WA[0-9]{2}"),
    ROAD: re.compile(r"WE[0-9]{2}"),
}
# A square degree at 52 degrees north is about 7.6e9 m2; so much overlap is a drawing error.
_OVERLAP_SQUARE_DEGREES = 100 / 7.6e9
_SQUARE_DEGREE_M2 = 7.6e9
# The Netherlands in Europe, roughly, in degrees.
_COUNTRY = (3.2, 50.7, 7.3, 53.7)


@dataclass(frozen=True, slots=True)
class AreaSet:
    """All areas of one municipality with their source, checked."""

    shapes: tuple[Shape, ...]
    name: str
    vintage: str
    credit: str
    licence: str


def municipality_code(text: str) -> str:
    """'0622' or 'GM0622' to 'GM0622'."""
    code = text.strip().upper().removeprefix("GM")
    if not re.fullmatch(r"[0-9]{4}", code):
        message = _("Een gemeentecode heeft 4 cijfers, zoals 0622. Dit is: %(text)s.")
        raise ValidationError(message % {"text": text}, code="municipality")
    return f"GM{code}"


def read_areas(path: Path, *, municipality: str) -> AreaSet:
    """The set of areas in a folder or file, or a ValidationError with a sentence per fault."""
    home = municipality_code(municipality)
    files = sorted(path.glob("*.geojson")) if path.is_dir() else [path]
    if not files:
        raise ValidationError(_("In deze map staat geen bestand op .geojson."), code="empty")
    refusals = Refusals()
    documents = [(file.name, _load(file)) for file in files]
    source = _load(path / "source.json") if path.is_dir() else documents[0][1]
    shapes: list[Shape] = []
    for name, document in documents:
        shapes.extend(_features(name, document, home, refusals))
    refusals.stop()
    _check_whole(shapes, home, refusals)
    refusals.stop()
    return AreaSet(tuple(_with_parents(shapes, home)), **_source(source))


def _load(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = _("Het bestand %(name)s is er niet.")
        raise ValidationError(message % {"name": file.name}, code="missing") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        message = _("%(name)s is geen leesbaar JSON-bestand in UTF-8.")
        raise ValidationError(message % {"name": file.name}, code="json") from error
    if not isinstance(document, dict):
        message = _("%(name)s is geen GeoJSON: er staat geen object in.")
        raise ValidationError(message % {"name": file.name}, code="json")
    return document


def _source(document: dict[str, Any]) -> dict[str, str]:
    values = {key: str(document.get(key) or "") for key in ("name", "vintage", "credit", "licence")}
    missing = sorted(key for key, value in values.items() if not value)
    if missing:
        message = _("De herkomst ontbreekt: %(names)s. Die staat onder elke kaart.")
        raise ValidationError(message % {"names": ", ".join(missing)}, code="source")
    return values


def _features(
    name: str, document: dict[str, Any], home: str, refusals: Refusals
) -> Iterator[Shape]:
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        refusals.add(name, _("dit is geen FeatureCollection"))
        return
    for number, feature in enumerate(features, start=1):
        where = f"{name}, {number}"
        try:
            yield _feature(feature, home)
        except ValidationError as error:
            refusals.add(where, error.messages[0])


def _feature(feature: Any, home: str) -> Shape:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise ValidationError(_("dit is geen Feature met properties"))
    kind, code, name = _identity(feature, properties, home)
    if not _PATTERNS[kind].fullmatch(code):
        raise ValidationError(_("de code %(code)s klopt niet") % {"code": code or "''"})
    if not name:
        raise ValidationError(_("%(code)s heeft geen naam") % {"code": code})
    geometry = _geometry(feature.get("geometry"), code, line=kind in (WATER, ROAD))
    area = round(_square_metres(geometry))
    return Shape(code, name, kind, _parent(properties, kind), geometry, _label(geometry), area)


def _identity(
    feature: dict[str, Any], properties: dict[str, Any], home: str
) -> tuple[str, str, str]:
    def text(key: str) -> str:
        return str(properties.get(key) or "").strip()

    for kind, key in ((WATER, "waternaam"), (ROAD, "wegnaam")):
        if text(key):
            return kind, str(feature.get("id") or ""), text(key)
    if text("buurtcode"):
        return BUURT, text("buurtcode"), text("buurtnaam")
    if text("wijkcode"):
        return WIJK, text("wijkcode"), text("wijknaam")
    code = text("gemeentecode")
    return (MUNICIPALITY if code == home else NEIGHBOUR), code, text("gemeentenaam")


def _parent(properties: dict[str, Any], kind: str) -> str:
    keys = {BUURT: "wijkcode", WIJK: "gemeentecode"}
    return str(properties.get(keys[kind]) or "") if kind in keys else ""


def _geometry(raw: Any, code: str, *, line: bool) -> BaseGeometry:
    try:
        geometry = to_geometry(raw)
    except (shapely.errors.ShapelyError, AttributeError, KeyError, TypeError, ValueError) as error:
        message = _("de vorm van %(code)s is niet te lezen")
        raise ValidationError(message % {"code": code}) from error
    wanted = ("LineString",) if line else ("Polygon", "MultiPolygon")
    if geometry.geom_type not in wanted or geometry.is_empty:
        raise ValidationError(_("de vorm van %(code)s is geen vlak") % {"code": code})
    if not geometry.is_valid:
        message = _("de vorm van %(code)s klopt niet: %(why)s")
        why = shapely.is_valid_reason(geometry)
        raise ValidationError(message % {"code": code, "why": why})
    _check_degrees(geometry, code)
    return geometry


def _check_degrees(geometry: BaseGeometry, code: str) -> None:
    west, south, east, north = geometry.bounds
    if rd.is_rd(west, south) and rd.is_rd(east, north):
        message = _("%(code)s staat in RD-meters. Zet het bestand eerst om naar WGS84.")
        raise ValidationError(message % {"code": code})
    if not (_COUNTRY[0] <= west and east <= _COUNTRY[2]) or not (
        _COUNTRY[1] <= south and north <= _COUNTRY[3]
    ):
        message = _("%(code)s ligt niet in Nederland (lengte eerst, dan breedte)")
        raise ValidationError(message % {"code": code})


def _label(geometry: BaseGeometry) -> Point:
    """A point well inside the shape: the centre of the largest circle that fits in it."""
    if geometry.geom_type == "LineString":
        centre = geometry.interpolate(0.5, normalized=True)
    else:
        parts = shapely.get_parts(geometry)
        largest = max(parts, key=lambda part: float(part.area))
        radius = shapely.maximum_inscribed_circle(largest, tolerance=1e-5)
        centre = shapely.get_point(radius, 0)
    return Point(round(centre.y, 6), round(centre.x, 6))


def _square_metres(geometry: BaseGeometry) -> float:
    metres = shapely.transform(geometry, _to_rd)
    return float(metres.area)


def _to_rd(coordinates: Any) -> Any:
    return [rd.from_wgs84(lat, lon) for lon, lat in coordinates]


def _with_parents(shapes: list[Shape], home: str) -> Iterator[Shape]:
    for shape in shapes:
        yield replace(shape, parent=home) if shape.kind in (WATER, ROAD) else shape


def _check_whole(shapes: list[Shape], home: str, refusals: Refusals) -> None:
    kinds = Counter(shape.kind for shape in shapes)
    for code, count in Counter(shape.code for shape in shapes).items():
        if count > 1:
            refusals.add(code, _("staat er %(count)s keer in") % {"count": count})
    if kinds[MUNICIPALITY] == 0:
        refusals.add(home, _("de omtrek van de gemeente ontbreekt"))
    for kind in (WIJK, BUURT):
        if kinds[kind] == 0:
            refusals.add(home, _("er staat geen enkele %(kind)s in") % {"kind": kind})
    _check_parents(shapes, home, refusals)
    buurten = [shape for shape in shapes if shape.kind == BUURT]
    _check_overlap(buurten, refusals)
    for outline in (shape for shape in shapes if shape.kind == MUNICIPALITY):
        _check_inside(buurten, outline, refusals)


def _check_parents(shapes: list[Shape], home: str, refusals: Refusals) -> None:
    wijken = {shape.code for shape in shapes if shape.kind == WIJK}
    for shape in shapes:
        if shape.kind in (WIJK, BUURT) and shape.code[2:6] != home[2:]:
            message = _("hoort bij een andere gemeente dan %(home)s")
            refusals.add(shape.code, message % {"home": home})
        elif shape.kind == BUURT and shape.parent not in wijken:
            message = _("hoort bij wijk %(wijk)s, en die staat er niet in")
            refusals.add(shape.code, message % {"wijk": shape.parent or "''"})
        elif shape.kind == WIJK and shape.parent != home:
            refusals.add(shape.code, _("hoort niet bij %(home)s") % {"home": home})


def _check_overlap(buurten: list[Shape], refusals: Refusals) -> None:
    tree = shapely.STRtree([shape.geometry for shape in buurten])
    for index, shape in enumerate(buurten):
        for other in tree.query(shape.geometry, predicate="intersects"):
            if other <= index:
                continue
            twin = buurten[int(other)]
            if shape.geometry.intersection(twin.geometry).area > _OVERLAP_SQUARE_DEGREES:
                refusals.add(shape.code, _("overlapt met %(other)s") % {"other": twin.code})


def _check_inside(buurten: list[Shape], outline: Shape, refusals: Refusals) -> None:
    for shape in buurten:
        rest = shape.geometry.difference(outline.geometry).area * _SQUARE_DEGREE_M2
        if rest > max(1000, 0.01 * shape.area_m2):
            refusals.add(shape.code, _("steekt buiten de gemeente uit"))
