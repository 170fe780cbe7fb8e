"""From what a file calls an area to our code of it; other municipalities are passed over."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.figurefile import LEVELS
from baken.programme.intake.recipe import Recipe
from baken.programme.records import COUNTRY

CODES = re.compile("|".join(LEVELS.values()), re.ASCII)
OTHER = re.compile(r"(PV|LD|CR|RE|GG|VR|AM)\d{2,4}", re.ASCII)  # provinces, regions and the like


def finder(
    recipe: Recipe, municipality: str, known: Collection[str]
) -> Callable[[str], str | None]:
    """Cell -> our code, or None for an area that is not ours.

    `known` are the codes of wijken and buurten on the map; empty: any of the municipality. Raises
    ValidationError for a code or name of this municipality that is not on the map.
    """
    found: dict[str, str | None] = {}

    def area_of(cell: str) -> str | None:
        if cell not in found:
            text = cell.strip()
            found[cell] = _code(recipe.concordance.get(text, text), recipe, municipality, known)
        return found[cell]

    return area_of


def _code(text: str, recipe: Recipe, municipality: str, known: Collection[str]) -> str | None:
    if not CODES.fullmatch(text):
        return _named(text, recipe)
    if text.startswith("NL"):
        return COUNTRY
    if text[2:6] != municipality[2:]:
        if not recipe.strict:
            return None
        message = _("Code %(code)s hoort niet bij deze gemeente (%(municipality)s).")
        raise ValidationError(message, params={"code": text, "municipality": municipality})
    if text != municipality and known and text not in known:
        message = _(
            "Code %(code)s staat niet op onze kaart. Is de indeling anders? Geef dan een bestand "
            "mee dat oude en nieuwe codes naast elkaar zet."
        )
        raise ValidationError(message, params={"code": text})
    return text


def _named(text: str, recipe: Recipe) -> str | None:
    if code := recipe.names.get(text):
        return code
    if OTHER.fullmatch(text) or not recipe.strict:
        return None
    message = _("‘%(name)s’ is geen gebied van deze gemeente, en geen code zoals WK062201.")
    raise ValidationError(message, params={"name": text[:60]})


def names_of(areas: Collection[tuple[str, str]], municipality: tuple[str, str]) -> dict[str, str]:
    """Name -> code, of the municipality and of every area whose name is the only one."""
    names = [name for _code_, name in areas]
    found = {name: code for code, name in areas if names.count(name) == 1}
    return {"Nederland": COUNTRY} | found | {municipality[1]: municipality[0]}


def read_concordance(raw: bytes, known: Collection[str]) -> dict[str, str]:
    """Old code -> ours, from a CSV with the columns `oud` and `nieuw`. Raises ValidationError.

    Two old codes that become one are refused: figures would have to be added up.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("Het bestand met codes is geen UTF-8.")) from error
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count))
    if not {"oud", "nieuw"} <= set(reader.fieldnames or ()):
        raise ValidationError(_("Het bestand met codes heeft de kolommen oud en nieuw."))
    found: dict[str, str] = {}
    for row in reader:
        old, new = (row["oud"] or "").strip(), (row["nieuw"] or "").strip()
        params = {"line": reader.line_num, "old": old, "new": new}
        if not CODES.fullmatch(old) or not CODES.fullmatch(new) or (known and new not in known):
            message = _("Regel %(line)s van de codes: ‘%(old)s’ naar ‘%(new)s’ kan niet.")
            raise ValidationError(message, params=params)
        if old in found or new in found.values():
            message = _("Regel %(line)s van de codes: ‘%(old)s’ of ‘%(new)s’ staat er twee keer.")
            raise ValidationError(message, params=params)
        found[old] = new
    return found
