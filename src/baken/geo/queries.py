"""Finding an address by what somebody types."""

import re
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from baken.geo.models import Address
from baken.geo.rows import street_key

SHORTEST, LONGEST, MOST = 3, 80, 8
_POSTCODE = re.compile(r"\s*([1-9][0-9]{3})\s*([A-Za-z]{2})?(?:[\s,]+([0-9]{1,5})\s*([A-Za-z]?))?\s*")
_STREET = re.compile(r"(.*?[^\W\d].*?)(?:[\s,]+([0-9]{1,5})\s*-?\s*([A-Za-z]?))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, taken apart: a street or a postcode, and perhaps a number."""

    street: str = ""
    postcode: str = ""
    number: int | None = None
    letter: str = ""


def parse(text: str) -> Asked | None:
    """None when there is too little, or too much, to look for."""
    text = text.strip()
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    if found := _POSTCODE.fullmatch(text):
        digits, letters, number, letter = found.groups(default="")
        return Asked("", (digits + letters).upper(), int(number) if number else None, letter.upper())
    if found := _STREET.fullmatch(text):
        street, number, letter = found.groups(default="")
        key = street_key(street)
        if len(key) >= SHORTEST:
            return Asked(key, "", int(number) if number else None, letter.upper())
    return None


def find(text: str, limit: int = MOST) -> list[Address]:
    """Addresses that fit, best first. Without a number: one address per street and buurt."""
    asked = parse(text)
    if asked is None:
        return []
    fitting = _fitting(asked)
    if asked.number is None and (streets := _one_per_street(fitting, limit)):
        if len(streets) > 1:
            return streets
    return list(fitting.order_by("rank", "street", "number", "letter", "addition")[:limit])


def _fitting(asked: Asked) -> QuerySet[Address]:
    found = Address.objects.filter(current=True).select_related("buurt__parent")
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


def _one_per_street(fitting: QuerySet[Address], limit: int) -> list[Address]:
    order = ("rank", "street", "buurt_id")
    return list(fitting.order_by(*order, "number", "letter").distinct(*order)[:limit])
