"""Blind indexes: whether a name or address is one that we know, without being able to read it.

A mark is a keyed fingerprint of the whole name with the whole birth date, or of one address. Only
the same question, spelt out in full, finds it; no beginning, no likeness, no list.
"""

import re
import unicodedata
from collections.abc import Iterator
from uuid import UUID

from baken.core import crypto
from baken.people.models import Mark, Precision
from baken.people.rules import Born

CONTEXT = "people.mark"
_POSTCODE = re.compile(r"\b(\d{4}) ?([a-z]{2})\b")


def plain(text: str) -> str:
    """Small letters without accents or signs, one space between words."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


def name_key(name: str, born: Born | None) -> str:
    """What is fingerprinted of a name; '' unless the day of birth is wholly known."""
    if born is None or born.precision != Precision.DAY or not plain(name):
        return ""
    return f"name:{plain(name)}:{born}"


def address_key(text: str) -> str:
    """What is fingerprinted of an address: postcode and number, else its first line; '' if none.

    A first line without a number is no address.
    """
    first = plain(next(iter(re.split(r"[,\n]", text.strip())), ""))
    found = _POSTCODE.search(plain(text))
    number = re.search(r"(?<=\s)\d+.*$", first)
    if found and number and not _POSTCODE.search(first):
        return f"place:{found[1]}{found[2]}:{number[0].replace(' ', '')}"
    return f"line:{first.replace(' ', '')}" if number else ""


def asked(key: str) -> list[bytes]:
    """The fingerprints under which this key may have been written, one per key of the house."""
    return crypto.macs(key, CONTEXT) if key else []


def write(person_id: UUID, *keys: str) -> None:
    """Put the fingerprints of these keys beside a person; '' leaves none."""
    for row in rows(person_id, *keys):
        row.save(force_insert=True)


def rows(person_id: UUID, *keys: str) -> Iterator[Mark]:
    """The marks of these keys, not saved yet."""
    for key in filter(None, keys):
        kind = Mark.Kind.NAME if key.startswith("name:") else Mark.Kind.ADDRESS
        yield Mark(person_id=person_id, kind=kind, fingerprint=crypto.mac(key, CONTEXT))


def rename(person_id: UUID, name: str, born: Born | None) -> None:
    """The name was corrected: its mark is made anew. Only while this person is revealed."""
    Mark.objects.filter(person_id=person_id, kind=Mark.Kind.NAME).delete()
    write(person_id, name_key(name, born))
