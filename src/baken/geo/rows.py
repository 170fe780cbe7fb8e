"""One address on its way to the table, and the key by which its street is found."""

import re
import unicodedata
from dataclasses import dataclass

# What people leave out or add when they type a street.
_NOISE = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One address as read or made; degrees in WGS84."""

    bag_id: str
    street: str
    number: int
    letter: str
    addition: str
    postcode: str
    buurt_code: str
    lat: float
    lon: float


def street_key(text: str) -> str:
    """Small letters without accents or signs: "'s-Graven Weg" is found by 'sgravenweg'."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return _NOISE.sub("", plain)
