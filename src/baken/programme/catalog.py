"""The catalogue of figures (data/figures.yaml): families, short names, how files are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class FileShape:
    """How one kind of figure file is read; `kind` crimes (a row per table) or areas (per area)."""

    title: str
    header: list[str]
    kind: str
    source: str = ""
    only: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    main: str = ""
    measures: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Member:
    """An indicator on a page it shares; `short` at its line, `table` at its column."""

    key: str
    short: str
    table: str


@dataclass(frozen=True)
class Family:
    """Indicators of one notion that share a page, never a line."""

    key: str
    title: str
    members: tuple[Member, ...]
    break_reason: str = ""


@cache
def _catalog() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((DATA / "figures.yaml").read_text("utf-8"))
    return data


def file_shapes() -> list[FileShape]:
    return [FileShape(**shape) for shape in _catalog()["files"]]


@cache
def families() -> dict[str, Family]:
    """Every indicator that shares a page -> its family."""
    found: dict[str, Family] = {}
    for key, item in _catalog()["families"].items():
        members = tuple(Member(name, **words) for name, words in item["members"].items())
        family = Family(key, item["title"], members, item["break_reason"])
        found |= {member.key: family for member in members}
    return found


def section(name: str) -> Any:
    """One other part of the catalogue: sources, indicators, targets, headline, area_page, …"""
    return _catalog()[name]


def short_name(key: str, name: str) -> str:
    """The name at a chart or in a list; without '(context)'."""
    return str(_catalog()["short"].get(key) or name.removesuffix(" (context)"))


def class_borders(key: str, level: str) -> list[Decimal] | None:
    """Upper borders of the map's classes for an indicator at 'WK' or 'BU'; None: no map."""
    borders = _catalog()["classes"].get(key)
    return [Decimal(str(border)) for border in borders[level]] if borders else None
