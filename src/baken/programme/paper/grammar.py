"""The text of a paper: headings, paragraphs, lists, tables, and bound figures in between.

## Samengevat
In 2024 waren er {{ cijfer: I-MISDRIJVEN-POL | 2024 }} misdrijven.
Er kwamen {{ telling: reports.received | 2026-Q3 | WK062201 }} meldingen binnen.
Van de bewoners was {{ feit: O1.F4 | 84% }} voor. Het plan telt {{ register: acties }} acties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.periods import MONTHS, read_period

FIGURE = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
KINDS = ("cijfer", "telling", "feit", "register")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,59}")
AREA = re.compile(r"NL\d{2}|GM\d{4}|WK\d{6}|BU\d{8}")
PART = re.compile(r"[a-z]+=[A-Za-z0-9_-]+")  # of a count: phase=3
YEAR = r"(19|20)\d{2}"
ALLOWED = re.compile(
    rf"\d{{1,2}} ({'|'.join(MONTHS)})( {YEAR})?|\b{YEAR}([-–/]{YEAR})?\b|\bartikel \d+[a-z]?\b"
)


@dataclass(frozen=True)
class Expression:
    """What a text asks for. `rest` are the parts after the key, as typed."""

    kind: str
    key: str
    rest: tuple[str, ...]

    def __str__(self) -> str:
        return " | ".join([f"{self.kind}: {self.key}", *self.rest])


Inline = tuple[str | Expression, ...]
BlockKind = Literal["heading", "subheading", "paragraph", "list", "table"]


@dataclass(frozen=True)
class Block:
    """A block of text. `rows` are lines: one for a paragraph, one per item, cells per row."""

    kind: BlockKind
    rows: tuple[tuple[Inline, ...], ...]

    def expressions(self) -> Iterator[Expression]:
        for row in self.rows:
            for cell in row:
                yield from (part for part in cell if isinstance(part, Expression))


def read_text(text: str) -> list[Block]:
    """The blocks of a text. Raises ValidationError at the first figure that cannot be read."""
    chunks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    return [_block(chunk.strip()) for chunk in chunks if chunk.strip()]


def _block(chunk: str) -> Block:
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
        message = _("‘%(text)s’ is geen cijfer. Begin met cijfer:, telling:, feit: of register:.")
        raise ValidationError(message, params={"text": text[:80]})
    _check_rest(expression, text)
    return expression


def _check_rest(expression: Expression, text: str) -> None:
    most = {"cijfer": 2, "telling": 2, "feit": 1, "register": 1}[expression.kind]
    least = 0 if expression.kind in {"register", "feit"} else 1
    if not least <= len(expression.rest) <= most or not all(expression.rest):
        message = _("‘%(text)s’ mist een deel, of heeft er een te veel.")
        raise ValidationError(message, params={"text": text[:80]})
    if expression.kind in {"cijfer", "telling"}:
        read_period(expression.rest[0])
        part = expression.rest[1] if len(expression.rest) == 2 else ""
        known = expression.kind == "telling" and PART.fullmatch(part)
        if part and not known and not AREA.fullmatch(part):
            message = _("‘%(code)s’ is geen gebied. Schrijf bijvoorbeeld WK062201.")
            raise ValidationError(message, params={"code": part[:20]})


def loose_numbers(blocks: list[Block]) -> list[str]:
    """Numbers that somebody typed; only years, dates and articles of law may be typed."""
    found = []
    for block in blocks:
        for row in block.rows:
            for cell in row:
                text = " \0 ".join(part for part in cell if isinstance(part, str))
                found += re.findall(r"\d[\d.,]*\d|\d", ALLOWED.sub("", text))
    return found


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
