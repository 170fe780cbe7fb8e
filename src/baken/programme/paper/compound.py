"""What rests on several figures: a sentence that compares two, a chart, a map.

Each of its figures is held with its own file, so that a reader can recompute every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.programme.catalog import short_name
from baken.programme.paper.days import area_words, day_words
from baken.programme.paper.evidence import (
    Evidence,
    Found,
    contents_of,
    reading_of,
    source_words,
    unit_of,
)
from baken.programme.paper.grammar import Expression
from baken.programme.paper.sentence import Side, comparison
from baken.programme.periods import label
from baken.programme.records import Contents, Reading
from baken.programme.shipped import shipped
from baken.programme.values import printed

NO_FIGURE = "geen gegevens"  # in a paper, which is Dutch


@dataclass(frozen=True)
class Held:
    """One figure under a sentence or drawing. `label` is its year or area; `way` how it is counted.

    All of it is text, as the manifest keeps it.
    """

    expression: str
    label: str
    printed: str
    evidence: str
    sha256: str
    retrieved: str
    way: str = ""

    @property
    def missing(self) -> bool:
        """Does the source give no figure here?"""
        return self.printed.startswith(NO_FIGURE)


@dataclass(frozen=True)
class Under:
    """A figure under a compound with the file that it stands in."""

    expression: Expression
    evidence: Evidence
    path: str
    way: str = ""
    place: str = ""  # what the area is called


def figures_under(expression: Expression, municipality: str) -> tuple[Expression, ...]:
    """The two figures that a sentence compares."""
    area = expression.part or municipality
    return tuple(Expression("cijfer", expression.key, (when, area)) for when in expression.periods)


def put_together(
    expression: Expression, under: Sequence[Under], municipality: str
) -> tuple[Found, tuple[Held, ...]]:
    """The words of a sentence or drawing, and the figures under it. Raises ValidationError."""
    with override("nl"):
        read = [(one, *reading_of(one.expression, one.evidence, municipality)) for one in under]
        held = tuple(_held(expression, *one) for one in read)
        if expression.kind == "zin":
            first, last = (_side(*one) for one in read)
            text = comparison(_subject(expression, read[0], municipality), first, last)
        else:
            _refuse_few(expression, [reading for _one, reading, _whole in read])
            text = f"{_title(expression, read[0], municipality)}: {in_a_row(held)}"
        return Found(text, _citation(read)), held


def in_a_row(held: Sequence[Held]) -> str:
    """The figures under a drawing as one line."""
    return "; ".join(f"{one.label} {one.printed}" for one in held)


def _refuse_few(expression: Expression, readings: Sequence[Reading]) -> None:
    """A line of one point says nothing, and neither does an empty map."""
    exact = [one for one in readings if one.value.exact]
    if len(exact) < (2 if expression.kind == "grafiek" else 1):
        message = _("‘%(text)s’: er zijn te weinig cijfers om te tekenen.")
        raise ValidationError(message, params={"text": str(expression)})


def _held(expression: Expression, one: Under, reading: Reading, contents: Contents) -> Held:
    shown = printed(reading.value, unit_of(reading, contents))
    if reading.value.amount is None:
        shown = f"{NO_FIGURE} ({reading.value.missing})"
    shown += f" ({reading.status})" if reading.status else ""
    name = f"{one.place} ({reading.area})" if one.place else reading.area
    called = name if expression.kind == "kaart" else label(reading.period.text)
    moment = one.evidence.retrieved.isoformat()
    sha256 = one.evidence.sha256
    return Held(str(one.expression), called, shown, one.path, sha256, moment, one.way)


def _side(one: Under, reading: Reading, contents: Contents) -> Side:
    unit, sources = unit_of(reading, contents), frozenset(reading.sources)
    return Side(reading.period, reading.value, unit, reading.status, sources)


def _citation(read: Sequence[tuple[Under, Reading, Contents]]) -> str:
    sources = dict.fromkeys(
        source_words(reading, all_, one.evidence) for one, reading, all_ in read
    )
    days = dict.fromkeys(day_words(one.evidence.retrieved) for one, *_rest in read)
    areas = dict.fromkeys(area_words(reading.area) for _one, reading, _whole in read)
    where = f", {next(iter(areas))}" if len(areas) == 1 else ""
    return f"{'; '.join(sources)}{where}. Ingelezen {' en '.join(days)}."


def _name(key: str, contents: Contents) -> str:
    """What an indicator is called, as its file or the program says."""
    named = (r.name for r in contents.records if r.kind == "indicator" and r.key == key)
    known = str(shipped()[key]["naam"]) if key in shipped() else key
    return short_name(key, next(named, known))


def _subject(
    expression: Expression, first: tuple[Under, Reading, Contents], municipality: str
) -> str:
    _one, reading, contents = first
    name = _name(reading.indicator, contents)
    where = "" if reading.area == municipality else f", {area_words(reading.area)}"
    return f"{name}{where}"


def _title(
    expression: Expression, first: tuple[Under, Reading, Contents], municipality: str
) -> str:
    subject = _subject(expression, first, municipality)
    if expression.kind == "grafiek":
        return subject
    return f"{_name(first[1].indicator, first[2])}, {label(expression.rest[0])}"


def left_out(
    expression: Expression, held: Sequence[Held], files: Iterable[Evidence], municipality: str
) -> list[str]:
    """Figures of a drawing that its own files give and that are not under it."""
    there = {one.expression for one in held}
    found = []
    for file in files:
        for reading in contents_of(file.name, file.raw, municipality, file.recipe).readings:
            if belongs(expression, reading, municipality):
                where = (reading.period.text, reading.area)
                found.append(str(Expression("cijfer", reading.indicator, where)))
    return sorted(set(found) - there)


def belongs(expression: Expression, reading: Reading, municipality: str) -> bool:
    """Is this a figure that the drawing must show?"""
    if reading.measure or reading.indicator != expression.key:
        return False
    if expression.kind == "kaart":
        return reading.period.text == expression.rest[0] and reading.area.startswith("WK")
    return reading.area == (expression.part or municipality) and reading.period.year is not None
