"""Kinds of papers (data/stukken.yaml): how one begins, and what it must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml

from baken.programme.catalog import DATA


@dataclass(frozen=True)
class PaperKind:
    """One kind. `called` is how a commitment names it; `until` the last day ('06-30') of a
    promise that it answers, '' when it answers only what names it."""

    key: str
    name: str
    source: str
    verified: bool
    called: tuple[str, ...]
    headings: tuple[str, ...]
    required: tuple[str, ...]
    until: str = ""

    @property
    def skeleton(self) -> str:
        """The text that a new paper begins with."""
        return "\n\n".join(f"## {heading}" for heading in self.headings)

    def last_day(self, year: int) -> date | None:
        """Up to and with which day promises come back in the paper of this year."""
        return date.fromisoformat(f"{year}-{self.until}") if self.until else None

    def is_named_in(self, words: str, year: int) -> bool:
        """Does 'eerste voortgangsrapportage 2026' mean the paper of this kind and year?"""
        plain = words.lower()
        return str(year) in plain and any(name in plain for name in self.called)


@cache
def kinds() -> dict[str, PaperKind]:
    """Every kind by its key, in the order of the file."""
    data = yaml.safe_load((DATA / "stukken.yaml").read_text("utf-8"))
    found = {}
    for key, item in data["kinds"].items():
        lists = {name: tuple(item[name]) for name in ("called", "headings", "required")}
        found[key] = PaperKind(key, item["name"], item["source"], item["verified"], **lists,
                               until=item.get("until", ""))  # fmt: skip
    return found
