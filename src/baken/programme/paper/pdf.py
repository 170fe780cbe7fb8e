"""The PDF of a paper: typst, PDF/UA-1, own typefaces, the same bytes for the same paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from baken.programme.paper.compose import Part, Piece
from baken.programme.paper.evidence import day_words

FONTS = Path(__file__).parent.parent / "fonts"
TEMPLATE = Path(__file__).parent / "paper.typ"


def as_pdf(title: str, status: str, composed: datetime, parts: Sequence[Part]) -> bytes:
    """The paper as an accessible PDF. The text goes in as data, so nothing needs escaping."""
    import typst  # 30 MB: only where a PDF is really made

    data = {
        "title": title,
        "status": status,
        "day": day_words(composed),
        "date": [composed.year, composed.month, composed.day],
        "parts": [{"kind": part.kind, "rows": _rows(part)} for part in parts],
    }
    made = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=composed,
    )
    assert isinstance(made, bytes)
    return made


def _rows(part: Part) -> list[list[list[dict[str, str]]]]:
    return [[[_piece(piece) for piece in cell] for cell in row] for row in part.rows]


def _piece(piece: Piece) -> dict[str, str]:
    if piece.bound is None:
        return {"text": piece.text}
    bound = piece.bound
    return {"text": bound.printed, "note": bound.citation, "hash": bound.short_hash}
