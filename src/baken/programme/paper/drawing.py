"""Draws the charts and maps of a paper: from the figures under them and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.programme.catalog import class_borders
from baken.programme.charts.lines import NARROW, WIDE
from baken.programme.charts.shapes import Break, LineChart, Point, Series, Style
from baken.programme.paper.compose import Bound, Part
from baken.programme.paper.compound import Held
from baken.programme.paper.grammar import read_expression

if TYPE_CHECKING:
    from baken.geo.api import Figure

FOLDER = "tekeningen"
# What the style sheet of the site says of a drawing, for where there is none. A new look is added
# to those that `alone/check.py` knows.
LOOK = (
    '<style>text { font-family: "Source Sans 3"; font-size: 15px; fill: #14212B }'
    " .ax { fill: #41505C } .acc { fill: #0B4F6C } .mut { fill: #5A6872 }"
    " .inv { fill: #FFFFFF }</style>"
)


def svg_path(number: int) -> str:
    """Where the drawing of a figure stands in a bundle."""
    return f"{FOLDER}/{number}.svg"


def drawn_parts(parts: Sequence[Part], *, narrow: bool = False) -> list[Part]:
    """The same parts, drawings drawn: `narrow` for the column of a page, else for print."""
    with override("nl"):
        bounds = [one.notes[0] for one in parts if _is(one, "grafiek")]
        charts = [chart_of(bound) for bound in bounds]
        drawn = _svgs(charts, narrow=narrow) if charts else []
        found = {bound.number: svg for bound, svg in zip(bounds, drawn, strict=True)}
        return [_drawn(part, found) for part in parts]


def _svgs(charts: list[LineChart], *, narrow: bool) -> list[SafeString]:
    from baken.programme.charts.draw import drawn_each  # verifying needs no database

    return drawn_each(charts, NARROW if narrow else WIDE)


def _is(part: Part, kind: str) -> bool:
    return part.kind == "drawing" and part.notes[0].expression.startswith(f"{kind}:")


def _drawn(part: Part, charts: dict[int, SafeString]) -> Part:
    if _is(part, "grafiek"):
        return replace(part, drawing=charts[part.notes[0].number])
    if not _is(part, "kaart"):
        return part
    drawn = _map_of(part.notes[0])
    return replace(part, drawing=drawn.svg, credit=_("Grenzen: %s.") % drawn.credit)


def drawings(parts: Sequence[Part]) -> dict[str, bytes]:
    """The drawings as files of a bundle."""
    return {svg_path(one.notes[0].number): one.drawing.encode() for one in parts if one.drawing}


def kept_parts(parts: Sequence[Part], files: Mapping[str, bytes], printed: bytes) -> list[Part]:
    """The same parts with the drawings that a bundle holds, to compare with what it printed."""
    said = json.loads(printed)["parts"]
    found = []
    for part, data in zip(parts, said, strict=False):
        if part.kind == "drawing":
            raw = files.get(svg_path(part.notes[0].number), b"")
            # Compared as text, never shown.
            svg = mark_safe(raw.decode("utf-8", "replace"))  # noqa: S308
            part = replace(part, drawing=svg, credit=str(data.get("credit", "")))  # noqa: PLW2901
        found.append(part)
    return found + list(parts[len(said) :])


def for_print(svg: str) -> str:
    """The drawing with its look in it: a PDF has no style sheet."""
    head, close, rest = svg.partition(">")
    return f"{head}{close}{LOOK}{rest}"


def alternative(bound: Bound) -> str:
    """The drawing in words, for who cannot see it."""
    with override("nl"):
        kind = _("Kaart") if bound.expression.startswith("kaart") else _("Lijngrafiek")
    return f"{kind}. {bound.printed}."


def chart_of(bound: Bound) -> LineChart:
    """A line chart: a line for each way of counting, open where a year is missing."""
    runs = [list(group) for _way, group in groupby(_points(bound), key=lambda pair: pair[0])]
    lines = [tuple(point for _way, point in run) for run in runs]
    looks: tuple[Style, ...] = ("dots", "squares")
    series = tuple(
        Series(_("vanaf %s") % line[0].x if len(lines) > 1 else "", line, looks[number % 2])
        for number, line in enumerate(lines)
    )
    reason = _("breuk: anders geteld")
    breaks = tuple(Break(a[-1].x, b[0].x, reason) for a, b in pairwise(lines))
    years = f"{lines[0][0].x}–{lines[-1][-1].x}"
    description = _("Lijngrafiek. De cijfers staan in de tabel.")
    return LineChart(f"{bound.title}, {years}", description, series, breaks)


def _points(bound: Bound) -> list[tuple[str, Point]]:
    """What can be drawn, each with how it was counted."""
    found = []
    for one in bound.values:
        number = _number(one)
        if number is not None:
            found.append((one.way, Point(int(one.label), number, one.printed)))
    return found


def _number(held: Held) -> Decimal | None:
    """The figure as it was printed, back as a number; None for a bound or a figure not there."""
    text = held.printed.partition(" (")[0].replace("\N{NO-BREAK SPACE}%", "")
    plain = text.replace(".", "").replace(",", ".").replace("\N{MINUS SIGN}", "-")
    return Decimal(plain) if plain.lstrip("-").replace(".", "", 1).isdecimal() else None


def _map_of(bound: Bound) -> Figure:
    from baken.geo import api as geo  # verifying needs no database

    codes = {read_expression(one.expression).part: one for one in bound.values}
    numbers = {code: _number(one) for code, one in codes.items()}
    borders = class_borders(read_expression(bound.expression).key, "WK")
    return geo.figure(
        {code: None if number is None else float(number) for code, number in numbers.items()},
        title=bound.title,
        lead=_("De cijfers staan in de tabel."),
        breaks=[float(one) for one in borders] if borders else None,
        labels={code: one.printed for code, one in codes.items()},
    )


def said_in(raw: bytes) -> frozenset[str] | None:
    """What the points and areas of a drawing say; None when it cannot be read."""
    try:
        root = ElementTree.fromstring(raw.decode())  # noqa: S314 (reads titles, runs nothing)
    except (ElementTree.ParseError, UnicodeDecodeError):
        return None
    titles = (one.text or "" for one in root.iter() if one.tag.endswith("title"))
    return frozenset(title.strip() for title in titles)
