"""Proof: from all that was ever released, nothing withheld can be narrowed down.

Histories of releases are made up: three or four dimensions, buurten in wijken, months in quarters
in a year, tables asked for at random, counts that are revised. The ledger's own code decides what
each release says. Then a reader who has all of it, and only it, tries with another solver (GLPK,
where the ledger itself uses none or HiGHS) how low and how high every withheld number can be.
"""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import combinations, product
from multiprocessing import get_context

import swiglpk as glpk

from baken.cli.place import say
from baken.core.figures import TallyKind
from baken.programme.ledger.frame import Facts, Key, values_of
from baken.programme.ledger.models import Cell
from baken.programme.ledger.publish import decide
from baken.programme.withholding.protect import Unprotected
from tests.proofs.outcome import Outcome

FULL, SHARE = 10_000, 100
QUARTERS = {"2026-Q1": ["2026-01", "2026-02", "2026-03"], "2026-Q2": ["2026-04", "2026-05"]}
Leaf = tuple[tuple[str, str], ...]
Said = Mapping[Key, Cell]
Decide = Callable[[TallyKind, Facts, Said, Iterable[Key]], list[Cell]]


@dataclass
class History:
    """A made-up city and what it counted; `said` is the ledger so far."""

    kind: TallyKind
    values: dict[str, list[str]]
    leaves: dict[str, list[str]]
    counts: Counter[Leaf] = field(default_factory=Counter)
    said: dict[Key, Cell] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        return Facts(self.counts, self.leaves)


def begin(dice: random.Random) -> History:
    wijken = range(1, dice.randint(3, 4))
    areas = [f"BU06220{w}0{b}" for w in wijken for b in range(1, dice.randint(2, 4))]
    values = {"area": areas, "category": ["afval", "geluid", "licht"][: dice.randint(2, 3)]}
    if dice.random() < 0.3:
        values["opinion"] = ["dissatisfied", "satisfied"]
    counts = dice.choice(["reports", "reports", "cases", "persons"])
    kind = TallyKind("proof.release", "figures_proof", counts, "Proef")  # type: ignore[arg-type]
    leaves = {"2026-Q1": QUARTERS["2026-Q1"]}
    made = History(kind, values, leaves)
    rates = {leaf: dice.choice([0.3, 2, 4, 9, 25]) for leaf in _leaves(made, QUARTERS["2026-Q1"])}
    for leaf, rate in rates.items():
        made.counts[leaf] = _poisson(rate, dice)
    return made


def _poisson(rate: float, dice: random.Random) -> int:
    return sum(dice.random() < rate / 50 for _trial in range(50))


def _leaves(history: History, months: Iterable[str]) -> list[Leaf]:
    named = {**history.values, "month": list(months)}
    return [tuple(zip(named, values, strict=True)) for values in product(*named.values())]


def go_on(history: History, dice: random.Random) -> None:
    """A later moment: the next quarter is over, or numbers were revised, or neither."""
    if "2026-Q2" not in history.leaves and dice.random() < 0.4:
        history.leaves["2026-Q2"] = QUARTERS["2026-Q2"]
        history.leaves["2026"] = [*QUARTERS["2026-Q1"], *QUARTERS["2026-Q2"]]
        for leaf in _leaves(history, QUARTERS["2026-Q2"]):
            history.counts[leaf] = _poisson(dice.choice([0.3, 2, 4, 9, 25]), dice)
    if dice.random() < 0.3:
        for leaf in dice.sample(sorted(history.counts), 2):
            history.counts[leaf] = max(0, history.counts[leaf] + dice.choice([-2, -1, 1, 3]))


