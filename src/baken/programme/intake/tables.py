"""The tables of police and CBS that we know (data/tables.yaml), as recipes to read a file by."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from baken.programme.catalog import DATA
from baken.programme.intake.recipe import Column, Layout, Recipe
from baken.programme.values import EMPTY, IMPOSSIBLE


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((DATA / "tables.yaml").read_text("utf-8"))
    return data


def tables() -> dict[str, Any]:
    """Number of the table -> what is known of it."""
    found: dict[str, Any] = _data()["tables"]
    return found


def labels() -> dict[str, Any]:
    found: dict[str, Any] = _data()["labels"]
    return found


def margins() -> dict[str, str]:
    """The keys of the three rows of one estimate -> value, low or high."""
    found: dict[str, str] = _data()["margins"]
    return found


def source_key(table: str) -> str:
    """The key of its citation: 'POL-47013NED'."""
    return f"{tables()[table]['publisher'][:3].upper()}-{table}"


def by_title(title: str) -> str:
    """The table whose words stand in the title of a portal file; '' when none fits."""
    words = title.lower()
    fits = [
        (len(about["words"]), name)
        for name, about in tables().items()
        if all(word in words for word in about["words"])
        and not any(word in words for word in about["without"])
    ]
    return max(fits)[1] if fits else ""


def by_fields(fields: set[str], period: str) -> str:
    """The table with these fields; `period` ('2024MM03') tells months from years."""
    for name, about in tables().items():
        needed = {about["area"], "Perioden", "SoortMisdrijf", next(iter(about["measures"]))}
        months = about.get("period", "")
        fits = not months or (months == "maand") == ("MM" in period)
        if needed <= fields and fits:
            return name
    return ""


def recipe_for(table: str, layout: Layout, *, delimiter: str = ";") -> Recipe:
    """How a file of this table is read in this layout."""
    about = tables()[table]
    portal = layout == "portal"
    return Recipe(
        layout,
        title=about["title"],
        table=table,
        delimiter=delimiter,
        area="area" if portal else about["area"],
        period="period" if portal else "Perioden",
        category="category" if portal else "SoortMisdrijf",
        columns=tuple(Column(name, measure=key) for name, key in about["measures"].items()),
        codes=_data()["codes"][about["codes"]],
        decimal="." if layout == "odata" else "",
        empty=EMPTY if layout == "odata" else IMPOSSIBLE,
        source=source_key(table),
    )
