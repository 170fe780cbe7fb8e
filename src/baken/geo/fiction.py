"""Addresses that exist nowhere, inside the real buurten: for the demo city and for tests.

The same seed gives the same rows. Nobody can mistake them for real ones: each street's name says
that it is invented, each postcode holds a letter pair that was never issued, and each BAG number
lies in a range of its own (…20 99…).
"""

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import shapely
import shapely.affinity
import shapely.ops
from shapely.geometry.base import BaseGeometry

from baken.geo.atlas import Atlas, Shape
from baken.geo.problems import Point
from baken.geo.rows import AddressRow

DATA = Path(__file__).parent / "data"
# Every first part says that the street is invented; with a second part no register holds it.
INVENTED = (
    "Bedacht",
    "Bedenksel",
    "Dagdroom",
    "Denkbeeld",
    "Doenalsof",
    "Droombeeld",
    "Fabeltjes",
    "Fantasie",
    "Hersenschim",
    "Luchtkasteel",
    "Nergens",
    "Nepnaam",
    "Niemands",
    "Ooitooit",
    "Sprookjes",
    "Verbeelding",
    "Verzinsel",
    "Verzonnen",
    "Zogenaamd",
    "Zomaar",
)
THINGS = (
    "anker",
    "baken",
    "bokking",
    "boei",
    "dukdalf",
    "haring",
    "kompas",
    "kuiper",
    "lantaarn",
    "logger",
    "mast",
    "matroos",
    "meerkoet",
    "molen",
    "netten",
    "reiger",
    "roer",
    "schipper",
    "sluis",
    "stuurman",
    "touw",
    "vlieger",
    "vuurtoren",
    "zeil",
)
KINDS = ("straat", "straat", "straat", "laan", "weg", "pad", "hof", "plein", "dreef", "singel")
# RIVM gives no figures for the first eight; the rest is park, sport, harbour or fields by name.
THIN = frozenset(
    {
        "BU06220104",
        "BU06220301",
        "BU06220302",
        "BU06220303",
        "BU06220304",
        "BU06220404",
        "BU06220505",
        "BU06220801",
        "BU06220205",
        "BU06220707",
        "BU06220705",
        "BU06220605",
        "BU06220305",
        "BU06220403",
    }
)
MOST = 6_000
_METRES_PER_DEGREE = 111_250.0
_PLOT = 16.0
_SETBACK = 11.0
_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"
_NEVER_ISSUED = "IOQ"


@dataclass(frozen=True, slots=True)
class _Plane:
    """Metres around a point, flat: good to a decimetre over one buurt."""

    lat: float
    lon: float

    @property
    def squeeze(self) -> float:
        return math.cos(math.radians(self.lat))

    def flat(self, geometry: BaseGeometry) -> BaseGeometry:
        size = _METRES_PER_DEGREE
        moved = shapely.affinity.translate(geometry, -self.lon, -self.lat)
        return shapely.affinity.scale(moved, size * self.squeeze, size, origin=(0, 0))

    def degrees(self, x: float, y: float) -> Point:
        lon = self.lon + x / _METRES_PER_DEGREE / self.squeeze
        return Point(round(self.lat + y / _METRES_PER_DEGREE, 6), round(lon, 6))


