"""Finds the file behind each figure of a text: a snapshot of a source, or released counts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.catalog import families
from baken.programme.intake.recipe import recipe_of
from baken.programme.models import Entry, Kind, Observation, Snapshot
from baken.programme.paper.bundle import TALLIES
from baken.programme.paper.compose import Bound
from baken.programme.paper.evidence import Evidence, look_up, place_of, recipe_path
from baken.programme.paper.grammar import (
    Block,
    Expression,
    loose_numbers,
    read_text,
    sentences,
)
from baken.programme.queries.register import home_plan
from baken.programme.release import Released, released


def bind(text: str) -> tuple[list[Bound], dict[str, bytes]]:
    """Every figure of the text with its evidence, and the files that the bundle needs.

    Raises ValidationError: a typed number, a figure that is not there or not given by its
    source, or a sentence that sets two sources of one notion against each other.
    """
    blocks = read_text(text)
    _refuse_typed(blocks)
    _refuse_mixed(blocks)
    _refuse_broken(blocks)
    asked = [expression for block in blocks for expression in block.expressions()]
    counts = _counts(asked)
    snapshots: dict[str, Evidence] = {}
    bounds, files = [], {}
    for number, expression in enumerate(asked, start=1):
        path, evidence = _evidence(expression, counts, snapshots)
        found = look_up(expression, evidence, settings.MUNICIPALITY.code)
        files[path] = evidence.raw
        if evidence.recipe:
            files[recipe_path(path)] = evidence.recipe.encode()
        words = (str(expression), found.printed, found.citation)
        bounds.append(Bound(number, *words, path, evidence.sha256, evidence.retrieved))
    return bounds, files


def _refuse_typed(blocks: list[Block]) -> None:
    if typed := loose_numbers(blocks):
        message = _(
            "Getypt en niet gebonden: %(numbers)s. Bind elk getal aan een bron, "
            "of schrijf het in woorden als het geen cijfer is."
        )
        raise ValidationError(message, params={"numbers": ", ".join(typed)})


def _refuse_mixed(blocks: Iterable[Block]) -> None:
    """2018 from one source and 2019 from another is no trend."""
    for block in blocks:
        for group in sentences(block):
            asked = {(e.key, e.rest[0]) for e in group if e.kind == "cijfer" and _family(e)}
            for family in {_family(e) for e in group if e.kind == "cijfer"} - {None}:
                mine = {pair for pair in asked if families()[pair[0]].key == family}
                keys, periods = {key for key, _p in mine}, {period for _k, period in mine}
                if len(keys) > 1 and len(periods) > 1:
                    message = _(
                        "Deze zin zet %(keys)s over verschillende jaren naast elkaar. "
                        "De bronnen tellen anders. Neem één bron, of één jaar."
                    )
                    raise ValidationError(message, params={"keys": " en ".join(sorted(keys))})


def _refuse_broken(blocks: Iterable[Block]) -> None:
    """Figures of one indicator that were counted in two ways are no trend either."""
    for block in blocks:
        for group in sentences(block):
            asked: dict[str, set[str]] = {}
            for one in group:
                if one.kind == "cijfer":
                    asked.setdefault(one.key.partition(".")[0], set()).add(one.rest[0])
            for key, periods in asked.items():
                rows = Observation.objects.filter(indicator=key, period__in=periods, current=True)
                ways = set(rows.values_list("definition", flat=True)) if len(periods) > 1 else ()
                if len(ways) > 1:
                    message = _(
                        "Deze zin zet cijfers van %(key)s naast elkaar die anders zijn geteld. "
                        "Daar zit een breuk tussen."
                    )
                    raise ValidationError(message, params={"key": key})


def _family(expression: Expression) -> str | None:
    family = families().get(expression.key)
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


def _snapshot(expression: Expression) -> Snapshot:
    """The file in which the current version of the figure stands."""
    if expression.kind == "cijfer":
        indicator, _dot, measure = expression.key.partition(".")
        area = expression.rest[1] if len(expression.rest) > 1 else settings.MUNICIPALITY.code
        asked = {"indicator": indicator, "measure": measure, "area": area}
        rows = Observation.objects.filter(**asked, period=expression.rest[0], current=True)
        found: Observation | Entry | None = rows.select_related("snapshot").first()
    else:
        kind, key = (Kind.FACT, expression.key) if expression.kind == "feit" else (Kind.PLAN, None)
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
