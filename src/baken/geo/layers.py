"""Areas as GeoJSON for the map in the browser: simplified, rounded, made once."""

import json
from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from baken.geo.atlas import BUURT, NEIGHBOUR, ROAD, WATER, WIJK, Atlas, Shape

LEVELS = (BUURT, WIJK)
# About 3 m: finer than a pin can be put.
_TOLERANCE = 3e-5
_DECIMALS = 5


@lru_cache(maxsize=8)
def geojson(atlas: Atlas, level: str) -> bytes:
    """A FeatureCollection of one level with the neighbours, waters and roads around it."""
    shapes = atlas.of_kind(level)
    simple = shapely.coverage_simplify([shape.geometry for shape in shapes], _TOLERANCE)
    features = [
        _feature(atlas, shape, geometry) for shape, geometry in zip(shapes, simple, strict=True)
    ]
    for kind in (NEIGHBOUR, WATER, ROAD):
        features += [
            _feature(atlas, shape, shape.geometry.simplify(_TOLERANCE * 10))
            for shape in atlas.of_kind(kind)
        ]
    wijken = [
        {"name": shape.name, "label": _rounded(list(shape.label))} for shape in atlas.of_kind(WIJK)
    ]
    document = {
        "type": "FeatureCollection",
        "credit": atlas.credit,
        "wijken": wijken,
        "features": features,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(atlas: Atlas, shape: Shape, geometry: BaseGeometry) -> dict[str, Any]:
    parent = atlas.shapes.get(shape.parent)
    return {
        "type": "Feature",
        "id": shape.code,
        "properties": {
            "code": shape.code,
            "name": shape.name,
            "kind": shape.kind,
            "parent": shape.parent,
            "wijk": parent.name if parent and parent.kind == WIJK else "",
            "label": _rounded(list(shape.label)),
            "outside": _is_outside(atlas, shape),
        },
        "geometry": _rounded(shapely.geometry.mapping(geometry)),
    }


def _is_outside(atlas: Atlas, shape: Shape) -> bool:
    """Of a water: whether it only washes the municipality's shore, so that a name is enough."""
    outline = atlas.municipality
    return outline is not None and not outline.geometry.intersects(shape.geometry)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
