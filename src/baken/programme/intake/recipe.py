"""How the columns of a file become figures: kept with the file, so that it can be read again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from baken.programme.values import EMPTY

Layout = Literal["records", "odata", "portal", "shape"]


@dataclass(frozen=True)
class Column:
    """A column with figures: of which indicator ('' when each row says), and its margins."""

    field: str
    indicator: str = ""
    measure: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Recipe:
    """Everything that reading a file again needs; fields are columns by name ('' has none).

    `codes` leads from the `category` of a row to its indicator, `names` from the name of an area
    to its code, `concordance` from an old code to ours. `only` are values that a row must have.
    """

    layout: Layout
    title: str = ""
    table: str = ""
    delimiter: str = ";"
    area: str = ""
    period: str = ""
    columns: tuple[Column, ...] = ()
    category: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    only: dict[str, str] = field(default_factory=dict)
    margins: str = ""
    status: str = ""
    status_field: str = ""
    unit_field: str = ""
    source_field: str = ""
    decimal: str = "."
    empty: str = EMPTY
    source: str = ""
    year: int | None = None
    strict: bool = False  # every row must be about this municipality
    names: dict[str, str] = field(default_factory=dict)
    concordance: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """The columns that reading needs, in the order in which rows hand them over."""
        found = [self.area, self.period, self.category, self.margins, self.status_field,
                 self.unit_field, self.source_field, *self.only]  # fmt: skip
        for column in self.columns:
            found += [column.field, column.low, column.high]
        return list(dict.fromkeys(name for name in found if name))

    @property
    def text(self) -> str:
        """As JSON, the same for the same recipe; '' for a file that says everything itself."""
        if self.layout == "shape":
            return ""
        return json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""

    def with_(self, **changes: Any) -> Recipe:
        return replace(self, **changes)


def recipe_of(kept: dict[str, Any]) -> Recipe:
    """A recipe as it was kept in JSON. Raises TypeError for what is none."""
    columns = tuple(Column(**column) for column in kept.get("columns", ()))
    return Recipe(**{**kept, "columns": columns})
