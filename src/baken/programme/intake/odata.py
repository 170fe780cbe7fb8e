"""Rows of CBS OData (JSON): one page, several pages after each other, or a list of pages.

A row is a flat object. So rows are cut out of the stream as text, a megabyte at a time, and what
is left of the pages, a small skeleton, is read as JSON at the end: a file that was cut off shows.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.intake.recipe import Recipe

PIECE = 1 << 20
MOST = 16 << 20  # a row is never this long
RECORD = re.compile(r'\{[^{}"]*(?:"(?:[^"\\]|\\.)*"[^{}"]*)*\}')
TABLE = re.compile(r"/(\d{5}[A-Za-z]{3})/")
DECODER = json.JSONDecoder(parse_float=str, parse_int=str)
Record = dict[str, Any]


def rows(text: io.TextIOWrapper, recipe: Recipe) -> Iterator[tuple[int, list[str]]]:
    """The rows, numbered over all pages of the file."""
    skeleton: list[str] = []
    pick: Any = None
    count = 0
    for record in _records(text, skeleton):
        count += 1
        pick = pick or itemgetter(*_keys(record, recipe))
        try:
            cells = pick(record)
        except KeyError as error:
            message = _("Rij %(line)s mist het veld %(name)s.")
            raise ValidationError(message, params={"line": count, "name": error.args[0]}) from error
        yield count, ["" if cell is None else cell for cell in cells]
    _check_pages("".join(skeleton), recipe, count)


def _records(text: io.TextIOWrapper, skeleton: list[str]) -> Iterator[Record]:
    left = ""
    while piece := text.read(PIECE):
        left += piece
        parts = RECORD.split(left)
        if len(parts) > 1:
            found = RECORD.findall(left)
            left = parts.pop()
            skeleton += [f"{part}0" for part in parts]
            yield from _decoded(found)
        elif len(left) > MOST:
            raise broken()
    skeleton.append(left)


def _decoded(found: list[str]) -> list[Record]:
    try:
        decoded: list[Record] = DECODER.decode(f"[{','.join(found)}]")
    except ValueError as error:
        raise broken() from error
    return decoded


def broken() -> ValidationError:
    message = _("Dit is geen volledig OData-bestand (JSON). Haal het opnieuw op.")
    return ValidationError(message)


def _keys(record: Record, recipe: Recipe) -> list[str]:
    from baken.programme.intake.rows import plain

    names = {plain(name) if recipe.table else name: name for name in record}
    if missing := [name for name in recipe.fields if name not in names]:
        message = _("Deze kolommen ontbreken: %(names)s.")
        raise ValidationError(message, params={"names": ", ".join(missing)})
    return [names[name] for name in recipe.fields]


def _check_pages(skeleton: str, recipe: Recipe, count: int) -> None:
    """Every page is whole, is of this table, and the pages hold the rows that were read."""
    held = 0
    for page in pages(skeleton):
        table = table_of(str(page.get("odata.metadata", "")))
        if recipe.table and table and table != recipe.table:
            message = _("Eén bladzijde is van tabel %(found)s, een andere van %(due)s.")
            raise ValidationError(message, params={"found": table, "due": recipe.table})
        held += len(page["value"])
    if held != count:
        raise broken()


def pages(skeleton: str) -> Iterator[Record]:
    """The pages of a file: objects with a list `value`, also when they stand in a list."""
    at = 0
    skeleton = skeleton.strip()
    while at < len(skeleton):
        try:
            page, end = DECODER.raw_decode(skeleton, at)
        except ValueError as error:
            raise broken() from error
        for one in page if isinstance(page, list) and "0" not in page else [page]:
            yield _page(one)
        at = end + len(skeleton[end:]) - len(skeleton[end:].lstrip(" \r\n\t,"))


def _page(page: Any) -> Record:
    if isinstance(page, list):
        return {"value": page}
    if not isinstance(page, dict) or not isinstance(page.get("value"), list):
        raise broken()
    return page


def table_of(metadata: str) -> str:
    """The number of the table in the address that every page names."""
    found = TABLE.search(metadata)
    return found[1].upper() if found else ""
