"""Own counts as tables: per count and dimension, parts down and periods across."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from baken.geo import api as geo
from baken.programme.ledger.frame import UNKNOWN
from baken.programme.release import Released
from baken.reports import api as reports


@dataclass(frozen=True)
class Row:
    """A part with its count per period."""

    name: str
    part: str
    cells: list[str]
    whole: bool


@dataclass(frozen=True)
class Table:
    """One count along one dimension."""

    name: str
    title: str
    periods: list[str]
    rows: list[Row]
    taken_at: datetime
    example: str


def tables(found: Iterable[Released]) -> list[Table]:
    """The tables of all released counts; the whole stands first in each."""
    names = {area.code: area.name for area in geo.wijken()}
    names |= {topic.code: str(topic.label) for topic in reports.topics()}
    names |= {"satisfied": _("tevreden"), "dissatisfied": _("niet tevreden")}
    names |= {"kept": _("op tijd"), "late": _("te laat")}
    names |= {UNKNOWN: _("niet bekend")}
    groups: dict[str, list[Released]] = {}
    for one in found:
        groups.setdefault(one.name, []).append(one)
    made = []
    for group in groups.values():
        dimensions = sorted({one.dimension for one in group if "&" not in one.dimension} - {""})
        made += [_table(group, dimension, names) for dimension in dimensions or [""]]
    return made


def _table(group: list[Released], dimension: str, names: dict[str, str]) -> Table:
    periods = sorted({one.period for one in group})
    cells = {(one.part, one.period): one.shown for one in group}
    kept = [one for one in group if one.dimension in {"", dimension}]
    parts = {one.part: one for one in sorted(kept, key=lambda one: (one.dimension, one.value))}
    rows = [
        Row(
            _part_name(one, names),
            part,
            [cells.get((part, period), "–") for period in periods],
            not part,
        )
        for part, one in parts.items()
    ]
    first = group[0]
    last = max(one.cell.taken_at for one in group)
    labels = [str(next(o.when for o in group if o.period == period)) for period in periods]
    example = " | ".join(
        [f"telling: {first.name}", periods[-1], *(list(parts)[-1:] if dimension else [])]
    )
    words = [word for word in _by(dimension) if word not in first.title]
    title = ", ".join([first.title, *words])
    return Table(first.name, title, labels, rows, last, f"{{{{ {example} }}}}")


def _by(dimension: str) -> list[str]:
    """What the parts are: 'per wijk'; nothing for a count without parts."""
    words = {"area": _("per wijk"), "category": _("per soort"), "phase": _("per fase"),
             "opinion": _("per oordeel"), "term": _("op tijd of niet")}  # fmt: skip
    return [words.get(dimension, dimension)] if dimension else []


def _part_name(one: Released, names: dict[str, str]) -> str:
    if not one.dimension:
        return _("hele gemeente")
    if one.dimension == "phase" and one.value != UNKNOWN:
        return _("fase %s") % one.value
    return names.get(one.value, one.value)