def ask(history: History, dice: random.Random) -> list[Key]:
    """A table: some dimensions crossed, areas as buurten or wijken or both, some periods."""
    names = [*history.values]
    crossed = dice.choice([c for n in range(1, 4) for c in combinations(names, n)])
    lists = {name: [*history.values[name]] for name in crossed}
    if "area" in lists:
        wijken = sorted({f"WK{code[2:8]}" for code in lists["area"]})
        lists["area"] = dice.choice([lists["area"], wijken, lists["area"] + wijken])
    periods = [*history.leaves]
    if dice.random() < 0.4:
        periods += history.leaves[dice.choice(periods)]
    kept = dice.sample(periods, dice.randint(1, len(periods)))
    margins = [sub for n in range(len(crossed) + 1) for sub in combinations(crossed, n)]
    parts = [
        "&".join(f"{name}={value}" for name, value in zip(sub, values, strict=True))
        for sub in (margins if dice.random() < 0.8 else [crossed])
        for values in product(*(lists[name] for name in sub))
    ]
    return [(period, part) for period in kept for part in parts]


# -- the reader ------------------------------------------------------------------------------


class Reader:
    """Somebody who has every released cell, knows all areas and kinds there are, and a solver.

    A count of every buurt, kind and month is a column; what a cell says is a line.
    """

    def __init__(
        self, said: Said, leaves: Mapping[str, list[str]], values: Mapping[str, list[str]]
    ) -> None:
        self.said, self.leaves = said, leaves
        months = sorted({month for held in leaves.values() for month in held})
        self.places = [
            dict(zip([*values, "month"], place, strict=True))
            for place in product(*values.values(), months)
        ]
        self.lines = {key: self._line(*key) for key in said}
        self.problem = self._load()

    def _line(self, period: str, part: str) -> list[int]:
        asked, months = values_of(part), self.leaves.get(period, [period])
        return [
            number
            for number, place in enumerate(self.places, start=1)
            if place["month"] in months
            and all(_within(place[name], value) for name, value in asked.items())
        ]

    def _load(self) -> object:
        problem = glpk.glp_create_prob()
        glpk.glp_add_cols(problem, len(self.places))
        for column in range(1, len(self.places) + 1):
            glpk.glp_set_col_bnds(problem, column, glpk.GLP_LO, 0, 0)
        glpk.glp_add_rows(problem, len(self.lines))
        for row, (key, line) in enumerate(self.lines.items(), start=1):
            _set_row(problem, row, line)
            low, high = told(self.said[key])
            if high is None:
                glpk.glp_set_row_bnds(problem, row, glpk.GLP_LO, low, 0)
            else:
                kind = glpk.GLP_FX if low == high else glpk.GLP_DB
                glpk.glp_set_row_bnds(problem, row, kind, low, high)
        return problem

    def bounds(self, key: Key) -> tuple[float, float]:
        """The lowest and the highest that this cell can be."""
        return self._best(key, glpk.GLP_MIN), self._best(key, glpk.GLP_MAX)

    def _best(self, key: Key, direction: int) -> float:
        for column in range(1, len(self.places) + 1):
            glpk.glp_set_obj_coef(self.problem, column, 0)
        for column in self.lines[key]:
            glpk.glp_set_obj_coef(self.problem, column, 1)
        glpk.glp_set_obj_dir(self.problem, direction)
        options = glpk.glp_smcp()
        glpk.glp_init_smcp(options)
        options.msg_lev = glpk.GLP_MSG_OFF
        failed = glpk.glp_simplex(self.problem, options)
        status = glpk.glp_get_status(self.problem)
        if status == glpk.GLP_UNBND:
            return float("inf")
        if failed or status != glpk.GLP_OPT:
            raise RuntimeError(f"no world fits what was released: {failed}, {status}")
        return float(glpk.glp_get_obj_val(self.problem))

    def narrowed(self) -> list[str]:
        """Withheld cells of which fewer numbers are possible than the threshold counts."""
        found = []
        for key, cell in self.said.items():
            if cell.withheld:
                low, high = self.bounds(key)
                if high - low < cell.shown_from - 1 - 1e-6:
                    found.append(f"{key}: {low:g} to {high:g}, {cell.withheld}")
        return found

    def close(self) -> None:
        glpk.glp_delete_prob(self.problem)


