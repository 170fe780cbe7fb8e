"""A draft as it stands: its figures filled in where they are found, and everything still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baken.programme.models import CouncilPaper, Observation
from baken.programme.paper.binder import Desk, between_sources
from baken.programme.paper.compose import NOTHING_DRAWN, Bound, fill
from baken.programme.paper.drawing import drawn_parts
from baken.programme.paper.grammar import Block, Expression, placed, read_text
from baken.programme.paper.typed import allowed
from baken.programme.writing.due import Due, due_in, lacking
from baken.programme.writing.readability import Reading, read

SUGGESTED = 2


@dataclass(frozen=True)
class Mark:
    """A run of text: plain (''), a 'figure' that was found, a 'typed' number, or 'wrong'."""

    text: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shown:
    """A paragraph of the preview."""

    kind: str
    rows: list[list[list[Mark]]]
    drawing: SafeString = NOTHING_DRAWN
    credit: str = ""

    @property
    def first(self) -> list[Mark]:
        return self.rows[0][0]


@dataclass(frozen=True)
class Trouble:
    """One thing to mend before the paper can be made: where, which words, and what to do."""

    place: str
    words: str
    advice: str
    expressions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """All that the side panel tells."""

    parts: list[Shown]
    figures: list[Bound]
    typed: list[Trouble]
    wrong: list[Trouble]
    lacking: list[str]
    due: list[Due]
    reading: Reading

    @property
    def blocked(self) -> int:
        """How many things keep it from being made."""
        return len(self.typed) + len(self.wrong)


def examine(text: str, paper: CouncilPaper) -> Draft:
    """Look at a draft. Raises ValidationError only when a figure in it cannot be read at all."""
    blocks = read_text(text)
    look = _Look(blocks)
    parts = [look.shown(place, block) for place, block in placed(blocks)]
    look.wrong += [Trouble("", "", message) for message in between_sources(blocks)]
    return Draft(
        parts, look.figures, _advised(look.typed), look.wrong,
        lacking(paper, text), due_in(paper), read(blocks),
    )  # fmt: skip


class _Look:
    """Goes through the text once, and keeps what it meets."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        asked = [one for block in blocks for one in block.expressions()]
        self.figures: list[Bound] = []
        self.typed: list[tuple[str, str]] = []
        self.wrong: list[Trouble] = []
        self._desk = self._open(asked)

    def _open(self, asked: list[Expression]) -> Desk:
        """Counts that were never released are told where they stand."""
        try:
            return Desk(asked)
        except ValidationError:
            return Desk([one for one in asked if one.kind != "telling"])

    def shown(self, place: str, block: Block) -> Shown:
        if block.kind == "drawing":
            return self._drawing(place, block)
        heading = block.kind in {"heading", "subheading"}
        rows = [
            [[mark for part in cell for mark in self._marks(place, part, heading=heading)]
             for cell in row] for row in block.rows
        ]  # fmt: skip
        return Shown(block.kind, rows)

    def _drawing(self, place: str, block: Block) -> Shown:
        expression = next(block.expressions())
        bound = self._found(place, expression)
        if bound is None:
            return Shown("paragraph", [[[Mark(f"{{{{ {expression} }}}}", "wrong")]]])
        part = drawn_parts(fill([block], [bound]), narrow=True)[0]
        rows = [[[Mark(piece.text) for piece in cell] for cell in row] for row in part.rows]
        return Shown("drawing", rows, part.drawing, part.credit)

    def _marks(self, place: str, part: str | Expression, *, heading: bool) -> Iterator[Mark]:
        if isinstance(part, Expression):
            bound = self._found(place, part)
            words = f"{{{{ {part} }}}}"
            yield Mark(bound.printed, "figure", bound.citation) if bound else Mark(words, "wrong")
            return
        end = 0
        for start, stop in allowed().spans(part, heading=heading):
            yield Mark(part[end:start])
            yield Mark(part[start:stop], "typed")
            self.typed.append((place, part[start:stop]))
            end = stop
        yield Mark(part[end:])

    def _found(self, place: str, expression: Expression) -> Bound | None:
        try:
            bound = self._desk.bound(len(self.figures) + 1, expression)
        except ValidationError as error:
            self.wrong.append(Trouble(place, str(expression), " ".join(error.messages)))
            return None
        self.figures.append(bound)
        return bound


def _advised(typed: Sequence[tuple[str, str]]) -> list[Trouble]:
    """Each typed number with the figures that have this value."""
    amounts = {words: number for _place, words in typed if (number := _amount(words)) is not None}
    rows = Observation.objects.filter(
        amount__in=set(amounts.values()), bound="", measure="", current=True,
        area=settings.MUNICIPALITY.code,
    ).order_by("-ends_on", "indicator")  # fmt: skip
    known: dict[Decimal, list[str]] = {}
    for row in rows.values_list("indicator", "period", "amount") if amounts else ():
        if row[2] is not None:
            known.setdefault(row[2], []).append(f"{{{{ cijfer: {row[0]} | {row[1]} }}}}")
    return [_trouble(place, words, amounts.get(words), known) for place, words in typed]


def _trouble(
    place: str, words: str, amount: Decimal | None, known: dict[Decimal, list[str]]
) -> Trouble:
    found = known.get(amount, []) if amount is not None else []
    advice = _("Bind dit getal aan een cijfer, haal het aan, of schrijf het in woorden.")
    if found:
        advice = _("Bedoelt u een van deze cijfers?")
    return Trouble(place, words, advice, tuple(found[:SUGGESTED]))


def _amount(words: str) -> Decimal | None:
    try:
        return Decimal(words.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None
