"""The worlds that fit what is public: other counts than the true ones, with the same sums.

A linear program moves the lumps of a part of the cube and leaves the others as they are, so what
it finds possible is possible. Every world that it finds is noted: for each withheld cell, how low
and how high it may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf, sqrt
from typing import Any

import numpy as np

from baken.programme.withholding.cube import Cell, Numbers, Says, State, Table
from baken.programme.withholding.space import Space

NEAR = 1e-6
Weights = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(eq=False)
class Row:
    """Cells that hold the same moving lumps: one line of the linear program.

    Lumps are told as how far they move from the truth, so a public sum moves by nought.
    """

    number: int
    columns: Numbers
    low: float = -inf
    high: float = inf
    hidden: list[Cell] = field(default_factory=list)
    giving: list[Cell] = field(default_factory=list)
    known: bool = False
    spare: int = 0  # its first column of two, when its open cells may be withheld

    def add(self, cell: Cell, table: Table, *, giving: bool) -> None:
        if cell.state is State.KNOWN or (cell.state is State.OPEN and not giving):
            self.known = True
            return
        (self.hidden if cell.state is State.HIDDEN else self.giving).append(cell)
        low, high = sign(cell, table)
        self.low, self.high = max(self.low, low), min(self.high, high)

    def note(self, by: float) -> None:
        for cell in [*self.hidden, *self.giving]:
            at = cell.amount + by
            cell.low, cell.high = min(cell.low, at), max(cell.high, at)

    @property
    def gives(self) -> bool:
        return bool(self.giving) and not self.known

    @property
    def price(self) -> float:
        """Large numbers, and many, cost more to withhold than few small ones."""
        return sum(1 + sqrt(cell.amount) for cell in self.giving if cell.state is State.OPEN)


def sign(cell: Cell, table: Table) -> tuple[float, float]:
    """How far a withheld cell may be below and above its true number, for all that is said of it.

    Further up than it needs to go, we do not look.
    """
    least = table.threshold
    says = table.saying(cell.amount) if cell.state is State.OPEN else cell.says
    if says is Says.SMALL:
        return -cell.amount, least - 1 - cell.amount
    floor = least if says is Says.LARGE else 0
    return floor - cell.amount, least - 1


class Worlds:
    """One linear program over some lumps. With `giving`, open cells may move at a price."""

    def __init__(self, space: Space, lumps: Numbers, *, giving: bool = False) -> None:
        self.table = space.table
        self.lumps = space.movable(lumps, giving=giving)
        self.rows: list[Row] = []
        self.row_of: dict[Cell, Row] = {}
        self.given: list[Row] = []
        if self.lumps.size:
            self._fill(space, giving=giving)

    def _fill(self, space: Space, *, giving: bool) -> None:
        local = np.full(space.size, -1, dtype=np.int64)
        local[self.lumps] = np.arange(self.lumps.size)
        rows: dict[bytes, Row] = {}
        for number in space.touching(self.lumps):
            columns = local[space.members[number]]
            columns = columns[columns >= 0]
            row = rows.setdefault(columns.tobytes(), Row(len(rows), columns))
            row.add(self.table.cells[number], self.table, giving=giving)
        self.rows = list(rows.values())
        self.row_of = {cell: row for row in self.rows for cell in [*row.hidden, *row.giving]}
        self.given = [row for row in self.rows if row.gives]
        for at, row in enumerate(self.given):
            row.spare = self.lumps.size + 2 * at
        sizes = [row.columns.size for row in self.rows]
        self._flat = np.concatenate([row.columns for row in self.rows])
        self._starts = np.append(0, np.cumsum(sizes)[:-1])
        self._solver = self._load(space.value[self.lumps])

    def _load(self, value: Weights) -> Any:
        """The program in HiGHS: a column per lump, and two for each row that may give way."""
        import highspy

        most, spares = self.table.threshold - 1, 2 * len(self.given)
        still = np.asarray([row.known or row.gives for row in self.rows])
        columns = [
            np.append(row.columns, [row.spare, row.spare + 1]) if row.gives else row.columns
            for row in self.rows
        ]
        signs = [np.ones(one.size) for one in columns]
        for row in self.given:
            signs[row.number][-1] = -1.0
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.lumps.size + spares, len(self.rows)
        lp.col_cost_ = self._prices()
        lp.col_lower_ = np.append(-np.minimum(value, most), np.zeros(spares))
        reach = [end for row in self.given for end in (-row.low, row.high)]
        lp.col_upper_ = np.append(np.full(self.lumps.size, float(most)), reach)
        lp.row_lower_ = np.where(still, 0.0, [row.low for row in self.rows])
        lp.row_upper_ = np.where(still, 0.0, [row.high for row in self.rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.append(0, np.cumsum([one.size for one in columns]))
        lp.a_matrix_.index_ = np.concatenate(columns)
        lp.a_matrix_.value_ = np.concatenate(signs)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(lp)
        return solver

    def _prices(self) -> Weights:
        prices = np.zeros(self.lumps.size + 2 * len(self.given))
        for row in self.given:
            prices[row.spare : row.spare + 2] = row.price
        return prices

    def push(self, wanted: Iterable[tuple[Cell, float]]) -> None:
        """Look for a world in which these cells are high (weight above nought) or low."""
        cost = np.zeros(self.lumps.size)
        for cell, weight in wanted:
            if row := self.row_of.get(cell):
                cost[row.columns] -= weight
        if cost.size:
            self._solver.changeColsCost(cost.size, np.arange(cost.size, dtype=np.int32), cost)
            self._solve()

    def reach(self, target: Cell, by: float) -> list[Cell] | None:
        """The cheapest open cells to withhold so that `target` can move `by`; None if it cannot."""
        row = self.row_of.get(target)
        if row is None or row.known or not row.low - NEAR <= by <= row.high + NEAR:
            return None
        self._oblige(row, by)
        moved = self._solve()
        self._oblige(row, 0)
        if moved is None:
            return None
        ends = moved[self.lumps.size :].reshape(-1, 2).max(axis=1)
        used = [self.given[at] for at in np.flatnonzero(ends > NEAR)]
        for one in used:
            for column in (one.spare, one.spare + 1):
                self._solver.changeColCost(column, 0.0)
        return [cell for one in used for cell in one.giving if cell.state is State.OPEN]

    def _oblige(self, row: Row, by: float) -> None:
        """Only worlds in which this row moves at least so far; by 0: any.

        A row that gives moves by its second spare column less its first: of the two the other one
        stays at nought, or both could grow for nothing and the row stand still.
        """
        if row.gives:
            self._solver.changeColBounds(row.spare, max(-by, 0.0), 0.0 if by > 0 else -row.low)
            self._solver.changeColBounds(row.spare + 1, max(by, 0.0), 0.0 if by < 0 else row.high)
        else:
            low, high = (by, row.high) if by > 0 else (row.low, by or row.high)
            self._solver.changeRowBounds(row.number, low, high)

    def _solve(self) -> Weights | None:
        """The best world, noted; None when there is none."""
        import highspy

        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        moved = np.asarray(self._solver.getSolution().col_value)
        sums = np.add.reduceat(moved[self._flat], self._starts)
        for number in np.flatnonzero(np.abs(sums) > NEAR):
            self.rows[number].note(float(sums[number]))
        return moved
