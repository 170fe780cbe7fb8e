"""Imports as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from baken.geo import api as geo
from baken.programme.intake.models import FigureImport, State
from baken.programme.intake.prepare import surroundings
from baken.programme.models import Snapshot
from baken.programme.periods import label
from baken.programme.records import COUNTRY

SIGNS: dict[str, str] = {
    State.MAPPING: "warn",
    State.CHECKING: "run",
    State.REFUSED: "bad",
    State.READY: "warn",
    State.STORING: "run",
    State.STORED: "ok",
}
RECENT = 20


@dataclass(frozen=True)
class Line:
    """A figure of the file, in words; `before` is what we have of it now."""

    line: int
    indicator: str
    period: str
    area: str
    value: str
    before: str = ""
    note: str = ""


@dataclass(frozen=True)
class ImportPage:
    """What was found, ready to print."""

    sign: str
    indicators: list[str] = field(default_factory=list)
    sample: list[Line] = field(default_factory=list)
    changes: list[Line] = field(default_factory=list)
    kinds: list[tuple[str, int]] = field(default_factory=list)


def recent() -> list[tuple[FigureImport, str]]:
    """The last imports with their sign, without what was found in them."""
    rows = FigureImport.objects.defer("found", "recipe").order_by("-made_at")[:RECENT]
    return [(row, SIGNS[row.state]) for row in rows]


def snapshots() -> list[Snapshot]:
    """The last files that figures rest on."""
    rows = Snapshot.objects.filter(origin="figures").defer("raw", "recipe")
    return list(rows.order_by("-retrieved_at")[:RECENT])


def page_of(row: FigureImport) -> ImportPage:
    """The figures with names instead of codes."""
    found: dict[str, Any] = row.found
    names = dict(surroundings().indicators)
    names |= {key: about["naam"] for key, about in row.recipe.get("indicators", {}).items()}
    return ImportPage(
        SIGNS[row.state],
        [names.get(key, key) for key in found.get("indicators", [])],
        [_line(one, names, one["value"]) for one in found.get("sample", []) if "value" in one],
        [_line(one, names, one["now"], one["before"]) for one in found.get("changes", [])],
        [*found.get("kinds", {}).items()],
    )


def _line(one: dict[str, Any], names: dict[str, str], value: str, before: str = "") -> Line:
    name = names.get(one["indicator"], one["indicator"])
    name = f"{name} ({one['measure']})" if one["measure"] else name
    note = ", ".join(word for word in (one.get("status"), one.get("reason")) if word)
    where = _area(one["area"])
    return Line(one["line"], name, label(one["period"]), where, value, before, note)


def _area(code: str) -> str:
    if code == COUNTRY:
        return "Nederland"
    home = settings.MUNICIPALITY
    return str(home.name) if code == home.code else geo.name_of(code) or code
