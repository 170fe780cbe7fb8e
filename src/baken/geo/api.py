"""What modules above may ask of geo: areas, places, addresses and maps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from baken.geo import queries
from baken.geo.address_import import import_addresses, load_fictional
from baken.geo.area_import import import_areas
from baken.geo.areas import atlas
from baken.geo.atlas import BUURT, WIJK, Shape, Spot
from baken.geo.drawing.breaks import round_breaks
from baken.geo.drawing.choropleth import Choropleth, Key, Value, legend
from baken.geo.drawing.place import PlaceMap
from baken.geo.figure import Figure, figure
from baken.geo.models import Address as AddressRecord
from baken.geo.problems import PlaceProblem, Point
from baken.geo.summary import Summary

__all__ = [
    "BUURT",
    "WIJK",
    "Address",
    "Area",
    "Figure",
    "Key",
    "PlaceProblem",
    "Point",
    "Spot",
    "Summary",
    "address",
    "addresses",
    "area",
    "buurten",
    "credit",
    "figure",
    "import_addresses",
    "import_areas",
    "label_point",
    "legend",
    "load_fictional",
    "locate",
    "map_svg",
    "name_of",
    "place_map",
    "round_breaks",
    "streets_at",
    "wijken",
]


@dataclass(frozen=True, slots=True)
class Area:
    """A wijk or buurt: CBS code, name, code of what it is part of."""

    code: str
    name: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address by its BAG number, in WGS84 degrees."""

    bag_id: str
    street: str
    number: int
    letter: str
    addition: str
    postcode: str
    buurt_code: str
    buurt: str
    wijk: str
    lat: float
    lon: float
    fictional: bool

    @property
    def line(self) -> str:
        """'Nergensmolenweg 12A-2'."""
        tail = f"-{self.addition}" if self.addition else ""
        return f"{self.street} {self.number}{self.letter}{tail}"

    @property
    def where(self) -> str:
        """'Wetering, Westwijk'."""
        return self.buurt if self.wijk in ("", self.buurt) else f"{self.buurt}, {self.wijk}"


def wijken() -> list[Area]:
    """All wijken by code."""
    return [_area(shape) for shape in atlas().of_kind(WIJK)]


def buurten(wijk_code: str = "") -> list[Area]:
    """All buurten by code, or those of one wijk."""
    shapes = atlas().buurten
    return [_area(shape) for shape in shapes if wijk_code in ("", shape.parent)]


def area(code: str) -> Area | None:
    """The wijk or buurt with this code."""
    shape = atlas().shapes.get(code)
    return _area(shape) if shape and shape.kind in (WIJK, BUURT) else None


def name_of(code: str) -> str:
    """'Wetering, Westwijk' for a buurt, 'Westwijk' for a wijk, '' for an unknown code."""
    shapes = atlas().shapes
    if code not in shapes:
        return ""
    shape = shapes[code]
    return atlas().words(Spot(code, shape.parent)) if shape.kind == BUURT else shape.name


def label_point(code: str) -> Point | None:
    """A point well inside the area, where its name may be written."""
    shape = atlas().shapes.get(code)
    return shape.label if shape else None


def locate(lat: float, lon: float) -> Spot:
    """Buurt and wijk of a point in WGS84 degrees; PlaceProblem says why there is none."""
    return atlas().locate(lat, lon)


def addresses(q: str, limit: int = queries.MOST) -> list[Address]:
    """Addresses that fit what was typed (3 to 80 characters), best first."""
    return [_address(record) for record in queries.find(q, limit)]


def address(bag_id: str) -> Address | None:
    """One address, also when it is no longer current."""
    found = AddressRecord.objects.filter(bag_id=bag_id).first()
    return _address(found) if found else None


def streets_at(points: Sequence[Point]) -> dict[tuple[float, float], str]:
    """By point, the street that most addresses within some 50 metres bear; a point without
    addresses is not there. One query."""
    return queries.streets_at(points)


def credit() -> str:
    """Whom to name under a map."""
    return atlas().credit


def map_svg(
    values: Mapping[str, Value],
    *,
    level: str = WIJK,
    breaks: Sequence[float] | None = None,
    title: str,
    desc: str = "",
    labels: Mapping[str, str] | None = None,
    hrefs: Mapping[str, str] | None = None,
    selected: str = "",
    focus: str = "",
    unit: str = "",
) -> SafeString:
    """A choropleth of wijken or buurten.

    `values` per code: a number; words when the number is withheld; None (or no entry) when
    unknown. `labels` overrides how a value is printed. `selected` gets an ink line, `focus`
    (a wijk) is looked at closely. `unit` is said after the number in the label of each link.
    """
    borders = round_breaks(values.values()) if breaks is None else breaks
    return Choropleth(
        atlas(), values, level, borders, title, desc, labels, hrefs, selected, focus, unit
    ).svg()


def place_map(
    *,
    level: str = BUURT,
    hrefs: Mapping[str, str] | None = None,
    selected: str = "",
    spot: Point | None = None,
    focus: str = "",
) -> SafeString:
    """A map to pick a place from: `hrefs` per code, a pin at `spot`, `focus` on one wijk."""
    return PlaceMap(atlas(), level, hrefs, selected, spot, focus).svg()


def _area(shape: Shape) -> Area:
    return Area(shape.code, shape.name, shape.parent)


def _address(record: AddressRecord) -> Address:
    # Names come from memory: joined areas would bring their outlines along.
    shapes = atlas().shapes
    buurt = shapes.get(record.buurt_id)
    wijk = shapes.get(buurt.parent) if buurt else None
    return Address(
        bag_id=record.bag_id,
        street=record.street,
        number=record.number,
        letter=record.letter,
        addition=record.addition,
        postcode=record.postcode,
        buurt_code=record.buurt_id,
        buurt=buurt.name if buurt else "",
        wijk=wijk.name if wijk else "",
        lat=record.lat,
        lon=record.lon,
        fictional=record.fictional,
    )