def postcodes(atlas: Atlas, folder: Path = DATA / "vlaardingen") -> dict[str, str]:
    """The four digits of each wijk, from the centroids of the postcodes."""
    found = {}
    with (folder / "postcode4_vlaardingen.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            point = Point(float(row["latitude"]), float(row["longitude"]))
            if row["soort"] == "Adres" and (spot := atlas.find(point)):
                found[spot.wijk_code] = row["postcode"]
    return found


def addresses(
    atlas: Atlas, *, prefix: str, seed: int = 622, count: int = 4000
) -> Iterator[AddressRow]:
    """About `count` fictional addresses, spread over the buurten by the room to live in.

    Raises ValueError above 6,000: there are no more invented names and postcodes than for that.
    """
    if count > MOST:
        raise ValueError(f"at most {MOST} fictional addresses")
    digits = postcodes(atlas)
    letters = {code: _letters(f"{seed}:{code}") for code in digits.values()}
    names = _names(Random(seed))  # noqa: S311 (a demo, no secret)
    serial = 0
    for shape in atlas.buurten:
        wanted = round(count * _share(shape, atlas.buurten))
        chance = Random(f"{seed}:{shape.code}")  # noqa: S311 (idem)
        for street in _streets(shape, wanted, chance):
            code = digits[shape.parent]
            name, postcode = next(names), code + letters[code].pop()
            for number, point in street:
                serial += 1
                letter = "A" if chance.random() < 0.06 else ""
                bag_id = f"{prefix}2099{serial:08d}"
                yield AddressRow(bag_id, name, number, letter, "", postcode, shape.code, *point)


def _letters(seed: str) -> list[str]:
    """Pairs of letters of which at least one was never issued, shuffled."""
    pairs = [a + b for a in _NEVER_ISSUED for b in _LETTERS]
    pairs += [b + a for b in _LETTERS for a in _NEVER_ISSUED]
    Random(seed).shuffle(pairs)  # noqa: S311 (a demo, no secret)
    return pairs


def _share(shape: Shape, buurten: Sequence[Shape]) -> float:
    return _weight(shape) / sum(map(_weight, buurten))


def _weight(shape: Shape) -> float:
    """Homes grow with the ground they stand on, but not where there is hardly a home."""
    return 40.0 if shape.code in THIN else math.sqrt(shape.area_m2)


def _names(chance: Random) -> Iterator[str]:
    """Names that say they are invented, all different."""
    pairs = [(first, second) for first in INVENTED for second in THINGS]
    chance.shuffle(pairs)
    for first, second in pairs:
        yield f"{first}{second}{chance.choice(KINDS)}"


Street = list[tuple[int, Point]]


def _streets(shape: Shape, wanted: int, chance: Random) -> Iterator[Street]:
    """Streets along two directions of the buurt until there are `wanted` addresses."""
    plane = _Plane(shape.label.lat, shape.label.lon)
    ground = plane.flat(shape.geometry).buffer(-_SETBACK - 6)
    lines = _lines(ground, chance)
    shapely.prepare(ground)
    built = shapely.Polygon()
    left = wanted
    for line in lines:
        if left <= 0:
            return
        if built.intersects(line):
            continue
        street = _houses(line, ground, plane, min(left, chance.randint(12, 34)))
        if len(street) >= min(left, 4):
            built = built.union(line.buffer(2.4 * _SETBACK))
            left -= len(street)
            yield street


def _lines(ground: BaseGeometry, chance: Random) -> list[BaseGeometry]:
    """Parallel lines and cross lines over the ground, cut to stretches of a street's length."""
    if ground.is_empty:
        return []
    angle = _direction(ground)
    lines: list[BaseGeometry] = []
    for turn, gap in ((0.0, 58.0), (90.0, 130.0)):
        slope = angle + turn + chance.uniform(-3, 3)
        straight = shapely.affinity.rotate(ground, -slope, origin=(0, 0))
        west, south, east, north = straight.bounds
        y = south + chance.uniform(0.3, 0.7) * gap
        while y < north:
            cut = shapely.LineString([(west, y), (east, y)]).intersection(straight)
            back = shapely.affinity.rotate(cut, slope, origin=(0, 0))
            for part in shapely.get_parts(back):
                lines.extend(_stretches(part, chance))
            y += gap * chance.uniform(0.85, 1.3)
    chance.shuffle(lines)
    return lines


def _direction(ground: BaseGeometry) -> float:
    """The slope in degrees of the longest side of the smallest rectangle around the ground."""
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(ground))
    sides = corners[1:] - corners[:-1]
    longest = max(sides, key=lambda side: math.hypot(*side))
    return math.degrees(math.atan2(longest[1], longest[0]))


def _stretches(line: BaseGeometry, chance: Random) -> Iterator[BaseGeometry]:
    start = 0.0
    while line.length - start > 45:
        end = min(start + chance.uniform(110, 260), line.length)
        yield shapely.ops.substring(line, start, end)
        start = end + 24


def _houses(line: BaseGeometry, ground: BaseGeometry, plane: _Plane, most: int) -> Street:
    """Odd numbers on the left, even on the right, a plot apart, all on the ground."""
    (x0, y0), (x1, y1) = shapely.get_coordinates(line)[[0, -1]].tolist()
    length = float(line.length)
    along = ((x1 - x0) / length, (y1 - y0) / length)
    street: Street = []
    step = 0
    while (at := 8 + step * _PLOT) < length - 6 and len(street) < most:
        for side, number in ((1, 2 * step + 1), (-1, 2 * step + 2)):
            x = x0 + along[0] * at - side * along[1] * _SETBACK
            y = y0 + along[1] * at + side * along[0] * _SETBACK
            if len(street) < most and ground.contains(shapely.Point(x, y)):
                street.append((number, plane.degrees(x, y)))
        step += 1
    return street
