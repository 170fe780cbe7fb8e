"""What a municipality sets in one file: its name, mark, colours and addresses."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from baken.core.languages import said

DEFAULT = Path(__file__).parent / "data" / "municipality.yaml"


@dataclass(frozen=True)
class Phone:
    """A phone number as people read it and as a phone dials it."""

    label: str
    shown: str

    @property
    def spoken(self) -> str:
        """Whose number it is, in the language in use."""
        return said(self.label, self.label)

    @property
    def dial(self) -> str:
        return "".join(c for c in self.shown if c.isdigit())


@dataclass(frozen=True)
class Municipality:
    """One municipality. `tokens` are CSS custom properties that replace ours."""

    code: str
    name: str
    site: str
    email: str
    phone: str
    hours: str
    province: str
    neighbours: tuple[str, ...] = ()
    next_door: dict[str, str] = field(default_factory=dict)
    phones: tuple[Phone, ...] = ()
    tokens: dict[str, str] = field(default_factory=dict)
    mark: str = ""
    exit_url: str = ""
    office: dict[str, Any] = field(default_factory=dict)
    reports: dict[str, Any] = field(default_factory=dict)
    cases: dict[str, Any] = field(default_factory=dict)

    @property
    def bag_prefix(self) -> str:
        """The first four digits of the municipality's BAG identifiers (GM0622 -> 0622)."""
        return self.code.removeprefix("GM")


def load_municipality(path: str = "") -> Municipality:
    """Read the municipality's file; Vlaardingen's when none is named."""
    raw: dict[str, Any] = yaml.safe_load(Path(path or DEFAULT).read_text())
    raw["neighbours"] = tuple(raw.get("neighbours", []))
    raw["phones"] = tuple(Phone(**entry) for entry in raw.get("phones", []))
    return Municipality(**raw)
