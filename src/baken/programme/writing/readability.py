"""How a text reads: the length of its sentences and words. A hint; it never refuses anything.

The measure is LIX: the mean number of words in a sentence, plus the percentage of words of more
than six letters (C.H. Björnsson, Läsbarhet, Liber 1968; J. Anderson, 'Lix and Rix: Variations on
a little-known readability index', Journal of Reading 26(6), 1983, 490-496). Below 40 is easy,
above 50 hard. No measure says that a text is B1: that takes a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baken.programme.paper.grammar import Block, placed

EASY, HARD = 40, 50
LONG_WORD = 6  # letters; more is long
LONG_SENTENCE = 20  # words
SHOWN = 5
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\0")
_END = re.compile(r"(?<=[.!?])[”’)]*\s+")


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it stands."""

    place: str
    text: str
    words: int


@dataclass(frozen=True)
class Reading:
    """What was measured."""

    sentences: int
    words: int
    long_words: int
    longest: tuple[Sentence, ...]

    @property
    def mean(self) -> int:
        """Words in a sentence, on average."""
        return round(self.words / self.sentences) if self.sentences else 0

    @property
    def lix(self) -> int:
        if not self.words:
            return 0
        return round(self.words / self.sentences + 100 * self.long_words / self.words)

    @property
    def sign(self) -> str:
        return "ok" if self.lix < EASY else "run" if self.lix < HARD else "warn"


def read(blocks: Sequence[Block]) -> Reading:
    """Sentences of paragraphs and lists; headings and tables are no sentences."""
    found = [one for place, block in placed(blocks) for one in _sentences(place, block)]
    words = [word for one in found for word in _WORD.findall(one.text)]
    long = sum(len(word) > LONG_WORD for word in words)
    longest = sorted(found, key=lambda one: -one.words)[:SHOWN]
    shown = tuple(one for one in longest if one.words > LONG_SENTENCE)
    return Reading(len(found), len(words), long, shown)


def _sentences(place: str, block: Block) -> Iterator[Sentence]:
    if block.kind not in {"paragraph", "list"}:
        return
    for row in block.rows:
        text = "".join(part if isinstance(part, str) else "\0" for part in row[0])
        for sentence in _END.split(text):
            if count := len(_WORD.findall(sentence)):
                yield Sentence(place, sentence.replace("\0", "…"), count)
