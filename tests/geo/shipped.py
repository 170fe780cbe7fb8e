"""The shipped areas without a database, and an oracle that knows no geometry library."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

from baken.geo.atlas import Atlas
from baken.geo.reading import read_areas

FOLDER = Path("src/baken/geo/data/vlaardingen").resolve()


@cache
def atlas() -> Atlas:
    found = read_areas(FOLDER, municipality="0622")
    return Atlas(found.shapes, version="shipped", credit=found.credit)


@cache
def rings() -> dict[str, list[list[tuple[float, float]]]]:
    """Every ring of every buurt, straight from the file."""
    text = (FOLDER / "vlaardingen_buurten.geojson").read_text(encoding="utf-8")
    return {
        feature["properties"]["buurtcode"]: [
            [(x, y) for x, y in ring]
            for polygon in feature["geometry"]["coordinates"]
            for ring in polygon
        ]
        for feature in json.loads(text)["features"]
    }


def inside(lat: float, lon: float) -> set[str]:
    """The buurten that hold a point, by counting crossings of a ray, slowly."""
    return {code for code, all_rings in rings().items() if _odd(all_rings, lon, lat)}


def _odd(all_rings: list[list[tuple[float, float]]], x: float, y: float) -> bool:
    odd = False
    for ring in all_rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd
