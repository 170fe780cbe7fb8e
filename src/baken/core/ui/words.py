"""Which words of one text are not in the other: for the page with two versions."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

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
    new = [True] * len(mine)
    for match in matcher.get_matching_blocks():
        new[match.b : match.b + match.size] = [False] * match.size
    for at in range(1, len(mine) - 1):  # a space between two new words is new too
        new[at] = new[at] or (mine[at].isspace() and new[at - 1] and new[at + 1])
    together = groupby(zip(mine, new, strict=True), key=itemgetter(1))
    return [("".join(word for word, _ in group), is_new) for is_new, group in together]
