"""What was said about each paragraph, and whether the paragraph is still the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from baken.access.api import name_of
from baken.programme.models import CouncilPaper
from baken.programme.paper.grammar import chunks
from baken.programme.writing.models import PaperComment
from baken.programme.writing.versions import newest


@dataclass(frozen=True)
class Said:
    """A comment as a page shows it. `changed`: its paragraph reads otherwise since."""

    comment: PaperComment
    author: str
    settled_by: str
    changed: bool


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the draft with what was said about it, what is open first."""

    key: str
    text: str
    said: list[Said]

    @property
    def heading(self) -> bool:
        return self.text.startswith("#")

    @property
    def words(self) -> str:
        """The text without the marks of a heading."""
        return self.text.lstrip("# ")

    @property
    def open(self) -> int:
        return sum(one.comment.settled_at is None for one in self.said)


@dataclass(frozen=True)
class Review:
    """The whole draft; `gone` was said about paragraphs that are no more."""

    paragraphs: list[Paragraph]
    gone: list[Said]

    @property
    def open(self) -> int:
        """Comments that nobody settled yet."""
        lost = sum(one.comment.settled_at is None for one in self.gone)
        return lost + sum(one.open for one in self.paragraphs)


def review_of(paper: CouncilPaper) -> Review:
    """The text as it is now, with every comment at its paragraph."""
    last = newest(paper)
    texts = chunks(paper.text)
    ids = last.paragraphs if last and last.text == paper.text else []
    rows = list(PaperComment.objects.filter(paper=paper))
    names = name_of(key for row in rows for key in (row.author_id, row.settled_by_id))
    known = dict(zip(ids, texts, strict=False))
    said = [
        Said(row, names.get(row.author_id, ""), names.get(row.settled_by_id, "")
             if row.settled_by_id else "", known.get(row.paragraph) != row.quote)
        for row in rows
    ]  # fmt: skip
    paragraphs = [
        Paragraph(key, text, _at(key, said)) for key, text in zip_longest(ids, texts, fillvalue="")
    ]
    gone = [one for one in said if one.comment.paragraph not in known]
    return Review(paragraphs, gone)


def _at(key: str, said: Sequence[Said]) -> list[Said]:
    here = [one for one in said if key and one.comment.paragraph == key]
    return sorted(here, key=lambda one: one.comment.settled_at is not None)
