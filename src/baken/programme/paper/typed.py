"""Which numbers may be typed in a paper: a list that is data (data/getypt.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

from baken.programme.catalog import DATA

NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True)
class Pattern:
    """Numbers of one kind that may be typed; `where` 'heading': only in a heading."""

    name: str
    pattern: str
    example: str
    where: str = ""


@dataclass(frozen=True)
class Allowed:
    """One list of them. A paper is checked by the list that it was made with."""

    number: int
    patterns: tuple[Pattern, ...]

    def loose(self, text: str, *, heading: bool = False) -> list[str]:
        """The numbers in a text that somebody typed and may not."""
        return [text[start:end] for start, end in self.spans(text, heading=heading)]

    def spans(self, text: str, *, heading: bool = False) -> list[tuple[int, int]]:
        """Where those numbers stand."""
        fits = [one.pattern for one in self.patterns if heading or one.where != "heading"]
        covered = re.sub("|".join(f"(?:{one})" for one in fits), _cover, text)
        return [match.span() for match in NUMBER.finditer(covered)]


def _cover(match: re.Match[str]) -> str:
    return "\1" * len(match[0])


@cache
def lists() -> dict[int, Allowed]:
    """Every list that ever held, by its number."""
    data = yaml.safe_load((DATA / "getypt.yaml").read_text("utf-8"))
    return {
        item["number"]: Allowed(item["number"], tuple(Pattern(**one) for one in item["patterns"]))
        for item in data["versions"]
    }


def allowed(number: int = 0) -> Allowed:
    """The list of this number, or the one that holds now."""
    known = lists()
    return known[number or max(known)]
