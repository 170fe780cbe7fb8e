"""Opens a file of reports, CSV or JSON, whatever its encoding: a header, and rows with lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 100_000_000
LONGEST_CELL = 100_000
MOST_COLUMNS = 200
DEEPEST = 8
MARKS = {b"PK\x03\x04": "zip/Excel", b"\x1f\x8b": "gzip", b"%PDF": "PDF", b"\xd0\xcf": "Excel"}


@dataclass(frozen=True)
class Sheet:
    """A file as a table. `rows` can be asked for more than once."""

    header: list[str]
    lines: Sequence[tuple[int, Sequence[str]]]
    about: str


def open_sheet(content: bytes) -> Sheet:
    """ValidationError says what kind of file it is instead, or on which line it breaks."""
    kind = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    if kind:
        message = _("Dit is een bestand van het soort %s. Sla het eerst op als CSV of JSON.")
        raise ValidationError(message % kind)
    text, encoding = _decoded(content)
    if not text.strip():
        raise ValidationError(_("Dit bestand is leeg."))
    if text.lstrip()[0] in "[{":
        return _json(text, encoding)
    return _csv(text, encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    """UTF-8 with or without a mark, UTF-16 with one, else what Windows wrote."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError:
            raise ValidationError(_("De tekens van dit bestand zijn niet te lezen.")) from None
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "Windows-1252"


def _csv(text: str, encoding: str) -> Sheet:
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t|", key=first.count)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    csv.field_size_limit(LONGEST_CELL)
    try:
        header = _header(next(reader, []))
        lines = [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error:
        message = _("Regel %s: hier klopt een aanhalingsteken niet, of een cel is te lang.")
        raise ValidationError(message % reader.line_num) from None
    names = {"\t": "tab"}
    return Sheet(header, lines, f"CSV, {encoding}, {names.get(delimiter, delimiter)}")


def _header(cells: Sequence[str]) -> list[str]:
    header = [name.strip() for name in cells]
    if len(header) < 2 or len(header) > MOST_COLUMNS:
        raise ValidationError(_("De eerste regel moet de namen van de kolommen hebben."))
    double = next((name for name in header if name and header.count(name) > 1), None)
    if double:
        raise ValidationError(_("Kolom ‘%s’ staat er twee keer.") % double)
    return header


def _json(text: str, encoding: str) -> Sheet:
    """A list of things, or Signalen's `results`; what is inside a thing gets a name with dots."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ValidationError(_("Dit is geen leesbare JSON.")) from None
    found = content.get("results") if isinstance(content, dict) else content
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValidationError(_("Wij zoeken een lijst van meldingen, en vinden die hier niet."))
    things = [dict(_flat(one)) for one in found]
    header = list(dict.fromkeys(name for thing in things for name in thing))[:MOST_COLUMNS]
    lines = [(n, [thing.get(name, "") for name in header]) for n, thing in enumerate(things, 1)]
    return Sheet(header, lines, f"JSON, {encoding}")


def _flat(thing: Mapping[Any, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for name, value in thing.items():
        within = dict(enumerate(value[:9])) if isinstance(value, list) else value
        if isinstance(within, dict):
            if depth < DEEPEST:
                yield from _flat(within, f"{prefix}{name}.", depth + 1)
        elif value is not None:
            yield f"{prefix}{name}", str(value)
