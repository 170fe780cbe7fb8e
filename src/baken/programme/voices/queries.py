"""Reactions and questions as pages show them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from baken.core.acting import Acting
from baken.programme.council.models import CouncilRecord, ItemKind
from baken.programme.council.queries import everything
from baken.programme.council.words import status
from baken.programme.queries.register import Status
from baken.programme.rules import is_clerk
from baken.programme.voices.models import Reaction, VoiceKind, VoiceState

SIGNS: dict[str, str] = {
    VoiceState.WAITING: "run",
    VoiceState.ACCEPTED: "ok",
    VoiceState.REFUSED: "bad",
    VoiceState.WITHDRAWN: "none",
}
_HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """An item of the council's register that stands at a paragraph."""

    one: CouncilRecord
    status: Status

    @property
    def answer(self) -> str:
        """What the college says of it, as far as it does."""
        return self.one.proposal or self.one.progress


@dataclass
class Place:
    """What stands at one paragraph; '' is the whole paper."""

    paragraph: str
    number: int
    reactions: list[Reaction] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.reactions or self.asked)


@dataclass(frozen=True)
class Voices:
    """Everything said of one paper, by paragraph in the order of the paper."""

    paper: str
    places: list[Place]

    def at(self, paragraph: str) -> Place | None:
        return next((one for one in self.places if one.paragraph == paragraph), None)

    @property
    def filled(self) -> list[Place]:
        return [one for one in self.places if one]

    @property
    def count(self) -> int:
        return sum(len(one.reactions) for one in self.places)


def headings(text: str) -> list[str]:
    """The headings of a paper: what a paragraph is called by."""
    return list(dict.fromkeys(words.strip() for words in _HEADING.findall(text)))


def voices_of(paper: str, text: str) -> Voices:
    """What was placed and asked at this paper. Two queries.

    What was said of a paragraph that the present edition no longer has stands with the whole.
    """
    known = ["", *headings(text)]
    places = {name: Place(name, number) for number, name in enumerate(known)}
    rows = Reaction.objects.filter(paper=paper, state=VoiceState.ACCEPTED, kind=VoiceKind.REACTION)
    for row in rows.order_by("made_at", "id"):
        places.get(row.paragraph, places[""]).reactions.append(row)
    for one in everything():
        for named, part in (key.partition("#")[::2] for key in one.paragraphs):
            if named == paper:
                places.get(part, places[""]).asked.append(Asked(one, status(one)))
    return Voices(paper, list(places.values()))


def questions(found: Iterable[CouncilRecord]) -> list[Asked]:
    """The written questions among these, the newest first."""
    kept = [one for one in found if one.kind == ItemKind.QUESTION]
    return [Asked(one, status(one)) for one in sorted(kept, key=lambda one: str(one.said_on))[::-1]]


def desk(acting: Acting) -> list[Reaction]:
    """What waits for this acting first: for the clerk to decide, for the adviser to answer.

    What came without proof of work stands behind what came with it.
    """
    rows = Reaction.objects.exclude(state=VoiceState.WITHDRAWN)
    found = list(rows.order_by("-made_at")[:300])
    return sorted(found, key=lambda one: (not waits(acting, one), not one.proven))


def waits(acting: Acting, one: Reaction) -> bool:
    """Is it the turn of this acting?"""
    if is_clerk(acting):
        return one.state == VoiceState.WAITING
    mine = one.kind == VoiceKind.REACTION and one.state == VoiceState.ACCEPTED
    return mine and not one.reply
