"""What kind of file is this? A table that we know, our own format, or columns to be chosen."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.catalog import file_shapes
from baken.programme.figurefile import resembles_a_shape, wrong_header
from baken.programme.intake import odata, portal
from baken.programme.intake.opening import Source, head_of, refuse_foreign, wrong_encoding
from baken.programme.intake.recipe import Column, Layout, Recipe
from baken.programme.intake.rows import CODE, plain
from baken.programme.intake.tables import by_fields, by_title, recipe_for, tables

OWN = ("indicator", "waarde")  # docs/formats/figures.md
PERIODS = ("periode", "jaar")


@dataclass(frozen=True)
class Looked:
    """What the beginning of a file shows: its columns, some rows, and the recipe if we know it."""

    layout: Layout
    delimiter: str
    header: list[str]
    sample: list[list[str]]
    recipe: Recipe | None = None
    table: str = ""
    division: str = ""


def look(source: Source) -> Looked:
    """Raises ValidationError for what is no table of figures at all."""
    refuse_foreign(source)
    text = _head_text(source)
    if text.lstrip()[:1] in {"{", "["}:
        return _json(text)
    delimiter = _delimiter(text)
    lines = _lines(text, delimiter)
    first = next((line for line in lines if len(line) > 1), [])
    if first and portal.role_of(first[0]):
        return _portal(lines)
    return _csv(lines, first, delimiter)


def _head_text(source: Source) -> str:
    raw = head_of(source)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end < len(raw) - 4:  # not merely cut in the middle of a sign
            raise wrong_encoding(source) from error
        return raw[: error.start].decode("utf-8-sig")


def _lines(text: str, delimiter: str) -> list[list[str]]:
    """The first lines; the last of a long file may be cut, and is left out."""
    kept = text.rpartition("\n")[0] if len(text) > 50_000 else text
    try:
        return [*csv.reader(io.StringIO(kept, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise ValidationError(_("Dit is geen leesbaar CSV-bestand.")) from error


def _delimiter(text: str) -> str:
    """The sign that cuts most lines; a portal file has commas in its title only."""
    lines = text.splitlines()[:40]
    cut = {sign: sum(sign in line for line in lines) for sign in ";\t,"}
    return max(cut, key=lambda sign: cut[sign])


def _json(text: str) -> Looked:
    found = odata.RECORD.findall(text)[:20]
    if not found:
        raise odata.broken()
    try:
        records: list[dict[str, Any]] = [json.loads(one) for one in found]
    except ValueError as error:
        raise odata.broken() from error
    header = list(records[0])
    sample = [["" if value is None else str(value) for value in one.values()] for one in records]
    named = odata.table_of(text[: text.find(found[0])])
    period = str(records[0].get("Perioden", ""))
    table = named or by_fields({plain(name) for name in header}, period)
    recipe = recipe_for(table, "odata") if table in tables() else None
    return Looked("odata", "", header, sample, recipe, table)


def _portal(lines: list[list[str]]) -> Looked:
    head, first = portal.read_head(lines)
    table = by_title(head.title)
    if not table:
        message = _("De tabel ‘%(title)s’ kennen wij niet.")
        raise ValidationError(message, params={"title": head.title[:80]})
    recipe = recipe_for(table, "portal")
    sample = [line for line in lines if len(line) == head.width][:20]
    return Looked("portal", ";", first, sample, recipe, table, head.division)


def _csv(lines: list[list[str]], header: list[str], delimiter: str) -> Looked:
    if not header:
        raise ValidationError(_("In dit bestand staat geen tabel: elke regel heeft één veld."))
    if 2 * sum(CODE.fullmatch(name.strip()) is not None for name in header) > len(header):
        raise ValidationError(_("De regel met de namen van de kolommen ontbreekt."))
    at = lines.index(header)
    sample = [line for line in lines[at + 1 :] if len(line) == len(header)][:20]
    if any(shape.header == header for shape in file_shapes()):
        return Looked("shape", ",", header, sample, Recipe("shape", delimiter=","))
    fields = {plain(name) for name in header}
    place = next((n for n, name in enumerate(header) if plain(name) == "Perioden"), None)
    period = sample[0][place] if sample and place is not None else ""
    if table := by_fields(fields, period):
        recipe = recipe_for(table, "records", delimiter=delimiter)
        return Looked("records", delimiter, header, sample, recipe, table)
    if resembles_a_shape(header):
        raise ValidationError(wrong_header(header))
    own = _own([name.strip() for name in header], delimiter)
    return Looked("records", delimiter, header, sample, own)


def _own(header: list[str], delimiter: str) -> Recipe | None:
    """Our own format: a row per figure, which says itself of which indicator it is."""
    period = next((name for name in PERIODS if name in header), "")
    if not period or not set(OWN) <= set(header):
        return None
    given = {name: name for name in header}
    margins = {"low": "ondergrens", "high": "bovengrens"} if "ondergrens" in header else {}
    return Recipe(
        "records",
        delimiter=delimiter,
        area=given.get("gebied", ""),
        period=period,
        category="indicator",
        columns=(Column("waarde", **margins),),
        status_field=given.get("status", ""),
        unit_field=given.get("eenheid", ""),
        source_field=given.get("bron", ""),
        decimal=",",
        strict=True,
    )
