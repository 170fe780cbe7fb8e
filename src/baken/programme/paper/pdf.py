"""The PDF of a council paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from baken.core import pdf
from baken.programme.paper.compose import Part, Piece
from baken.programme.paper.drawing import alternative, for_print
from baken.programme.paper.evidence import day_words

TEMPLATE = Path(__file__).parent / "paper.typ"


def as_pdf(title: str, status: str, composed: datetime, parts: Sequence[Part]) -> bytes:
    """The paper as an accessible PDF."""
    data = {
        "title": title,
        "status": status,
        "day": day_words(composed),
        "date": [composed.year, composed.month, composed.day],
        "parts": [{"kind": part.kind, "rows": _rows(part), **_drawing(part)} for part in parts],
    }
    return pdf.as_pdf(TEMPLATE, data, composed)


def _drawing(part: Part) -> dict[str, object]:
    if not part.drawing:
        return {}
    words = {"alt": alternative(part.notes[0]), "credit": part.credit}
    width = 74 if part.credit else 100  # a map is high; per cent of the column
    return {"svg": for_print(part.drawing), "width": width, **words}


def _rows(part: Part) -> list[list[list[dict[str, str]]]]:
    return [[[_piece(piece) for piece in cell] for cell in row] for row in part.rows]


def _piece(piece: Piece) -> dict[str, str]:
    if piece.bound is None:
        return {"text": piece.text}
    bound = piece.bound
    sentence = bound.expression.startswith("zin")
    look = {"plain": "yes"} if sentence else {}  # a whole sentence is not set in bold
    return {"text": piece.text, "note": bound.citation, "hash": bound.short_hash, **look}
