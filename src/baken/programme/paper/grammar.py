"""The text of a paper: headings, paragraphs, lists, tables, and bound figures in between.

## Samengevat
In 2024 waren er {{ cijfer: I-MISDRIJVEN-POL | 2024 }} misdrijven.
Er kwamen {{ telling: reports.received | 2026-Q3 | WK062201 }} meldingen binnen.
Van de bewoners was {{ feit: O1.F4 | 84% }} voor. Het plan telt {{ register: acties }} acties.
{{ zin: I-MISDRIJVEN-POL | 2023 | 2024 }} [[toezegging: V-2026-1]]

{{ grafiek: I-MISDRIJVEN-POL }}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.paper.typed import allowed
from baken.programme.periods import read_period

FIGURE = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
ANCHOR = re.compile(r"[ \t]*\[\[\s*toezegging:\s*([^\[\]|]{1,80}?)\s*\]\]")
# What is drawn stands alone; a sentence and a drawing rest on several figures.
DRAWN = ("grafiek", "kaart")
COMPOUND = ("zin", *DRAWN)
# How many parts may follow the key.
PARTS = {
    "cijfer": (1, 2), "telling": (1, 2), "feit": (0, 1), "register": (0, 1), "citaat": (1, 1),
    "zin": (2, 3), "grafiek": (0, 1), "kaart": (1, 1),
}  # fmt: skip
KINDS = tuple(PARTS)
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,59}")
AREA = re.compile(r"NL\d{2}|GM\d{4}|WK\d{6}|BU\d{8}")
PART = re.compile(r"[a-z]+=[A-Za-z0-9_-]+")  # of a count: phase=3


@dataclass(frozen=True)
class Expression:
    """What a text asks for. `rest` are the parts after the key, as typed."""

    kind: str
    key: str
    rest: tuple[str, ...]

    def __str__(self) -> str:
        return " | ".join([f"{self.kind}: {self.key}", *self.rest])

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that it names."""
        count = {"cijfer": 1, "telling": 1, "kaart": 1, "zin": 2}.get(self.kind, 0)
        return self.rest[:count]

    @property
    def part(self) -> str:
        """The area (or part of a count) that it names; '' is the whole municipality."""
        if self.kind not in {"cijfer", "telling", "zin", "grafiek"}:
            return ""
        return next(iter(self.rest[len(self.periods) :]), "")


Inline = tuple[str | Expression, ...]
BlockKind = Literal["heading", "subheading", "paragraph", "list", "table", "drawing"]


@dataclass(frozen=True)
class Block:
    """A block of text. `rows` are lines: one for a paragraph, one per item, cells per row.

    `promises` are the commitments that it answers; readers do not see them.
    """

    kind: BlockKind
    rows: tuple[tuple[Inline, ...], ...]
    promises: tuple[str, ...] = ()

    def expressions(self) -> Iterator[Expression]:
        for row in self.rows:
            for cell in row:
                yield from (part for part in cell if isinstance(part, Expression))


def read_text(text: str) -> list[Block]:
    """The blocks of a text. Raises ValidationError at the first figure that cannot be read."""
    return [_block(chunk) for chunk in chunks(text)]


def chunks(text: str) -> list[str]:
    """The paragraphs as typed, one for each block."""
    found = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    return [chunk.strip() for chunk in found if chunk.strip()]


