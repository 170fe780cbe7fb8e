"""Figures, cited facts and counts of statements, as a safety plan gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from . import yaml
from .words import Wrong

PLACES = {"Nederland": "NL01"}
KINDS = {"themas": "theme", "doelen": "goal", "acties": "action", "indicatoren": "indicator",
         "partners": "partner", "bronnen": "source", "moties": "motion"}  # fmt: skip
INSIDE = {"doelen": "goal", "acties": "action", "context": "fact", "feiten": "fact"}
TOP = {"themas": "theme", "overkoepelend": "overarching"}
FLAT = {"indicatoren": "indicator", "partners": "partner", "moties": "motion"}
Node = dict[str, Any]


@dataclass(frozen=True)
class Statement:
    """One thing that the plan says, and the key of what it stands under."""

    kind: str
    key: str
    parent: str
    said: Node


@lru_cache(maxsize=4)
def read(raw: bytes) -> Node:
    found = yaml.load(raw.decode("utf-8-sig"))
    if not isinstance(found, dict) or "meta" not in found:
        raise Wrong("dit is geen veiligheidsplan")
    return found


def cells(plan: Node, indicator: str, home: str) -> Iterator[tuple[str, str, str, Any, list[str]]]:
    """Measure, period, area, cell and sources of each figure of an indicator."""
    item = next((one for one in plan.get("indicatoren") or [] if one["id"] == indicator), None)
    if item is None:
        return
    cited = sources(item)
    for name, series in item.items():
        if name == "waarden":
            yield from (("", year, home, cell, cited) for year, cell in series.items())
        elif name == "per_1000":
            yield from (("per_1000_inw", year, home, cell, cited) for year, cell in series.items())
        elif name == "vergelijking":
            for place, years in series.items():
                area = PLACES.get(place, place)
                yield from (("", year, area, cell, cited) for year, cell in years.items())
        elif name.startswith("per_wijk_"):
            yield from (("", name[9:], area, cell, cited) for area, cell in series.items())
        elif name == "metingen":
            for event in series:
                yield from _event(event, home)


def _event(event: Node, home: str) -> Iterator[tuple[str, str, str, Any, list[str]]]:
    for name, cell in event.items():
        if name == "waarde" or name.endswith("_pct"):
            measure = "" if name == "waarde" else name
            yield measure, str(event["periode"]), home, cell, sources(event)


def sources(said: Node) -> list[str]:
    found: list[str] = []
    for field in ("bron", "realisatie_bron"):
        given = said.get(field)
        found += [key for key in (given if isinstance(given, list) else [given]) if key]
    return list(dict.fromkeys(found))


def titles(plan: Node) -> dict[str, str]:
    """Key of a source -> its title; an address is named by its host."""
    named = {key: one["titel"] for key, one in (plan.get("bronnen") or {}).items()}
    return {url: url.split("/")[2] for url in _addresses(plan)} | named


def _addresses(said: Any) -> Iterator[str]:
    if isinstance(said, list):
        for one in said:
            yield from _addresses(one)
    elif isinstance(said, dict):
        for field, one in said.items():
            given = one if isinstance(one, list) else [one]
            if field.endswith("bron"):
                yield from (url for url in given if isinstance(url, str) and "://" in url)
            yield from _addresses(one)


def unit(plan: Node, indicator: str) -> str:
    items = plan.get("indicatoren") or []
    return next((str(one.get("eenheid") or "") for one in items if one["id"] == indicator), "")


def name(plan: Node, indicator: str) -> str | None:
    items = plan.get("indicatoren") or []
    return next((str(one["naam"]) for one in items if one["id"] == indicator), None)


def fact(plan: Node, key: str, quote: str | None) -> tuple[str, list[str]]:
    """What is printed of a cited fact: its own value, or words that stand in it; its sources."""
    for one in statements(plan):
        if (one.kind, one.key) == ("fact", key):
            own = one.said.get("waarde")
            words = quote if quote is not None else str(own or "")
            if not words or (words != str(own) and words not in str(one.said["feit"])):
                raise Wrong(f"‘{words}’ staat niet in dit feit")
            return words, sources(one.said)
    raise Wrong("dit feit staat niet in het plan")


def count(plan: Node, what: str, under: str) -> int:
    """How many statements of a kind there are, or there are under one other."""
    known = [*statements(plan)]
    if what not in KINDS or (under and under not in {one.key for one in known}):
        raise Wrong("dit staat niet in het plan")
    kept = [one for one in known if one.kind == KINDS[what]]
    return sum(not under or one.parent == under or one.parent.startswith(f"{under}.")
               for one in kept)  # fmt: skip


def statements(plan: Node) -> Iterator[Statement]:
    for section, kind in TOP.items():
        for one in plan.get(section) or []:
            yield from _tree(kind, one, "")
    for section, kind in FLAT.items():
        for one in plan.get(section) or []:
            yield Statement(kind, str(one.get("id", "")), "", one)
    for key, one in (plan.get("bronnen") or {}).items():
        yield Statement("source", key, "", one)
    for url in sorted(set(_addresses(plan))):
        yield Statement("source", url, "", {})


def _tree(kind: str, said: Node, parent: str) -> Iterator[Statement]:
    key = str(said["id"])
    yield Statement(kind, key, parent, said)
    for section, inner in INSIDE.items():
        for number, one in enumerate(said.get(section) or [], start=1):
            named = {"id": f"{key}.F{number}", **one} if inner == "fact" else one
            yield from _tree(inner, named, key)
