"""What a paper must hold before it is shared: headings of its kind, and commitments due in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from baken.programme.council.models import CouncilRecord, ItemKind, Standing
from baken.programme.council.queries import everything
from baken.programme.models import CouncilPaper
from baken.programme.paper.grammar import Block, read_text
from baken.programme.writing.kinds import PaperKind, kinds

PROMISED = {ItemKind.PROMISE.value, ItemKind.COMMITMENT.value}


@dataclass(frozen=True)
class Due:
    """A commitment that this paper answers. `key` is what the text calls it."""

    key: str
    title: str
    item: CouncilRecord

    @property
    def anchor(self) -> str:
        return f"[[toezegging: {self.key}]]"


def due_in(paper: CouncilPaper, records: Iterable[CouncilRecord] | None = None) -> list[Due]:
    """Open commitments for this paper: what names it, and what was due by its last day."""
    found = everything() if records is None else records
    kind = kinds().get(paper.kind)
    return [
        Due(key_of(one), one.title, one)
        for one in found
        if one.standing != Standing.DONE and _belongs(one, paper, kind)
    ]


def key_of(one: CouncilRecord) -> str:
    """How a text names a commitment: its number, its place in the plan, or its own id."""
    return one.number or one.plan_key or str(one.item)


def _belongs(one: CouncilRecord, paper: CouncilPaper, kind: PaperKind | None) -> bool:
    if any(where.partition("#")[0] == paper.slug for where in one.paragraphs):
        return True
    if kind is None or paper.year is None or one.kind not in PROMISED:
        return False
    last = kind.last_day(paper.year)
    over = last is not None and one.due_on is not None and one.due_on <= last
    return kind.is_named_in(one.meeting, paper.year) or (over and not one.due_assumed)


def lacking(paper: CouncilPaper, text: str) -> list[str]:
    """Each thing that keeps a text of this paper from being shared, in a sentence of its own."""
    blocks = read_text(text)
    kind = kinds().get(paper.kind)
    found = [*_empty_headings(blocks, kind.required)] if kind else []
    answered = {key.casefold(): key for block in blocks for key in block.promises}
    for one in due_in(paper):
        if one.key.casefold() not in answered:
            message = _("De toezegging ‘%(title)s’ komt in dit stuk terug. Zet %(anchor)s aan het "
                        "eind van de alinea die haar nakomt.")  # fmt: skip
            found.append(message % {"title": one.title, "anchor": one.anchor})
    return [*found, *_unknown(answered)]


def _unknown(answered: dict[str, str]) -> Iterator[str]:
    known = {key_of(one).casefold() for one in everything()} if answered else set()
    for key in sorted(answered.keys() - known):
        yield _("De toezegging ‘%s’ staat niet in het register van de raad.") % answered[key]


def _empty_headings(blocks: Sequence[Block], required: Iterable[str]) -> Iterator[str]:
    filled = _filled(blocks)
    for heading in required:
        if _plain(heading) not in filled:
            yield _("De kop ‘%s’ hoort in dit stuk, met tekst eronder.") % heading


def _filled(blocks: Sequence[Block]) -> set[str]:
    """The headings that have something under them."""
    found, last = set(), ""
    for block in blocks:
        if block.kind == "heading":
            last = _plain("".join(part for part in block.rows[0][0] if isinstance(part, str)))
        elif last and block.kind != "subheading":
            found.add(last)
    return found


def _plain(heading: str) -> str:
    """A heading without its number and its case: '3. Privacy' is 'privacy'."""
    return re.sub(r"^\d+(\.\d+)*\.?\s+", "", heading).strip().casefold()
