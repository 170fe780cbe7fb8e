"""Puts bound figures into the text: as words, and as the data from which web and PDF are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.programme.paper.compound import Held, in_a_row
from baken.programme.paper.grammar import Block, Expression, Inline

NOTHING_DRAWN = SafeString()


@dataclass(frozen=True)
class Bound:
    """A figure in a composed paper; `evidence` is the name of its file in the bundle.

    A sentence or drawing has the figures that it rests on in `values`, each with its own file.
    """

    number: int
    expression: str
    printed: str
    citation: str
    evidence: str
    sha256: str
    retrieved: datetime
    values: tuple[Held, ...] = ()

    @property
    def title(self) -> str:
        """What a drawing shows."""
        return self.printed.removesuffix(f": {in_a_row(self.values)}")

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
    """A block with its figures filled in; `notes` are the figures it holds.

    A drawing has its table as rows; `drawing` is its SVG, once it is drawn, and
    `credit` whose borders a map shows.
    """

    kind: str
    rows: list[list[list[Piece]]]
    notes: list[Bound]
    drawing: SafeString = NOTHING_DRAWN
    credit: str = ""

    @property
    def columns(self) -> str:
        """The header of a table in words, to tell one table from the next."""
        return ", ".join("".join(piece.text for piece in cell) for cell in self.rows[0])

    @property
    def first(self) -> list[Piece]:
        """The only line of a heading or paragraph."""
        return self.rows[0][0]


def fill(blocks: Sequence[Block], bounds: Sequence[Bound]) -> list[Part]:
    """The blocks with figure after figure put in its place, in the order of the text."""
    left = iter(bounds)
    parts = []
    for block in blocks:
        if block.kind == "drawing":
            parts.append(_drawing(next(left)))
            continue
        rows = [[_pieces(cell, left) for cell in row] for row in block.rows]
        notes = [p.bound for row in rows for cell in row for p in cell if p.bound is not None]
        parts.append(Part(block.kind, rows, notes))
    return parts


def _drawing(bound: Bound) -> Part:
    """The table of a chart or map: each figure that is drawn."""
    with override("nl"):
        first = _("Wijk") if bound.expression.startswith("kaart") else _("Jaar")
    head = [[Piece(first)], [Piece(bound.title, bound)]]
    body = [[[Piece(one.label)], [Piece(one.printed)]] for one in bound.values]
    return Part("drawing", [head, *body], [bound])


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
