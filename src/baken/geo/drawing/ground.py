"""What every map of one atlas shares: its window, simplified areas, neighbours and names.

Computed once per atlas and window and kept, because shapes change once in years.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import shapely
from django.utils.html import escape
from shapely.geometry.base import BaseGeometry

from baken.geo.atlas import BUURT, NEIGHBOUR, ROAD, WATER, WIJK, Atlas, Shape
from baken.geo.drawing.frame import Frame, number, path
from baken.geo.drawing.labels import LINE, fit, text_width

# Top, right, bottom, left as a share of the areas: room for neighbours and the river's name.
_CITY = (0.03, 0.06, 0.1, 0.06)
_CLOSE = (0.1, 0.14, 0.1, 0.14)
# Simplification in SVG units, as the square root of the area that may be cut off.
_TOLERANCE = 1.6


@dataclass(frozen=True)
class Ground:
    """Areas in SVG units, clipped to the window, sharing their edges exactly."""

    frame: Frame
    areas: dict[str, BaseGeometry]
    names: dict[str, str]
    parents: dict[str, str]
    outline: BaseGeometry
    neighbours: str

    def paths(self) -> dict[str, str]:
        return _paths(self)


def ground(atlas: Atlas, level: str, focus: str = "") -> Ground:
    """The ground for one level; `focus` is the code of the wijk or buurt to look at closely."""
    return _ground(atlas, level, focus)


@lru_cache(maxsize=64)
def _ground(atlas: Atlas, level: str, focus: str) -> Ground:
    buurten = atlas.buurten
    geometries = [shape.geometry for shape in buurten]
    seen = [s.geometry for s in buurten if focus in (s.code, s.parent)]
    frame = Frame.around(
        shapely.total_bounds(seen or geometries).tolist(), _CLOSE if seen else _CITY
    )
    placed = [frame.place(geometry) for geometry in geometries]
    simple = list(shapely.coverage_simplify(placed, _TOLERANCE))
    outline = shapely.coverage_union_all(simple)
    shapes, drawn = _of_level(atlas, level, buurten, simple)
    clip = shapely.box(-6, -6, frame.box.bounds[2] + 6, frame.height + 6)
    areas = {
        shape.code: piece
        for shape, geometry in zip(shapes, drawn, strict=True)
        if not (piece := _polygons(geometry.intersection(clip))).is_empty
    }
    return Ground(
        frame=frame,
        areas=areas,
        names={shape.code: shape.name for shape in shapes},
        parents={shape.code: shape.parent for shape in shapes},
        outline=outline,
        neighbours=_neighbours(atlas, frame, outline),
    )


def _of_level(
    atlas: Atlas, level: str, buurten: list[Shape], simple: list[BaseGeometry]
) -> tuple[list[Shape], list[BaseGeometry]]:
    """Wijken are dissolved from the simplified buurten, so both levels share their edges."""
    if level == BUURT:
        return buurten, simple
    wijken = atlas.of_kind(WIJK)
    merged = [
        shapely.coverage_union_all(
            [
                piece
                for shape, piece in zip(buurten, simple, strict=True)
                if shape.parent == wijk.code
            ]
        )
        for wijk in wijken
    ]
    return wijken, merged


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Only the polygons of it, and of those no crumbs."""
    parts = [
        part
        for part in shapely.get_parts(geometry)
        if part.geom_type == "Polygon" and part.area >= 1
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


@lru_cache(maxsize=64)
def _paths_of(areas: tuple[tuple[str, BaseGeometry], ...]) -> dict[str, str]:
    return {code: path(geometry) for code, geometry in areas}


def _paths(ground: Ground) -> dict[str, str]:
    return _paths_of(tuple(ground.areas.items()))


def _neighbours(atlas: Atlas, frame: Frame, outline: BaseGeometry) -> str:
    """Thin borders of the neighbours with their names, and the waters around."""
    lines: list[str] = []
    texts: list[str] = []
    near = outline.buffer(4)
    for shape in atlas.of_kind(NEIGHBOUR):
        placed = frame.place(shape.geometry)
        visible = placed.boundary.intersection(frame.box).difference(near)
        lines.append(path(shapely.line_merge(visible).simplify(0.8)))
        room = placed.intersection(frame.box).difference(outline.buffer(10))
        if not room.is_empty and (block := fit(room, shape.name)):
            texts.extend(
                f'<text class="nbl" x="{number(block.x)}" '
                f'y="{number(block.y + 5 + LINE * (i - (len(block.name) - 1) / 2))}">'
                f"{escape(line)}</text>"
                for i, line in enumerate(block.name)
            )
    texts.extend(_waters(atlas, frame, outline))
    data = "".join(lines)
    border = f'<path class="nb" fill="none" stroke="#B9C4CB" stroke-width="1.25" d="{data}"/>'
    return (border if data else "") + (
        f'<g fill="#5A6872" font-size="14" font-style="italic">{"".join(texts)}</g>'
        if texts
        else ""
    )


def _waters(atlas: Atlas, frame: Frame, outline: BaseGeometry) -> list[str]:
    """Names of the waters that lie outside the municipality and inside the window."""
    placed = ((shape.name, frame.place(shape.geometry)) for shape in atlas.of_kind(WATER))
    return [
        along(line, name, "wa")
        for name, line in placed
        if frame.box.contains(line) and not outline.intersects(line)
    ]


def along(line: BaseGeometry, name: str, css: str, *, above: bool = False) -> str:
    """A name written straight at the slope of the middle of the line, on it or just above."""
    half = min(text_width(name, 14) / 2, line.length / 2)
    middle = line.length / 2
    start, end = line.interpolate(middle - half), line.interpolate(middle + half)
    if start.x > end.x:
        start, end = end, start
    angle = math.degrees(math.atan2(end.y - start.y, end.x - start.x))
    x, y = (start.x + end.x) / 2, (start.y + end.y) / 2
    rise = -8 if above else 5
    turn = f"translate({number(x)} {number(y)})"
    turn += f"rotate({number(angle)})" if abs(angle) >= 2 else ""
    return f'<text class="{css}" y="{rise}" transform="{turn}">{escape(name)}</text>'


def guides(atlas: Atlas, frame: Frame) -> list[tuple[Shape, BaseGeometry]]:
    """The roads and waters inside the window, each as its longest visible stretch."""
    found = []
    for shape in (*atlas.of_kind(WATER), *atlas.of_kind(ROAD)):
        line = frame.place(shape.geometry).intersection(frame.box)
        parts = [part for part in shapely.get_parts(line) if part.length > 40]
        if parts:
            found.append((shape, max(parts, key=lambda part: float(part.length))))
    return found
