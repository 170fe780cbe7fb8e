"""Looks a figure up in the raw file it came from. Used when composing and when verifying."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.core.ui.numerals import NBSP, written
from baken.programme.catalog import section
from baken.programme.figurefile import read_figures
from baken.programme.intake.again import contents_by_recipe
from baken.programme.paper.counted import cited
from baken.programme.paper.counted import printed as counted
from baken.programme.paper.days import area_words, day_words
from baken.programme.paper.grammar import Expression
from baken.programme.periods import label
from baken.programme.planfile import read_plan
from baken.programme.records import Contents, Reading, Record
from baken.programme.values import printed

REGISTERS = {
    "themas": "theme",
    "doelen": "goal",
    "acties": "action",
    "indicatoren": "indicator",
    "partners": "partner",
    "bronnen": "source",
    "moties": "motion",
}


@dataclass(frozen=True)
class Evidence:
    """A raw file with its fingerprint and the moment it was read in."""

    name: str
    raw: bytes
    retrieved: datetime
    recipe: str = ""  # how its columns are read, as JSON

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


def place_of(name: str, sha256: str, recipe_sha256: str = "") -> str:
    """Where in a bundle a file stands: its folder says which file it is, read by which recipe."""
    return f"snapshots/{sha256[:12]}{recipe_sha256[:8]}/{name}"


def recipe_path(path: str) -> str:
    """Where in a bundle the recipe of a file stands: beside it."""
    return f"{path.rpartition('/')[0]}/recept.json"


@dataclass(frozen=True)
class Found:
    """What a figure says in its evidence, and the words of its note."""

    printed: str
    citation: str


def look_up(expression: Expression, evidence: Evidence, municipality: str) -> Found:
    """The figure in Dutch, from the raw bytes alone. Raises ValidationError if it is not there."""
    finders: dict[str, Callable[[Expression, Evidence, str], Found]] = {
        "cijfer": _figure,
        "telling": _tally,
        "feit": _fact,
        "register": _register,
        "citaat": _quoted,
    }
    with override("nl"):
        return finders[expression.kind](expression, evidence, municipality)


def reading_of(
    expression: Expression, evidence: Evidence, municipality: str
) -> tuple[Reading, Contents]:
    """What the source says of a 'cijfer', and all else that its file holds."""
    contents = contents_of(evidence.name, evidence.raw, municipality, evidence.recipe)
    indicator, _dot, measure = expression.key.partition(".")
    area = expression.part or municipality
    identity = (indicator, measure, expression.rest[0], area)
    reading = next((item for item in contents.readings if item.identity == identity), None)
    if reading is None:
        raise _absent(expression)
    return reading, contents


def _figure(expression: Expression, evidence: Evidence, municipality: str) -> Found:
    reading, contents = reading_of(expression, evidence, municipality)
    if reading.value.amount is None:
        message = _("‘%(text)s’: de bron geeft hier geen cijfer (%(reason)s).")
        raise ValidationError(message, params={"text": expression, "reason": reading.value.missing})
    sources = source_words(reading, contents, evidence)
    where = [sources, area_words(reading.area), label(expression.rest[0])]
    words = f"{', '.join(where)}. Ingelezen {day_words(evidence.retrieved)}."
    words += f" {reading.status.capitalize()} cijfer." if reading.status else ""
    return Found(printed(reading.value, unit_of(reading, contents)), words)


def source_words(reading: Reading, contents: Contents, evidence: Evidence) -> str:
    """What the sources of a figure are called."""
    names = {record.key: record.name for record in contents.records if record.kind == "source"}
    return "; ".join(names.get(key, key) for key in reading.sources) or evidence.name


def unit_of(reading: Reading, contents: Contents) -> str:
    """The unit of a figure, '%' at least where it is a percentage."""
    if reading.measure:
        return "%" if reading.measure.endswith("_pct") else ""
    return _unit(reading.indicator, contents)


def _unit(indicator: str, contents: Contents) -> str:
    for record in contents.records:
        if record.kind == "indicator" and record.key == indicator:
            return str(record.details.get("eenheid") or "")
    return "%" if indicator in section("percentages") else ""


def _fact(expression: Expression, evidence: Evidence, municipality: str) -> Found:
    """A cited fact prints its own value, or words that stand literally in it."""
    contents = contents_of(evidence.name, evidence.raw, municipality, evidence.recipe)
    record = _record(contents, "fact", expression)
    value = record.details.get("waarde")
    quote = expression.rest[0] if expression.rest else "" if value is None else str(value)
    if not quote or (quote != str(value) and quote not in record.name):
        message = _("‘%(quote)s’ staat niet in dit feit: ‘%(fact)s’.")
        raise ValidationError(message, params={"quote": quote, "fact": record.name})
    shown = f"{quote[:-1]}{NBSP}%" if quote[-1:] == "%" and quote[:-1].isdigit() else quote
    names = {item.key: item.name for item in contents.records if item.kind == "source"}
    sources = "; ".join(names.get(key, key) for key in record.sources)
    words = _("%(sources)s. Aangehaald feit, geen eigen telling.")
    return Found(shown, words % {"sources": sources})


def _register(expression: Expression, evidence: Evidence, municipality: str) -> Found:
    """How many statements of one kind the plan holds, or holds under one theme."""
    kind = REGISTERS.get(expression.key)
    if kind is None:
        raise _absent(expression)
    contents = contents_of(evidence.name, evidence.raw, municipality, evidence.recipe)
    under = expression.rest[0] if expression.rest else ""
    kept = [r for r in contents.records if r.kind == kind and (not under or _under(r, under))]
    keys = {record.key for record in contents.records}
    is_plan = any(record.kind == "plan" for record in contents.records)
    if not is_plan or (under and under not in keys):
        raise _absent(expression)
    where = f", {under}" if under else ""
    words = _("Register veiligheidsplan, %(kind)s%(where)s, stand %(day)s.")
    day = day_words(evidence.retrieved)
    return Found(written(len(kept)), words % {"kind": expression.key, "where": where, "day": day})


def _quoted(expression: Expression, evidence: Evidence, municipality: str) -> Found:
    """Words from a document that the plan lists. Its source is named; nothing is recomputed."""
    contents = contents_of(evidence.name, evidence.raw, municipality, evidence.recipe)
    source = _record(contents, "source", expression)
    where = f" ({url})" if (url := source.details.get("url")) else ""
    words = _("%(title)s%(where)s. Overgenomen uit dit stuk, niet nagerekend.")
    return Found(expression.rest[0], words % {"title": source.name, "where": where})


def _under(record: Record, key: str) -> bool:
    return record.parent == key or record.parent.startswith(f"{key}.")


def _tally(expression: Expression, evidence: Evidence, municipality: str) -> Found:
    """A released tally; what is withheld is already withheld in its file."""
    part = expression.rest[1] if len(expression.rest) > 1 else ""
    wanted = [expression.key, expression.rest[0], part]
    try:
        for row in json.loads(evidence.raw):
            if [row["name"], row["period"], row["part"]] == wanted:
                return Found(counted(row), cited(row))
    except (ValueError, KeyError, TypeError) as error:
        raise _absent(expression) from error
    raise _absent(expression)


def _record(contents: Contents, kind: str, expression: Expression) -> Record:
    for record in contents.records:
        if record.kind == kind and record.key == expression.key:
            return record
    raise _absent(expression)


def _absent(expression: Expression) -> ValidationError:
    message = _("‘%(text)s’ bestaat niet. Het stuk is niet gemaakt.")
    return ValidationError(message, params={"text": str(expression)})


@lru_cache(maxsize=16)
def contents_of(name: str, raw: bytes, municipality: str, recipe: str = "") -> Contents:
    """A plan or figure file, read."""
    if recipe:
        return contents_by_recipe(name, raw, recipe, municipality)
    return read_plan(raw) if name.endswith((".yaml", ".yml")) else read_figures(raw, municipality)
