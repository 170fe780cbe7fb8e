"""What each figure of a paper is, by the file that it rests on: printed, and cited."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from . import plan, tables
from .text import Asked
from .words import SPACE, Value, Wrong, area_words, day_words, dutch, period_words, value_of

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
              csv.Error)  # fmt: skip


@dataclass(frozen=True)
class File:
    """The file behind a figure, what Baken knew beside it, and for whom it is read."""

    name: str
    raw: bytes
    retrieved: str
    recipe: dict[str, Any] | None
    catalogue: dict[str, Any]
    home: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def text(self) -> str:
        return self.raw.decode("utf-8-sig")

    @property
    def is_plan(self) -> bool:
        return self.recipe is None and self.name.endswith((".yaml", ".yml"))


def look_up(asked: Asked, file: File) -> tuple[str, str]:
    """What is printed and what is cited. Raises Wrong when the file does not give it."""
    finders = {"cijfer": _figure, "telling": _count, "feit": _fact, "register": _register,
               "citaat": _quoted}  # fmt: skip
    if asked.kind not in finders:
        raise Wrong(f"dit soort cijfer kent dit programma niet: {asked.kind}")
    try:
        return finders[asked.kind](asked, file)
    except UNREADABLE as error:
        raise Wrong(f"het bestand met de bron is niet te lezen ({error})") from error


def _figure(asked: Asked, file: File) -> tuple[str, str]:
    area = asked.rest[1] if len(asked.rest) > 1 else file.home
    value, cited = find(asked.key, asked.rest[0], area, file)
    if not value.given:
        raise Wrong("de bron geeft hier geen cijfer")
    where = ", ".join([names_of(cited, file), area_words(area), period_words(asked.rest[0])])
    words = f"{where}. Ingelezen {day_words(file.retrieved)}."
    words += f" {value.status.capitalize()} cijfer." if value.status else ""
    return value.printed + percent(asked.key, file), words


def find(key: str, period: str, area: str, file: File) -> tuple[Value, list[str]]:
    """What the file says of one figure, and its sources. Raises Wrong when it says nothing."""
    indicator, _dot, measure = key.partition(".")
    for *identity, value, cited in all_of(indicator, file):
        if tuple(identity) == (indicator, measure, period, area):
            return value, cited
    raise Wrong(f"dit cijfer staat niet in de bron ({key}, {period}, {area})")


def names_of(cited: list[str], file: File) -> str:
    return "; ".join(_titles(file).get(key, key) for key in cited) or file.name


def percent(key: str, file: File) -> str:
    """The sign behind a percentage."""
    indicator, _dot, measure = key.partition(".")
    is_share = measure.endswith("_pct") if measure else unit(indicator, file).startswith("%")
    return f"{SPACE}%" if is_share else ""


def all_of(indicator: str, file: File) -> Iterator[tables.Found]:
    if file.recipe is not None:
        yield from tables.by_recipe(file.text, file.recipe, file.catalogue, file.home)
    elif file.is_plan:
        for measure, period, area, cell, cited in plan.cells(
            plan.read(file.raw), indicator, file.home
        ):
            yield indicator, measure, period, area, value_of(cell), cited
    else:
        yield from tables.shaped(file.text, file.catalogue["shaped"], file.home)


def unit(indicator: str, file: File) -> str:
    catalogue = file.catalogue
    if file.recipe is not None:
        own = file.recipe["indicators"].get(indicator) or {}
        given = catalogue["given"]["units"].get(indicator)
        found = given if given is not None else own.get("eenheid")
    elif file.is_plan:
        found = plan.unit(plan.read(file.raw), indicator)
    else:
        found = catalogue["shaped"]["units"].get(indicator)
    if found is None:
        return "%" if indicator in catalogue["percentages"] else ""
    return str(found)


def name(indicator: str, file: File) -> str:
    """What an indicator is called, short."""
    catalogue = file.catalogue
    found = None
    if file.recipe is not None:
        own = file.recipe["indicators"].get(indicator) or {}
        found = catalogue["given"]["names"].get(indicator) or own.get("naam")
    elif file.is_plan:
        found = plan.name(plan.read(file.raw), indicator)
    else:
        found = catalogue["shaped"]["names"].get(indicator)
    full = found or catalogue["given"]["names"].get(indicator) or indicator
    return str(catalogue["short"].get(indicator) or full.removesuffix(" (context)"))


def _titles(file: File) -> dict[str, str]:
    if file.recipe is not None:
        own = {key: one["titel"] for key, one in file.recipe["sources"].items()}
        found: dict[str, str] = file.catalogue["given"]["sources"] | own
        return found
    if file.is_plan:
        return plan.titles(plan.read(file.raw))
    shaped: dict[str, str] = file.catalogue["shaped"]["sources"]
    return shaped


def _fact(asked: Asked, file: File) -> tuple[str, str]:
    quote = asked.rest[0] if asked.rest else None
    words, cited = plan.fact(plan.read(file.raw), asked.key, quote)
    shown = f"{words[:-1]}{SPACE}%" if words.endswith("%") and words[:-1].isdigit() else words
    names = "; ".join(_titles(file).get(key, key) for key in cited)
    return shown, f"{names}. Aangehaald feit, geen eigen telling."


def _register(asked: Asked, file: File) -> tuple[str, str]:
    under = asked.rest[0] if asked.rest else ""
    number = plan.count(plan.read(file.raw), asked.key, under)
    where = f", {under}" if under else ""
    day = day_words(file.retrieved)
    return dutch(number), f"Register veiligheidsplan, {asked.key}{where}, stand {day}."


def _quoted(asked: Asked, file: File) -> tuple[str, str]:
    """Words from a document that the plan lists; nothing is computed."""
    said = plan.read(file.raw)
    title = plan.titles(said)[asked.key]
    given = (said.get("bronnen") or {}).get(asked.key, {"url": asked.key})
    where = f" ({given['url']})" if given.get("url") else ""
    return asked.rest[0], f"{title}{where}. Overgenomen uit dit stuk, niet nagerekend."


def _count(asked: Asked, file: File) -> tuple[str, str]:
    """A released count; of one that is withheld the file says so, and not how much it is."""
    part = asked.rest[1] if len(asked.rest) > 1 else ""
    for row in json.loads(file.raw):
        if (row["name"], row["period"], row["part"]) == (asked.key, asked.rest[0], part):
            return _shown(row), _cited(row)
    raise Wrong("deze telling staat niet bij de vrijgegeven tellingen")


def _shown(row: dict[str, Any]) -> str:
    if row["withheld"]:
        return f"<{row['shown_from']}" if row["withheld"] == "small" else "niet getoond"
    least, most = row["least"], row["amount"]
    if least is None or least == most:
        return dutch(most)
    return f"{dutch(least)} tot {dutch(most)}" if least else f"hoogstens {dutch(most)}"


def _cited(row: dict[str, Any]) -> str:
    where = area_words(row["area"]) if row["area"] else row["part"] or "hele gemeente"
    said = [f"Eigen telling: {row['title']}, {where}, {period_words(row['period'])}.",
            f"Geteld {day_words(row['taken_at'])}."]  # fmt: skip
    if row["withheld"]:
        said.append(f"Kleine getallen tonen wij niet (onder de {row['shown_from']}).")
    if row["least"] is not None:
        said.append("Dezelfde persoon kan vaker geteld zijn.")
    said.append(f"Momentopname {row['snapshot'][:4]}…{row['snapshot'][-4:]}.")
    return " ".join(said)
