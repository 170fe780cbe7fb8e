"""The text of a paper: its blocks, and the figures that it asks for between {{ and }}."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import Wrong

FIGURE = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
ANCHOR = re.compile(r"[ \t]*\[\[\s*toezegging:\s*([^\[\]|]{1,80}?)\s*\]\]")
DRAWN = {"grafiek", "kaart"}
MARKS = {"### ": "subheading", "## ": "heading"}


@dataclass(frozen=True)
class Asked:
    """A figure that the text asks for."""

    kind: str
    key: str
    rest: tuple[str, ...]

    def __str__(self) -> str:
        return " | ".join([f"{self.kind}: {self.key}", *self.rest])


Cell = list["str | Asked"]


@dataclass(frozen=True)
class Block:
    kind: str
    rows: list[list[Cell]]

    def asked(self) -> list[Asked]:
        parts = [part for row in self.rows for cell in row for part in cell]
        return [part for part in parts if isinstance(part, Asked)]


def blocks_of(text: str) -> list[Block]:
    chunks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    return [_block(ANCHOR.sub("", chunk).strip()) for chunk in chunks if chunk.strip()]


def _block(chunk: str) -> Block:
    for mark, kind in MARKS.items():
        if chunk.startswith(mark):
            return Block(kind, [[_cell(chunk[len(mark) :])]])
    lines = [line.strip() for line in chunk.split("\n")]
    if all(line.startswith("- ") for line in lines):
        return Block("list", [[_cell(line[2:])] for line in lines])
    if len(lines) > 2 and all(line.startswith("|") for line in lines):
        return Block("table", [_row(line) for line in [lines[0], *lines[2:]]])
    cell = _cell(" ".join(lines))
    drawn = any(isinstance(part, Asked) and part.kind in DRAWN for part in cell)
    return Block("drawing" if drawn else "paragraph", [[cell]])


def _row(line: str) -> list[Cell]:
    """Cut at each | that stands outside a figure."""
    found, depth, start = [], 0, 0
    bare = line.strip("|")
    for at, sign in enumerate(bare):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "|" and depth <= 0:
            found.append(bare[start:at])
            start = at + 1
    return [_cell(text.strip()) for text in [*found, bare[start:]]]


def _cell(text: str) -> Cell:
    found: Cell = []
    end = 0
    for match in FIGURE.finditer(text):
        found += [text[end : match.start()], _asked(match[1])]
        end = match.end()
    if "{{" in text[end:] or "}}" in text[end:]:
        raise Wrong("een cijfer begint met {{ en eindigt met }}; hier mist er één")
    return [part for part in [*found, text[end:]] if part != ""]


def _asked(text: str) -> Asked:
    kind, colon, rest = text.partition(":")
    key, *parts = [part.strip() for part in rest.split("|")]
    if not colon or not key:
        raise Wrong(f"‘{text}’ is geen cijfer")
    return Asked(kind.strip(), key, tuple(parts))


def typed(blocks: list[Block], allowed: list[dict[str, str]]) -> list[str]:
    """Numbers that somebody typed where a bound figure belongs; `allowed` are patterns that may."""
    found: list[str] = []
    for block in blocks:
        heading = block.kind.endswith("heading")
        fits = [one["pattern"] for one in allowed if heading or one["where"] != "heading"]
        may = re.compile("|".join(f"(?:{one})" for one in fits))
        for cell in (cell for row in block.rows for cell in row):
            text = " \0 ".join(part for part in cell if isinstance(part, str))
            found += re.findall(r"\d[\d.,]*\d|\d", may.sub("\1", text))
    return found
