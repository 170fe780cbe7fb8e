"""Finds the file behind each figure of a text: a snapshot of a source, or released counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.geo import api as geo
from baken.programme.catalog import families
from baken.programme.intake.recipe import recipe_of
from baken.programme.models import Entry, Kind, Observation, Snapshot
from baken.programme.paper.bundle import TALLIES
from baken.programme.paper.compose import Bound
from baken.programme.paper.compound import Under, figures_under, put_together
from baken.programme.paper.evidence import Evidence, look_up, place_of, recipe_path
from baken.programme.paper.grammar import (
    COMPOUND,
    Block,
    Expression,
    loose_numbers,
    read_text,
    sentences,
)
from baken.programme.queries.register import home_plan
from baken.programme.queries.series import WHOLE_YEARS
from baken.programme.release import Released, released


def bind(text: str) -> tuple[list[Bound], dict[str, bytes]]:
    """Every figure of the text with its evidence, and the files that the bundle needs.

    Raises ValidationError: a typed number, a figure that is not there or not given by its
    source, or a sentence that sets two sources of one notion against each other.
    """
    blocks = read_text(text)
    _refuse_typed(blocks)
    if wrong := [*between_sources(blocks)]:
        raise ValidationError(wrong)
    asked = [expression for block in blocks for expression in block.expressions()]
    desk = Desk(asked)
    return [desk.bound(number, one) for number, one in enumerate(asked, start=1)], desk.files


class Desk:
    """Finds figure after figure in its file, and keeps those files for the bundle."""

    def __init__(self, asked: list[Expression]) -> None:
        self.files: dict[str, bytes] = {}
        self._counts = _counts(asked)
        self._snapshots: dict[str, Evidence] = {}
        self._home = settings.MUNICIPALITY.code

    def bound(self, number: int, expression: Expression) -> Bound:
        """The figure with what it rests on. Raises ValidationError when it is not there."""
        if expression.kind in COMPOUND:
            return self._compound(number, expression)
        path, evidence = self._evidence(expression)
        found = look_up(expression, evidence, self._home)
        words = (str(expression), found.printed, found.citation)
        return Bound(number, *words, path, evidence.sha256, evidence.retrieved)

    def _compound(self, number: int, expression: Expression) -> Bound:
        under = [self._under(one, way, place) for one, way, place in under_it(expression)]
        found, held = put_together(expression, under, self._home)
        first = under[0]
        words = (str(expression), found.printed, found.citation)
        proof = (first.path, first.evidence.sha256, first.evidence.retrieved)
        return Bound(number, *words, *proof, held)

    def _under(self, expression: Expression, way: str, place: str) -> Under:
        path, evidence = self._evidence(expression)
        return Under(expression, evidence, path, way, place)

    def _evidence(self, expression: Expression) -> tuple[str, Evidence]:
        path, evidence = _evidence(expression, self._counts, self._snapshots)
        self.files[path] = evidence.raw
        if evidence.recipe:
            self.files[recipe_path(path)] = evidence.recipe.encode()
        return path, evidence


def _refuse_typed(blocks: list[Block]) -> None:
    if typed := loose_numbers(blocks):
        message = _(
            "Getypt en niet gebonden: %(numbers)s. Bind elk getal aan een bron, "
            "of schrijf het in woorden als het geen cijfer is."
        )
        raise ValidationError(message, params={"numbers": ", ".join(typed)})


def between_sources(blocks: Sequence[Block]) -> Iterator[str]:
    """Each sentence that sets figures against each other that do not fit."""
    yield from _mixed(blocks)
    yield from _broken(blocks)


def _mixed(blocks: Iterable[Block]) -> Iterator[str]:
    """2018 from one source and 2019 from another is no trend."""
    for asked in _compared(blocks):
        for family in {family for key, _when in asked if (family := _family(key))}:
            mine = {pair for pair in asked if _family(pair[0]) == family}
            keys, periods = {key for key, _p in mine}, {period for _k, period in mine}
            if len(keys) > 1 and len(periods) > 1:
                message = _(
                    "Deze zin zet %(keys)s over verschillende jaren naast elkaar. "
                    "De bronnen tellen anders. Neem één bron, of één jaar."
                )
                yield message % {"keys": " en ".join(sorted(keys))}


def _broken(blocks: Iterable[Block]) -> Iterator[str]:
    """Figures of one indicator that were counted in two ways are no trend either."""
    for asked in _compared(blocks):
        for key in {key.partition(".")[0] for key, _when in asked}:
            periods = {when for one, when in asked if one.partition(".")[0] == key}
            rows = Observation.objects.filter(indicator=key, period__in=periods, current=True)
            ways = set(rows.values_list("definition", flat=True)) if len(periods) > 1 else ()
            if len(ways) > 1:
                message = _(
                    "Deze zin zet cijfers van %(key)s naast elkaar die anders zijn geteld. "
                    "Daar zit een breuk tussen."
                )
                yield message % {"key": key}


def _compared(blocks: Iterable[Block]) -> Iterator[set[tuple[str, str]]]:
    """Per sentence the figures that stand in it, as indicator and period."""
    for block in blocks:
        for group in sentences(block):
            yield {(e.key, p) for e in group if e.kind in {"cijfer", "zin"} for p in e.periods}


def _family(key: str) -> str | None:
    family = families().get(key)
    return family.key if family else None


def _evidence(
    expression: Expression, counts: Evidence, snapshots: dict[str, Evidence]
) -> tuple[str, Evidence]:
    if expression.kind == "telling":
        return TALLIES, counts
    snapshot = _snapshot(expression)
    path = place_of(snapshot.name, snapshot.sha256, snapshot.recipe_sha256)
    if path not in snapshots:
        snapshots[path] = _as_evidence(snapshot)
    return path, snapshots[path]


def _as_evidence(snapshot: Snapshot) -> Evidence:
    recipe = recipe_of(snapshot.recipe).text if snapshot.recipe else ""
    return Evidence(snapshot.name, snapshot.content, snapshot.retrieved_at, recipe)


def under_it(expression: Expression) -> list[tuple[Expression, str, str]]:
    """The figures that a sentence or drawing rests on, how counted, and the name of the area."""
    home = settings.MUNICIPALITY.code
    if expression.kind == "zin":
        return [(one, "", "") for one in figures_under(expression, home)]
    rows = Observation.objects.filter(indicator=expression.key, measure="", current=True)
    if expression.kind == "kaart":
        rows = rows.filter(area__startswith="WK", period=expression.rest[0]).order_by("area")
    else:
        area = expression.part or home
        rows = rows.filter(WHOLE_YEARS, area=area).order_by("starts_on")
    names = {area.code: area.name for area in geo.wijken()}
    found = [
        (Expression("cijfer", row.indicator, (row.period, row.area)), str(row.definition),
         names.get(row.area, "") if expression.kind == "kaart" else "")
        for row in rows.defer("note") if row.when.year is not None or expression.kind == "kaart"
    ]  # fmt: skip
    if not found:
        message = _("‘%(text)s’ bestaat niet. Het stuk is niet gemaakt.")
        raise ValidationError(message, params={"text": str(expression)})
    return found


def _snapshot(expression: Expression) -> Snapshot:
    """The file in which the current version of the figure stands."""
    if expression.kind == "cijfer":
        indicator, _dot, measure = expression.key.partition(".")
        area = expression.part or settings.MUNICIPALITY.code
        asked = {"indicator": indicator, "measure": measure, "area": area}
        rows = Observation.objects.filter(**asked, period=expression.rest[0], current=True)
        found: Observation | Entry | None = rows.select_related("snapshot").first()
    else:
        kind = {"feit": Kind.FACT, "citaat": Kind.SOURCE}.get(expression.kind, Kind.PLAN)
        key = expression.key if kind != Kind.PLAN else None
        entries = Entry.objects.filter(kind=kind, current=True, plan=home_plan())
        found = (entries.filter(key=key) if key else entries).select_related("snapshot").first()
    if found is None:
        message = _("‘%(text)s’ bestaat niet. Het stuk is niet gemaakt.")
        raise ValidationError(message, params={"text": str(expression)})
    return found.snapshot


def _counts(asked: list[Expression]) -> Evidence:
    """The released counts that the text asks for, as one file; never an exact small number."""
    names = {expression.key for expression in asked if expression.kind == "telling"}
    wanted = {(e.key, *e.rest) for e in asked if e.kind == "telling"}
    known = [count for count in released() if count.name in names] if names else []
    found = [c for c in known if (c.name, c.period, *filter(None, [c.part])) in wanted]
    rows = [_row(count) for count in found]
    raw = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True).encode()
    taken = max((count.cell.taken_at for count in known), default=None)
    if names and taken is None:
        message = _("Er is nog niets geteld en vrijgegeven voor: %(names)s.")
        raise ValidationError(message, params={"names": ", ".join(sorted(names))})
    return Evidence("tellingen.json", raw, taken or datetime.min.replace(tzinfo=UTC))


def _row(count: Released) -> dict[str, object]:
    """What was said of a count, and the hash that commits to it when it is withheld."""
    cell = count.cell
    return {
        "name": count.name,
        "title": count.title,
        "period": count.period,
        "part": count.part,
        "area": count.area,
        "amount": cell.amount,
        "least": cell.least,
        "withheld": cell.withheld,
        "shown_from": cell.shown_from,
        "commitment": cell.commitment,
        "snapshot": cell.sha256,
        "taken_at": cell.taken_at.isoformat(),
    }