def placed(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with its address: the heading above it, and which paragraph below that."""
    heading, number = "", 0
    for block in blocks:
        if block.kind in {"heading", "subheading"}:
            heading = "".join(part for part in block.rows[0][0] if isinstance(part, str))
            number = 0
            yield _("kop ‘%s’") % heading, block
            continue
        number += 1
        said = {"heading": heading or _("Begin"), "n": number}
        yield _("%(heading)s, alinea %(n)s") % said, block


def _block(chunk: str) -> Block:
    """A paragraph, without the anchors of commitments in it."""
    plain = ANCHOR.sub("", chunk).strip()
    if not plain or "[[" in plain:
        message = _("Zet [[toezegging: …]] aan het eind van de alinea waar u haar nakomt.")
        raise ValidationError(message)
    block = replace(_plain(plain), promises=tuple(ANCHOR.findall(chunk)))
    if not any(one.kind in DRAWN for one in block.expressions()):
        return block
    if block.kind != "paragraph" or len(block.rows[0][0]) > 1:
        raise ValidationError(_("Zet een grafiek of kaart in een eigen alinea, zonder tekst."))
    return replace(block, kind="drawing")


def _plain(chunk: str) -> Block:
    lines = [line.strip() for line in chunk.split("\n")]
    for mark, kind in (("### ", "subheading"), ("## ", "heading")):
        if chunk.startswith(mark):
            return _one("subheading" if kind == "subheading" else "heading", chunk[len(mark) :])
    if all(line.startswith("- ") for line in lines):
        return Block("list", tuple((_inline(line[2:]),) for line in lines))
    if len(lines) > 2 and all(line.startswith("|") for line in lines):
        return Block("table", _table(lines))
    return _one("paragraph", " ".join(lines))


def _one(kind: BlockKind, text: str) -> Block:
    return Block(kind, ((_inline(text),),))


def _table(lines: list[str]) -> tuple[tuple[Inline, ...], ...]:
    """A pipe table: header, a line of dashes, rows. A `|` inside a figure does not cut a cell."""
    rows = [_cells(line) for line in [lines[0], *lines[2:]]]
    if not set("".join(lines[1].split())) <= set("|-:") or len({len(row) for row in rows}) != 1:
        message = _("Een tabel heeft een streep onder de kop en overal evenveel vakken.")
        raise ValidationError(message)
    return tuple(rows)


def _cells(line: str) -> tuple[Inline, ...]:
    kept = [match[0] for match in FIGURE.finditer(line)]
    places = FIGURE.sub("\0", line).strip("|").split("|")
    left = iter(kept)
    return tuple(_inline(re.sub("\0", lambda _m: next(left), cell).strip()) for cell in places)


def _inline(text: str) -> Inline:
    parts: list[str | Expression] = []
    end = 0
    for match in FIGURE.finditer(text):
        parts += [text[end : match.start()], read_expression(match[1])]
        end = match.end()
    rest = text[end:]
    if "{{" in rest or "}}" in rest:
        raise ValidationError(_("Een cijfer begint met {{ en eindigt met }}. Hier mist er één."))
    return tuple(part for part in [*parts, rest] if part != "")


def read_expression(text: str) -> Expression:
    """'cijfer: I-GEWELD | 2019 | GM0622' as an Expression. Raises ValidationError."""
    kind, colon, rest = text.partition(":")
    parts = [part.strip() for part in rest.split("|")]
    expression = Expression(kind.strip(), parts[0], tuple(parts[1:]))
    if not colon or expression.kind not in KINDS or not KEY.fullmatch(expression.key):
        message = _("‘%(text)s’ is geen cijfer. Begin met %(kinds)s.")
        kinds = ", ".join(f"{kind}:" for kind in KINDS)
        raise ValidationError(message, params={"text": text[:80], "kinds": kinds})
    _check_rest(expression, text)
    return expression


def _check_rest(expression: Expression, text: str) -> None:
    least, most = PARTS[expression.kind]
    if not least <= len(expression.rest) <= most or not all(expression.rest):
        message = _("‘%(text)s’ mist een deel, of heeft er een te veel.")
        raise ValidationError(message, params={"text": text[:80]})
    for period in expression.periods:
        read_period(period)
    part = expression.part
    known = expression.kind == "telling" and PART.fullmatch(part)
    if part and not known and not AREA.fullmatch(part):
        message = _("‘%(code)s’ is geen gebied. Schrijf bijvoorbeeld WK062201.")
        raise ValidationError(message, params={"code": part[:20]})


def typed_in(block: Block, number: int = 0) -> list[str]:
    """Numbers that somebody typed in a block, and that list `number` does not allow."""
    heading = block.kind in {"heading", "subheading"}
    found = []
    for row in block.rows:
        for cell in row:
            text = " \0 ".join(part for part in cell if isinstance(part, str))
            found += allowed(number).loose(text, heading=heading)
    return found


def loose_numbers(blocks: Sequence[Block], number: int = 0) -> list[str]:
    """All of them in a text. Years, dates and articles of law may be typed (data/getypt.yaml)."""
    return [one for block in blocks for one in typed_in(block, number)]


def sentences(block: Block) -> Iterator[list[Expression]]:
    """The figures per sentence, to see which are set against each other."""
    for row in block.rows:
        for cell in row:
            group: list[Expression] = []
            for part in cell:
                if isinstance(part, Expression):
                    group.append(part)
                elif re.search(r"[.!?](\s|$)", part):
                    yield group
                    group = []
            yield group
