"""Puts bound figures into the text: as words, and as the data from which web and PDF are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from baken.programme.paper.grammar import Block, Expression, Inline


@dataclass(frozen=True)
class Bound:
    """A figure in a composed paper; `evidence` is the name of its file in the bundle."""

    number: int
    expression: str
    printed: str
    citation: str
    evidence: str
    sha256: str
    retrieved: datetime

    @property
    def short_hash(self) -> str:
        return f"{self.sha256[:4]}…{self.sha256[-4:]}"


@dataclass(frozen=True)
class Piece:
    """A run of text, or a bound figure."""

    text: str
    bound: Bound | None = None


@dataclass(frozen=True)
class Part:
    """A block with its figures filled in; `notes` are the figures it holds."""

    kind: str
    rows: list[list[list[Piece]]]
    notes: list[Bound]

    @property
    def first(self) -> list[Piece]:
        """The only line of a heading or paragraph."""
        return self.rows[0][0]


def fill(blocks: Sequence[Block], bounds: Sequence[Bound]) -> list[Part]:
    """The blocks with figure after figure put in its place, in the order of the text."""
    left = iter(bounds)
    parts = []
    for block in blocks:
        rows = [[_pieces(cell, left) for cell in row] for row in block.rows]
        notes = [p.bound for row in rows for cell in row for p in cell if p.bound is not None]
        parts.append(Part(block.kind, rows, notes))
    return parts


def _pieces(cell: Inline, left: Iterator[Bound]) -> list[Piece]:
    found = []
    for part in cell:
        if isinstance(part, Expression):
            bound = next(left)
            found.append(Piece(bound.printed, bound))
        else:
            found.append(Piece(part))
    return found


def as_words(title: str, parts: Sequence[Part]) -> str:
    """The paper as plain text with its notes below: what a reader sees, to compare with."""
    lines = [title, ""]
    for part in parts:
        lines += [" | ".join(_words(cell) for cell in row) for row in part.rows]
        lines.append("")
    for part in parts:
        lines += [f"[{note.number}] {note.printed}: {note.citation}" for note in part.notes]
    return "\n".join(lines).rstrip() + "\n"


def _words(cell: Sequence[Piece]) -> str:
    return "".join(f"{p.text}[{p.bound.number}]" if p.bound else p.text for p in cell)
