"""One count over one year as a table to protect: its exact cube, what was said, what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from baken.core.figures import TallyKind
from baken.geo import api as geo
from baken.programme.ledger.models import Cell as Said
from baken.programme.ledger.models import Withheld
from baken.programme.models import TallyRun
from baken.programme.periods import Period, read_period
from baken.programme.withholding.cube import (
    ALL,
    Axis,
    Cell,
    Nodes,
    Numbers,
    Says,
    State,
    Table,
    axis,
)

AREA, MONTH, UNKNOWN = "area", "month", "-"
SAYS = {Withheld.SMALL: Says.SMALL, Withheld.ALONG: Says.LARGE, Withheld.UNSAID: Says.NOTHING}
Key = tuple[str, str]  # period, part
Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Frame:
    """A table, and per cell the period and part that it is said of."""

    table: Table
    keys: list[Key]


@dataclass(frozen=True)
class Facts:
    """The exact counts by all dimensions at once, and of which leaves each period is made up.

    `month` is the leaf of time: a month, or for counts of a moment that moment.
    """

    counts: Counter[Values]
    leaves: dict[str, list[str]]
    areas: frozenset[str] = frozenset()  # all wijken, also those without any count


def complete(year: int, today: date) -> list[Period]:
    """The quarters of a year that are over, and the year itself when it is.

    What still runs is not released: from two nights the report of one day could be read.
    """
    texts = [*(f"{year}-Q{number}" for number in range(1, 5)), f"{year}"]
    return [period for text in texts if (period := read_period(text)).end < today]


def values_of(part: str) -> dict[str, str]:
    """'area=WK062201&category=afval' as the value per dimension; '' is the whole."""
    return dict(pair.split("=", 1) for pair in part.split("&")) if part else {}


def read_facts(kind: TallyKind, year: int, today: date) -> tuple[Facts, dict[str, TallyRun]]:
    """The newest exact counts of a year, and per period the run that they come from."""
    periods = complete(year, today)
    runs = _runs(kind, year, [period.text for period in periods])
    leaves = {period.text: _leaves(kind, period) for period in periods if period.text in runs}
    areas = frozenset(wijk.code for wijk in geo.wijken())
    return Facts(_counted(kind, runs, leaves), leaves, areas), runs


def frame_of(
    kind: TallyKind, facts: Facts, known: Mapping[Key, Said], asked: Iterable[Key] = ()
) -> Frame:
    """The table of a count: all that was said of it, and what is asked (or the usual tables)."""
    wanted = list(asked)
    axes = _axes(facts, [*known, *wanted])
    shape = [one.size for one in axes.values()]
    table = Table(
        tuple(axes.values()), _cube(facts.counts, axes, shape), kind.shown_from, kind.sensitive
    )
    keys = list(dict.fromkeys([*known, *(wanted or usual(axes, facts.leaves))]))
    table.cells = [_cell(_nodes(key, axes), known.get(key)) for key in keys]
    return Frame(table, keys)


def _runs(kind: TallyKind, year: int, periods: Iterable[str]) -> dict[str, TallyRun]:
    """Per period the run that it is read from: its own, or for counts over time the year's."""
    latest: dict[str, TallyRun] = {}
    mine = TallyRun.objects.filter(name=kind.name, period__startswith=str(year))
    for run in mine.order_by("taken_at"):
        latest[run.period] = run
    asked = {text: text if kind.moment else str(year) for text in periods}
    return {text: latest[source] for text, source in asked.items() if source in latest}


def _leaves(kind: TallyKind, period: Period) -> list[str]:
    if kind.moment:
        return [period.end.isoformat()]
    first, last = period.start, period.end
    return [f"{first.year}-{month:02d}" for month in range(first.month, last.month + 1)]


def _counted(
    kind: TallyKind, runs: dict[str, TallyRun], leaves: dict[str, list[str]]
) -> Counter[Values]:
    counts: Counter[Values] = Counter()
    moments = {leaves[text][0]: run for text, run in runs.items()}
    sources = moments if kind.moment else dict(zip([""], runs.values(), strict=False))
    wanted = {leaf for held in leaves.values() for leaf in held}
    for moment, run in sources.items():
        for dimensions, amount in run.tallies.values_list("dimensions", "amount"):
            values = {name: _value(value) for name, value in dimensions.items()}
            values[MONTH] = moment or values[MONTH]
            if values[MONTH] in wanted:
                counts[tuple(sorted(values.items()))] += amount
    return counts


def _value(value: object) -> str:
    return UNKNOWN if value in ("", None) else str(value)


def _axes(facts: Facts, known: Iterable[Key]) -> dict[str, Axis]:
    values: dict[str, set[str]] = {}
    told = [*map(dict, facts.counts), *(values_of(part) for _period, part in known)]
    for one in told:
        for name, value in one.items():
            values.setdefault(name, set()).add(value)
    values.pop(MONTH, None)
    for key in facts.counts:
        for name in values.keys() - dict(key).keys():
            values[name].add(UNKNOWN)
    if AREA in values:
        values[AREA] |= facts.areas
    axes = {name: _axis(name, found) for name, found in sorted(values.items())}
    times = sorted({leaf for held in facts.leaves.values() for leaf in held})
    return {**axes, MONTH: axis(times, facts.leaves)}


def _axis(name: str, values: set[str]) -> Axis:
    """Buurten lie in their wijk; other values stand side by side."""
    if name != AREA:
        return axis(sorted(values))
    buurten = {value for value in values if value.startswith("BU")}
    wijken = {f"WK{code[2:8]}": sorted(one for one in buurten if one[2:8] == code[2:8])
              for code in sorted(buurten)}  # fmt: skip
    return axis(sorted(values - set(wijken)), wijken)


def _cube(counts: Counter[Values], axes: dict[str, Axis], shape: list[int]) -> Numbers:
    cube = np.zeros(shape, dtype=np.int64)
    for key, amount in counts.items():
        found = dict(key)
        place = tuple(min(one.holds[found.get(name, UNKNOWN)]) for name, one in axes.items())
        cube[place] += amount
    return cube


def usual(axes: Mapping[str, Axis], periods: Iterable[str]) -> list[Key]:
    """The whole, and every value of one dimension at a time."""
    parts = [
        f"{name}={value}"
        for name, one in axes.items()
        for value in one.holds
        if name != MONTH and value != ALL
    ]
    return [(period, part) for period in periods for part in ["", *parts]]


def _nodes(key: Key, names: Iterable[str]) -> Nodes:
    values = {**values_of(key[1]), MONTH: key[0]}
    return tuple(values.get(name, ALL) for name in names)


def _cell(nodes: Nodes, last: Said | None) -> Cell:
    if last is None:
        return Cell(nodes)
    if not last.withheld:
        return Cell(nodes, State.KNOWN, known_as=last.amount)
    return Cell(nodes, State.HIDDEN, says=SAYS[Withheld(last.withheld)], said_before=True)
