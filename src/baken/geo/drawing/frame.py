"""The window of a map: degrees to SVG units, and shapes to short path data."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from baken.geo.problems import Point

WIDTH = 640.0
# Wider or higher than this and a map either wastes the page or fills it.
_RATIO = (0.66, 0.92)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """A north-up window: `west` and `north` in degrees, `scale` in units per degree latitude."""

    west: float
    north: float
    scale: float
    height: float

    @classmethod
    def around(cls, bounds: Sequence[float], margins: Sequence[float]) -> "Frame":
        """The window around bounds (w, s, e, n); margins top, right, bottom, left as a share."""
        west, south, east, north = bounds
        squeeze = math.cos(math.radians((south + north) / 2))
        wide, high = (east - west) * squeeze, north - south
        top, right, bottom, left = margins
        full_wide, full_high = wide * (1 + left + right), high * (1 + top + bottom)
        more_wide = max(full_wide, full_high / _RATIO[1]) - full_wide
        full_wide += more_wide
        more_high = max(full_high, full_wide * _RATIO[0]) - full_high
        full_high += more_high
        scale = WIDTH / full_wide
        return cls(
            west=west - (left * wide + more_wide / 2) / squeeze,
            north=north + top * high + more_high / 2,
            scale=scale,
            height=round(full_high * scale),
        )

    @cached_property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude, halfway the window."""
        return math.cos(math.radians(self.north - self.height / self.scale / 2))

    @cached_property
    def box(self) -> BaseGeometry:
        return shapely.box(0, 0, WIDTH, self.height)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north, east in degrees: where a map under it would have to lie."""
        south = self.north - self.height / self.scale
        east = self.west + WIDTH / self.scale / self.squeeze
        return round(south, 6), round(self.west, 6), round(self.north, 6), round(east, 6)

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """The geometry in SVG units."""

        def project(coordinates: Floats) -> Floats:
            x = (coordinates[:, 0] - self.west) * self.scale * self.squeeze
            y = (self.north - coordinates[:, 1]) * self.scale
            return np.column_stack([x, y])

        return shapely.transform(geometry, project)

    def point(self, point: Point) -> tuple[float, float]:
        """The point in SVG units."""
        x = (point.lon - self.west) * self.scale * self.squeeze
        return round(x, 1), round((self.north - point.lat) * self.scale, 1)


def number(value: float) -> str:
    """At most one decimal, without the zeros that SVG does not need."""
    text = f"{value:.1f}".removesuffix(".0")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text in ("-0", "") else text


def path(geometry: BaseGeometry) -> str:
    """Path data of polygons and lines in SVG units, relative and to a tenth of a unit."""
    rings: list[tuple[Floats, bool]] = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            rings.append((shapely.get_coordinates(part.exterior), True))
            rings.extend((shapely.get_coordinates(hole), True) for hole in part.interiors)
        elif part.geom_type == "LineString":
            rings.append((shapely.get_coordinates(part), False))
    return "".join(_ring(points, closed=closed) for points, closed in rings)


def _ring(points: Floats, *, closed: bool) -> str:
    tenths = np.rint(points * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    if closed and len(steps):
        steps = steps[:-1]
    start = f"M{_pair(tenths[0])}"
    return f"{start}l{_join(_pair(step) for step in steps)}{'z' if closed else ''}"


def _pair(tenths: NDArray[np.int_]) -> str:
    return _join(number(int(value) / 10) for value in tenths)


def _join(pieces: Iterable[str]) -> str:
    """Numbers side by side; a minus sign is separator enough."""
    text = ""
    for piece in pieces:
        text += piece if not text or piece.startswith("-") else f" {piece}"
    return text