def told(cell: Cell) -> tuple[int, int | None]:
    """What a released cell says of its number. Persons add up to the most there can be."""
    if cell.withheld == "small":
        return 0, cell.shown_from - 1
    if cell.withheld:
        return (cell.shown_from if cell.withheld == "along" else 0), None
    return cell.amount or 0, cell.amount or 0


def _within(place: str, value: str) -> bool:
    return place == value or (value.startswith("WK") and place[2:8] == value[2:])


def _set_row(problem: object, row: int, line: list[int]) -> None:
    index, ones = glpk.intArray(len(line) + 1), glpk.doubleArray(len(line) + 1)
    for at, column in enumerate(line, start=1):
        index[at], ones[at] = column, 1.0
    glpk.glp_set_mat_row(problem, row, len(line), index, ones)


# -- the proof -------------------------------------------------------------------------------


def only_small(kind: TallyKind, facts: Facts, known: Said, asked: Iterable[Key]) -> list[Cell]:
    """What a careless house would do: withhold the small numbers, and nothing along with them."""
    from baken.programme.ledger.frame import frame_of
    from baken.programme.ledger.publish import _statement
    from baken.programme.withholding.cube import Says, State
    from baken.programme.withholding.space import Space

    frame = frame_of(kind, facts, known, asked)
    Space(frame.table)
    for cell in frame.table.cells:
        small = frame.table.small(cell.amount)
        cell.state, cell.says = (State.HIDDEN if small else State.OPEN), Says.SMALL
    pairs = zip(frame.keys, frame.table.cells, strict=True)
    return [_statement(kind, key, cell, frame.table) for key, cell in pairs]


def prove_in_shares(histories: int, dice: random.Random) -> Outcome:
    """The same in a process for each core, so many histories at a time, each with a dice of its
    own; says how far it is.
    """
    sizes = [min(SHARE, histories - done) for done in range(0, histories, SHARE)]
    shares = [(size, dice.getrandbits(64)) for size in sizes]
    whole, tally = Outcome(), Counter[str]()
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        for number, one in enumerate(pool.map(_share, shares)):
            whole.wrong += [f"share {number}, {problem}" for problem in one.wrong]
            tally.update(one.facts)
            say(f"{tally['histories']} of {histories} histories, {len(whole.wrong)} wrong")
    whole.facts |= {name: tally[name] for name in ("histories", *sorted(tally))}
    return whole


def _share(share: tuple[int, int]) -> Outcome:
    size, seed = share
    return prove(size, random.Random(seed))


def prove(histories: int, dice: random.Random, deciding: Decide = decide) -> Outcome:
    """Make up `histories` histories, and attack each after every release."""
    outcome = Outcome()
    tally: Counter[str] = Counter()
    for number in range(histories):
        history = begin(dice)
        for _release in range(dice.randint(2, 4)):
            _one_release(history, dice, deciding, tally)
            reader = Reader(history.said, history.leaves, history.values)
            outcome.wrong += [f"history {number}: {one}" for one in reader.narrowed()]
            reader.close()
            go_on(history, dice)
        tally["withheld"] += sum(bool(cell.withheld) for cell in history.said.values())
        tally["cells"] += len(history.said)
    outcome.facts |= {"histories": histories, **{name: tally[name] for name in sorted(tally)}}
    return outcome


def _one_release(
    history: History, dice: random.Random, deciding: Decide, tally: Counter[str]
) -> None:
    tally["releases"] += 1
    try:
        rows = deciding(history.kind, history.facts, history.said, ask(history, dice))
    except Unprotected:
        tally["refused"] += 1
        return
    tally["revised"] += sum((row.period, row.part) in history.said for row in rows)
    tally["of which nothing said"] += sum(row.withheld == "unsaid" for row in rows)
    history.said |= {(row.period, row.part): row for row in rows}
