"""Finding an address by what somebody types."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from baken.geo.models import Address
from baken.geo.problems import Point
from baken.geo.rows import street_key

SHORTEST, LONGEST, MOST = 3, 80, 8
# Some 50 metres, in degrees at our latitude.
STREET_LAT, STREET_LON = 0.00045, 0.00073
_NUMBER = r"(?:[\s,]+([0-9]{1,5})\s*-?\s*([A-Za-z]?))?"
_POSTCODE = re.compile(rf"([1-9][0-9]{{3}})\s*([A-Za-z]{{2}})?{_NUMBER}")
_STREET = re.compile(rf"(.*?[^\W\d].*?){_NUMBER}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, taken apart: a street or a postcode, and perhaps a number."""

    street: str = ""
    postcode: str = ""
    number: int | None = None
    letter: str = ""


def parse(text: str) -> Asked | None:
    """None when there is too little, or too much, to look for."""
    text = " ".join(text.split())
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    if found := _POSTCODE.fullmatch(text):
        digits, letters, number, letter = found.groups(default="")
        return _asked("", digits + letters, number, letter)
    if found := _STREET.fullmatch(text):
        street, number, letter = found.groups(default="")
        key = street_key(street)
        if len(key) >= SHORTEST:
            return _asked(key, "", number, letter)
    return None


def _asked(street: str, postcode: str, number: str, letter: str) -> Asked:
    return Asked(street, postcode.upper(), int(number) if number else None, letter.upper())


def find(text: str, limit: int = MOST) -> list[Address]:
    """Addresses that fit, best first. Without a number: one address per street and buurt."""
    asked = parse(text)
    if asked is None:
        return []
    fitting = _fitting(asked)
    streets = _one_per_street(fitting, limit) if asked.number is None else []
    if len(streets) > 1:
        return streets
    return list(fitting.order_by("rank", "street", "number", "letter", "addition")[:limit])


@dataclass(frozen=True, slots=True)
class House:
    """Where a house number stands on a map, in WGS84 degrees."""

    lat: float
    lon: float
    number: str


def streets(buurt_code: str) -> dict[str, list[House]]:
    """The streets of a buurt with their houses, for a map without tiles."""
    rows = Address.objects.filter(current=True, buurt_id=buurt_code).order_by("street", "number")
    found: dict[str, list[House]] = {}
    for street, number, letter, lat, lon in rows.values_list(
        "street", "number", "letter", "lat", "lon"
    ):
        found.setdefault(street, []).append(House(lat, lon, f"{number}{letter}"))
    return found


def _fitting(asked: Asked) -> QuerySet[Any]:
    found = Address.objects.filter(current=True)
    if asked.postcode:
        found = found.filter(postcode__startswith=asked.postcode)
    else:
        found = found.filter(street_key__contains=asked.street)
    if asked.number is not None:
        found = found.filter(number=asked.number)
    if asked.letter:
        found = found.filter(letter=asked.letter)
    first = When(street_key__startswith=asked.street, then=Value(0))
    return found.annotate(rank=Case(first, default=Value(1), output_field=IntegerField()))


def _one_per_street(fitting: QuerySet[Any], limit: int) -> list[Address]:
    order = ("rank", "street", "buurt_id")
    return list(fitting.order_by(*order, "number", "letter").distinct(*order)[:limit])


def streets_at(points: Sequence[Point]) -> dict[tuple[float, float], str]:
    """By point, the street that most addresses around it bear. One query."""
    rows = _around(points).values_list("lat", "lon", "street")
    found: dict[tuple[float, float], Counter[str]] = defaultdict(Counter)
    for lat, lon, street in rows:
        for point in points:
            if abs(point.lat - lat) <= STREET_LAT and abs(point.lon - lon) <= STREET_LON:
                found[point][street] += 1
    return {point: max(sorted(names), key=names.__getitem__) for point, names in found.items()}


def _around(points: Sequence[Point]) -> QuerySet[Address]:
    """The addresses in the window that holds all points."""
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return Address.objects.filter(
        current=True,
        lat__range=(min(lats) - STREET_LAT, max(lats) + STREET_LAT),
        lon__range=(min(lons) - STREET_LON, max(lons) + STREET_LON),
    )
