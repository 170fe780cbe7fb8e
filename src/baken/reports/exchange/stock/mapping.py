"""Which column is what, and which of our kinds and states the old words are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.reports.categories import tree

FILE = Path(__file__).parent / "presets.yaml"
LABELS: dict[str, Promise] = {
    "reference": _("Nummer daar"),
    "received_at": _("Ontvangen"),
    "text": _("Tekst"),
    "kind": _("Soort"),
    "main": _("Hoofdsoort"),
    "state": _("Staat"),
    "closed_at": _("Afgehandeld op"),
    "lat": _("Breedte (of RD y)"),
    "lon": _("Lengte (of RD x)"),
    "address": _("Adres"),
    "name": _("Naam van de melder"),
    "email": _("E-mailadres van de melder"),
    "phone": _("Telefoon van de melder"),
}
NEEDED = ("received_at", "text")


@dataclass(frozen=True)
class Recipe:
    """`columns` by our field; `kinds` by old word; `otherwise` for words that are not in it."""

    columns: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    otherwise: str = ""
    skip_wrong: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def kind_of(self, *words: str) -> str:
        """Our kind for the old words, the most precise first; '' when there is none."""
        plain = [word.strip().lower() for word in words if word.strip()]
        named = next((code for word in plain if (code := self.kinds.get(word))), "")
        return named or self.otherwise


@cache
def presets() -> dict[str, Any]:
    """What is known of older systems."""
    known: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return known


@cache
def states() -> dict[str, str]:
    """Our state by every word for it."""
    return {str(word): state for state, words in presets()["states"].items() for word in words}


def guessed(header: Sequence[str]) -> Recipe:
    """What the names of the columns say by themselves."""
    names = {name.lower(): name for name in header}
    columns = {
        ours: next((names[word] for word in words if word in names), "")
        for ours, words in presets()["fields"].items()
    }
    kinds = {word: code for word, code in _all_kinds().items() if tree().get(code)}
    return Recipe({ours: name for ours, name in columns.items() if name}, kinds)


def _all_kinds() -> dict[str, str]:
    """Our own codes and titles, and those of Signalen."""
    ours: dict[str, str] = {}
    for main in tree().mains():
        for kind in tree().under(main.id):
            ours |= {kind.code: kind.code} | {title.lower(): kind.code for title in kind.titles}
    return {**presets()["kinds"], **ours}


def from_json(said: Mapping[str, Any]) -> Recipe:
    """As it was kept."""
    return Recipe(**said)
