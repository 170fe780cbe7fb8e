"""The rows of a file, whatever its layout: the number of the line, and the cells that count."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.intake import odata, portal
from baken.programme.intake.opening import Counted, Source, as_text, wrong_encoding
from baken.programme.intake.recipe import Recipe

Row = tuple[int, Sequence[str | None]]
Tell = Callable[[int], None]
STEP = 20_000  # lines between two words about how far it is
CODE = re.compile(r"\d+|(NL|GM|WK|BU)\d+|\d{4}(JJ|MM|KW)\d{2}|-?\d+([.,]\d+)?", re.ASCII)


def rows_of(source: Source, recipe: Recipe, tell: Tell = lambda _done: None) -> Iterator[Row]:
    """All rows in the order of the file. `tell` hears now and then how many bytes were read.

    Raises ValidationError with the number of the line at what cannot be read.
    """
    readers = {"records": _records, "odata": odata.rows, "portal": portal.rows}
    with source.open() as raw:
        stream = Counted(raw)
        text = as_text(stream)
        try:
            for count, row in enumerate(readers[recipe.layout](text, recipe)):
                if not count % STEP:
                    tell(stream.done)
                yield row
        except UnicodeDecodeError as error:
            raise wrong_encoding(source) from error


def _records(text: Iterator[str], recipe: Recipe) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=recipe.delimiter, strict=True)
    try:
        header = header_of(reader, recipe)
        places = [header.index(name) for name in recipe.fields]
        pick = itemgetter(*places)
        width = len(header)
        for cells in reader:
            if len(cells) == width:
                yield reader.line_num, pick(cells)
            elif not is_foot(cells):
                raise wrong_width(reader.line_num, len(cells), width)
    except csv.Error as error:
        raise wrong_quote(reader.line_num) from error


def wrong_quote(line: int) -> ValidationError:
    message = _("Regel %(line)s: hier klopt een aanhalingsteken niet.")
    return ValidationError(message, params={"line": line})


def wrong_width(line: int, found: int, due: int) -> ValidationError:
    message = _("Regel %(line)s heeft %(found)s velden. Het moeten er %(due)s zijn.")
    return ValidationError(message, params={"line": line, "found": found, "due": due})


def header_of(lines: Iterator[list[str]], recipe: Recipe) -> list[str]:
    """The first line of several cells, when it has the columns of the recipe."""
    found = next((cells for cells in lines if len(cells) > 1), [])
    header = [plain(name) if recipe.table else name.strip() for name in found]
    missing = [name for name in recipe.fields if name not in header]
    if missing and any(CODE.fullmatch(name) for name in header):
        raise ValidationError(_("De regel met de namen van de kolommen ontbreekt."))
    if missing:
        message = _("Deze kolommen ontbreken: %(names)s.")
        raise ValidationError(message, params={"names": ", ".join(missing)})
    if double := next((name for name in header if name and header.count(name) > 1), None):
        raise ValidationError(_("Kolom ‘%(name)s’ staat er twee keer."), params={"name": double})
    return header


def plain(name: str) -> str:
    """'GeregistreerdeMisdrijven_1' -> 'GeregistreerdeMisdrijven'."""
    return re.sub(r"_\d{1,3}$", "", name.strip())


def is_foot(cells: list[str]) -> bool:
    """An empty line, or 'Bron: Politie' and the like below the figures."""
    return len(cells) < 2 and (not "".join(cells).strip() or cells[0].startswith(("Bron", "©")))
