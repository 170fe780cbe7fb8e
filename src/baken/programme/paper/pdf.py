"""The PDF of a council paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.core import pdf
from baken.programme.paper.compose import Part, Piece
from baken.programme.paper.days import day_words
from baken.programme.paper.drawing import alternative, for_print

TEMPLATE = Path(__file__).parent / "paper.typ"


def as_data(title: str, status: str, composed: datetime, parts: Sequence[Part]) -> bytes:
    """All that the PDF shows, as JSON; with the template it is kept in the bundle."""
    data = {
        "title": title,
        "status": status,
        "day": day_words(composed),
        "date": [composed.year, composed.month, composed.day],
        "parts": [{"kind": part.kind, "rows": _rows(part), **_drawing(part)} for part in parts],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def as_pdf(template: bytes, data: bytes, composed: datetime) -> bytes:
    """The paper as an accessible PDF."""
    return pdf.compiled(template, data.decode(), composed)


def as_parts(sentences: Sequence[str]) -> list[Part]:
    """The list as it stands at the end of a paper."""
    if not sentences:
        return []
    with override("nl"):
        lines = [[[Piece(one)]] for one in sentences]
        return [Part("heading", [[[Piece(_("Herziene cijfers"))]]], []), Part("list", lines, [])]


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
