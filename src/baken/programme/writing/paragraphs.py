"""Which paragraph of a new text is which of the old one, so that a comment stays at its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from uuid import uuid4

ALIKE = 0.4  # so much of a paragraph must be the same for it to be that one, rewritten


def fresh() -> str:
    """A new id of a paragraph."""
    return uuid4().hex[:12]


def carried(old: Sequence[str], ids: Sequence[str], new: Sequence[str]) -> list[str]:
    """The id of each paragraph of `new`: of the same one in `old`, wherever it was moved; of the
    one that it rewrites in its place; or a new one."""
    found: list[str] = [""] * len(new)
    left = dict(enumerate(old))
    same = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    for before, after, size in same:
        for step in range(size):
            found[after + step] = ids[before + step]
            left.pop(before + step)
    for at, text in enumerate(new):
        moved = next((key for key, before in left.items() if before == text), None)
        if not found[at] and moved is not None:
            found[at] = ids[moved]
            left.pop(moved)
    for at, text in enumerate(new):
        if not found[at]:
            found[at] = _rewritten(left, ids, text) or fresh()
    return found


def _rewritten(left: dict[int, str], ids: Sequence[str], text: str) -> str:
    """The old paragraph that is most like this one, if it is alike at all; it is then taken."""

    def likeness(at: int) -> float:
        return SequenceMatcher(None, _words(left[at]), _words(text), autojunk=False).ratio()

    best = max(left, key=likeness, default=None)
    if best is None or likeness(best) < ALIKE:
        return ""
    left.pop(best)
    return ids[best]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
