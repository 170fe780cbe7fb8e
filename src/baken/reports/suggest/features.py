"""A text as numbers: which words, pairs of words and parts of words stand in it, hashed."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from math import log, sqrt

SIZE = 2**15
LONGEST = 3000
_WORD = re.compile(r"[^\W\d_]+")


def features(text: str) -> dict[int, float]:
    """Column -> weight, of length one; empty for a text without words."""
    counts = Counter(zlib.crc32(part.encode()) % SIZE for part in _parts(text[:LONGEST]))
    weights = {column: 1 + log(count) for column, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {column: weight / length for column, weight in weights.items()}


def _parts(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    for number, word in enumerate(words):
        yield f"w {word}"
        if number:
            yield f"p {words[number - 1]} {word}"
        padded = f" {word} "
        for size in (3, 4, 5):
            for start in range(len(padded) - size + 1):
                yield f"c{padded[start : start + size]}"
