"""Rows of a portal file laid out as a table: title and filters, a head of labels, a foot.

"Geregistreerde misdrijven en aangiften; soort misdrijf, gemeente 2026"
"Soort misdrijf: Totaal misdrijven"
""
"Onderwerp";"Geregistreerde misdrijven";"Geregistreerde misdrijven"
"Perioden";"2022";"2023"
"Regio's";"aantal";"aantal"
"Vlaardingen";"3843";"3605"
"Bron: Politie"
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.intake.recipe import Recipe
from baken.programme.intake.tables import labels

if TYPE_CHECKING:
    from _csv import Reader  # csv has no public name for it

SUBJECT = "Onderwerp"
DIVISION = re.compile(r"(?:gemeente|indeling|wijk|buurt|regio)\D{0,20}((?:19|20)\d{2})\b")


@dataclass
class Head:
    """What stands above the figures. `across` are labels per column, `down` is that of a row."""

    title: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    across: dict[str, list[str]] = field(default_factory=dict)
    down: str = ""
    width: int = 0

    @property
    def division(self) -> str:
        """The year of the areas, where the title names it: 'gemeente 2026' -> '2026'."""
        found = DIVISION.search(self.title)
        return found[1] if found else ""


def role_of(label: str) -> str:
    """'area', 'period', 'category' or 'measure', for a label of the head; '' for another."""
    roles = {SUBJECT: "measure"}
    for role in ("area", "period", "category"):
        roles |= dict.fromkeys(labels()[role], role)
    return roles.get(label.strip(), "")


def read_head(lines: Iterable[list[str]]) -> tuple[Head, list[str]]:
    """The head, and the first line of figures."""
    head = Head()
    for number, cells in enumerate(lines, start=1):
        role = role_of(cells[0]) if len(cells) > 1 else ""
        if role:
            _add_labels(head, role, cells, number)
        elif len(cells) > 1:
            _refuse_incomplete(head)
            return head, cells
        elif cells and cells[0].strip() and not head.width:
            _add_title(head, cells[0])
    raise ValidationError(_("In dit bestand staan geen cijfers."))


def _refuse_incomplete(head: Head) -> None:
    if not head.down:
        raise ValidationError(_("De regels met de namen van de kolommen ontbreken."))
    if not {"area", "period"} <= {head.down, *head.across, *head.filters}:
        message = _("Dit bestand zegt niet over welk gebied of welke periode het gaat.")
        raise ValidationError(message)


def _add_labels(head: Head, role: str, cells: list[str], number: int) -> None:
    from baken.programme.intake.rows import wrong_width

    if head.width and len(cells) != head.width:
        raise wrong_width(number, len(cells), head.width)
    if head.down:
        head.across[head.down] = head.across.pop("units")
    head.down, head.width = role, len(cells)
    head.across["units"] = cells[1:]


def _add_title(head: Head, text: str) -> None:
    label, colon, value = text.partition(":")
    if colon and (role := role_of(label)):
        head.filters[role] = value.strip()
    else:
        head.title = head.title or text.strip()


def rows(text: Iterator[str], recipe: Recipe) -> Iterator[tuple[int, list[str | None]]]:
    """A row per line, period and kind, with a cell per column of the recipe."""
    from baken.programme.intake.rows import wrong_quote

    reader = csv.reader(text, delimiter=recipe.delimiter, strict=True)
    try:
        for cells in _cells_of(reader, recipe):
            yield reader.line_num, cells
    except csv.Error as error:
        raise wrong_quote(reader.line_num) from error


def _cells_of(reader: Reader, recipe: Recipe) -> Iterator[list[str | None]]:
    from baken.programme.intake.rows import is_foot, wrong_width

    head, first = read_head(reader)
    groups = _groups(head, recipe)
    for line in chain([first], reader):
        if len(line) == head.width:
            for (period, category), places in groups.items():
                said = {"area": "", "period": period, "category": category, head.down: line[0]}
                cells: list[str | None] = [said[name] for name in recipe.fields[: _fixed(recipe)]]
                cells += [None if at is None else line[at] for at in places]
                yield cells
        elif not is_foot(line):
            raise wrong_width(reader.line_num, len(line), head.width)


def _fixed(recipe: Recipe) -> int:
    return len([name for name in (recipe.area, recipe.period, recipe.category) if name])


def _groups(head: Head, recipe: Recipe) -> dict[tuple[str, str], list[int | None]]:
    """(period, kind) -> where in the line the figure of each column of the recipe stands."""
    known = labels()["measures"]
    wanted = [column.field for column in recipe.columns]
    found: dict[tuple[str, str], list[int | None]] = {}
    for at in range(1, head.width):
        said = {role: values[at - 1] for role, values in head.across.items()} | head.filters
        measure = known.get(said.get("measure", "").strip())
        if measure in wanted:
            key = (said.get("period", ""), said.get("category", ""))
            places = found.setdefault(key, [None] * len(wanted))
            places[wanted.index(measure)] = at
    if not found:
        raise ValidationError(_("In dit bestand staat geen onderwerp dat wij kennen."))
    return found
