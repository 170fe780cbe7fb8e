"""Which words of one text are not in the other: for the page with two versions."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

Piece = tuple[str, bool]
LIMIT = 4000


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def differing(text: str, other: str) -> list[Piece]:
    """The text in pieces, each with True if it is not in the other text.

    Above LIMIT words the comparison is left out and nothing is marked: it would cost seconds.
    """
    mine, theirs = _tokens(text), _tokens(other)
    if max(len(mine), len(theirs)) > LIMIT:
        return [(text, False)]
    matcher = SequenceMatcher(a=theirs, b=mine, autojunk=False)
    pieces = [
        ("".join(mine[b1:b2]), kind != "equal")
        for kind, _a1, _a2, b1, b2 in matcher.get_opcodes()
        if b2 > b1
    ]
    return pieces
