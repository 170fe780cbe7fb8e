"""Reads a figure file (CSV) into readings; a wrong header, code or double row is refused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.catalog import FileShape, file_shapes, section
from baken.programme.periods import Period, read_period
from baken.programme.records import COUNTRY, Contents, Reading, Record, plain_json, refuse_doubles
from baken.programme.values import read_cell

MAX_BYTES = 20_000_000
LEVELS = {"land": r"NL\d{2}", "gemeente": r"GM\d{4}", "wijk": r"WK\d{6}", "buurt": r"BU\d{8}"}
Row = dict[str, str]


def read_figures(raw: bytes, municipality: str, areas: frozenset[str] = frozenset()) -> Contents:
    """All readings of a CSV file, and the sources and indicators they need.

    `municipality` is its CBS code ('GM0622'); `areas` the known codes of wijken and buurten, or
    empty to check only that they belong to the municipality. Raises ValidationError.
    """
    header, rows = _rows(raw)
    shape = next((shape for shape in file_shapes() if shape.header == header), None)
    if shape is None:
        raise ValidationError(wrong_header(header))
    reader = _crimes if shape.kind == "crimes" else _areas
    readings: list[Reading] = []
    for line, row in enumerate(rows, start=2):
        try:
            readings += reader(shape, row, municipality, areas)
        except ValidationError as error:
            message = _("Regel %(line)s: %(what)s") % {"line": line, "what": error.messages[0]}
            raise ValidationError(message) from error
    refuse_doubles(readings)
    return Contents(tuple(_needed(readings)), tuple(readings))


def _rows(raw: bytes) -> tuple[list[str], list[Row]]:
    if len(raw) > MAX_BYTES:
        raise ValidationError(_("Dit bestand is te groot (meer dan 20 MB)."))
    try:
        lines = [*csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValidationError(_("Dit is geen leesbaar CSV-bestand in UTF-8.")) from error
    if len(lines) < 2:
        raise ValidationError(_("Dit bestand is leeg: er staan geen cijfers in."))
    header = lines[0]
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(header):
            message = _("Regel %(line)s heeft %(found)s velden. Het moeten er %(due)s zijn.")
            params = {"line": number, "found": len(line), "due": len(header)}
            raise ValidationError(message, params=params)
    return header, [dict(zip(header, line, strict=True)) for line in lines[1:]]


def resembles_a_shape(header: list[str]) -> bool:
    """Most of these columns belong to a file that we know: a slip, no other file."""
    return any(2 * len(set(shape.header) & set(header)) > len(header) for shape in file_shapes())


def wrong_header(header: list[str]) -> str:
    """What is wrong with it, in one sentence."""
    nearest = max(file_shapes(), key=lambda shape: len(set(shape.header) & set(header)))
    names = {"title": nearest.title, "due": ", ".join(nearest.header)}
    if missing := [name for name in nearest.header if name not in header]:
        text = _("De eerste regel klopt niet. Voor ‘%(title)s’ ontbreekt: %(missing)s.")
        return text % (names | {"missing": ", ".join(missing)})
    text = _("De eerste regel klopt niet. Voor ‘%(title)s’ hoort er precies dit te staan: %(due)s.")
    return text % names


def _crimes(shape: FileShape, row: Row, municipality: str, areas: frozenset[str]) -> list[Reading]:
    for column, due in shape.only.items():
        if row[column] != due:
            message = _("‘%(found)s’ kennen wij niet. Hier hoort ‘%(due)s’.")
            raise ValidationError(message, params={"found": row[column], "due": due})
    table = shape.tables.get(row["bron_tabel"])
    if table is None:
        message = _("Tabel ‘%(table)s’ kennen wij niet.")
        raise ValidationError(message, params={"table": row["bron_tabel"]})
    period, sources = read_period(row["jaar"]), (table["source"],)
    cells = {"": row[shape.main]} | {name: row[name] for name in shape.measures if row[name]}
    place = (period, municipality)
    return [
        _reading((table["indicator"], measure), place, cell, sources)
        for measure, cell in cells.items()
    ]


def _areas(shape: FileShape, row: Row, municipality: str, areas: frozenset[str]) -> list[Reading]:
    area, period = _area(row, municipality, areas), read_period(row["jaar"])
    return [
        _reading((indicator, ""), (period, area), row[column], (shape.source,))
        for column, indicator in shape.columns.items()
    ]


def _reading(
    what: tuple[str, str], place: tuple[Period, str], cell: str, sources: tuple[str, ...]
) -> Reading:
    """A cell; CBS marks a provisional figure with an asterisk."""
    value, status = read_cell(cell)
    return Reading(*what, *place, value, {}, sources, status)


def _area(row: Row, municipality: str, areas: frozenset[str]) -> str:
    code, level = row["regiocode"].strip(), row["niveau"].strip()
    names = {"code": code, "level": level, "municipality": municipality}
    if level not in LEVELS or not re.fullmatch(LEVELS[level], code, re.ASCII):
        raise ValidationError(_("Code ‘%(code)s’ hoort niet bij niveau ‘%(level)s’."), params=names)
    if code != COUNTRY and code[2:6] != municipality[2:]:
        message = _("Code %(code)s hoort niet bij deze gemeente (%(municipality)s).")
        raise ValidationError(message, params=names)
    if areas and level in {"wijk", "buurt"} and code not in areas:
        message = _("Code %(code)s staat niet op de kaart. Is de indeling van dit jaar anders?")
        raise ValidationError(message, params=names)
    return code


def _needed(readings: list[Reading]) -> Iterator[Record]:
    """Sources and indicators of the catalogue, for a figure file that comes before the plan."""
    sources = {source for reading in readings for source in reading.sources}
    for position, key in enumerate(sorted(sources)):
        item = section("sources")[key]
        yield Record("source", key, item["titel"], "", position, dict(item))
    wanted = {reading.indicator for reading in readings}
    for position, (key, item) in enumerate(section("indicators").items()):
        if key in wanted:
            details = {name: value for name, value in item.items() if name not in {"naam", "bron"}}
            kept = plain_json(details)
            assert isinstance(kept, dict)
            yield Record("indicator", key, item["naam"], "", 100 + position, kept, (item["bron"],))
