"""The areas of one municipality in memory: which buurt holds a point.

Built once from the table of areas and never changed, so that threads may share it.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from baken.geo import problems, rd
from baken.geo.problems import PlaceProblem, Point

MUNICIPALITY, WIJK, BUURT, NEIGHBOUR = "municipality", "wijk", "buurt", "neighbour"
WATER, ROAD = "water", "road"
# CBS cuts buurten out of the outline; the crumbs between them are under 400 m2 together.
_CRUMB_DEGREES = 2e-4


@dataclass(frozen=True, slots=True)
class Shape:
    """One area with its geometry in WGS84 (x = lon, y = lat, degrees)."""

    code: str
    name: str
    kind: str
    parent: str
    geometry: BaseGeometry
    label: Point
    area_m2: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point lies."""

    buurt_code: str
    wijk_code: str


class Atlas:
    """All shapes, with an index for points. Empty is allowed; locating then explains itself."""

    def __init__(self, shapes: Iterable[Shape], version: str = "", credit: str = "") -> None:
        self.shapes = {shape.code: shape for shape in shapes}
        self.version = version
        self.credit = credit

    def of_kind(self, kind: str) -> list[Shape]:
        """Shapes of one kind, ordered by code."""
        return sorted((s for s in self.shapes.values() if s.kind == kind), key=lambda s: s.code)

    @cached_property
    def municipality(self) -> Shape | None:
        return next(iter(self.of_kind(MUNICIPALITY)), None)

    @cached_property
    def buurten(self) -> list[Shape]:
        return self.of_kind(BUURT)

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree([shape.geometry for shape in self.buurten])

    @cached_property
    def _neighbours(self) -> tuple[list[Shape], STRtree]:
        shapes = self.of_kind(NEIGHBOUR)
        return shapes, STRtree([shape.geometry for shape in shapes])

    def find(self, point: Point) -> Spot | None:
        """The buurt that holds the point, or None; on a border the lowest code wins."""
        target = shapely.Point(point.lon, point.lat)
        hits = self._tree.query(target, predicate="intersects")
        if len(hits) == 0:
            return self._in_crumb(target)
        return self._spot(min(hits))

    def _in_crumb(self, target: BaseGeometry) -> Spot | None:
        outline = self.municipality
        if outline is None or not self.buurten or not outline.geometry.intersects(target):
            return None
        index = self._tree.query_nearest(target, max_distance=_CRUMB_DEGREES)
        return self._spot(min(index)) if len(index) else None

    def _spot(self, index: int) -> Spot:
        shape = self.buurten[int(index)]
        return Spot(shape.code, shape.parent)

    def neighbour_at(self, point: Point) -> Shape | None:
        shapes, tree = self._neighbours
        hits = tree.query(shapely.Point(point.lon, point.lat), predicate="intersects")
        return shapes[int(min(hits))] if len(hits) else None

    def locate(self, lat: float, lon: float) -> Spot:
        """The buurt and wijk of a point in WGS84 degrees, or a PlaceProblem that explains."""
        outline = self.municipality
        if not self.buurten or outline is None:
            raise problems.no_areas()
        if not (math.isfinite(lat) and math.isfinite(lon)):
            raise problems.not_a_number()
        point = Point(lat, lon)
        if abs(lat) <= 90 and abs(lon) <= 180 and (spot := self.find(point)):
            return spot
        raise self._explain(point, outline.name)

    def words(self, spot: Spot) -> str:
        """'Wetering, Westwijk'."""
        wijk = self.shapes.get(spot.wijk_code)
        buurt = self.shapes[spot.buurt_code].name
        return f"{buurt}, {wijk.name}" if wijk and wijk.name != buurt else buurt

    def _explain(self, point: Point, name: str) -> PlaceProblem:
        if abs(point.lat) < 1e-3 and abs(point.lon) < 1e-3:
            return problems.zero()
        turned = Point(point.lon, point.lat)
        if abs(turned.lat) <= 90 and (spot := self.find(turned)):
            return problems.swapped(turned, self.words(spot))
        if (metres := _rd_pair(point)) is not None:
            return self._explain_rd(metres, name)
        if abs(point.lat) > 90 or abs(point.lon) > 180:
            return problems.out_of_range()
        if neighbour := self.neighbour_at(point):
            return problems.in_neighbour(neighbour.name, name)
        return problems.outside(name)

    def _explain_rd(self, metres: tuple[float, float], name: str) -> PlaceProblem:
        meant = Point(*(round(value, 6) for value in rd.to_wgs84(*metres)))
        spot = self.find(meant)
        if spot is None:
            return problems.rd_coordinates(None, name)
        return problems.rd_coordinates(meant, self.words(spot))


def _rd_pair(point: Point) -> tuple[float, float] | None:
    """The pair as RD x, y in whichever order it was given."""
    for x, y in ((point.lat, point.lon), (point.lon, point.lat)):
        if rd.is_rd(x, y):
            return x, y
    return None
