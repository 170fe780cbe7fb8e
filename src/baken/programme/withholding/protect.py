"""Chooses what is withheld along with the small numbers, until nothing can be narrowed down."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import groupby

import numpy as np

from baken.programme.withholding.cube import Cell, Nodes, Says, State, Table
from baken.programme.withholding.space import Space
from baken.programme.withholding.worlds import NEAR, Worlds

ROUNDS = 8


class Unprotected(Exception):
    """What was released before already says too much: this cell cannot be protected."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(" / ".join(cell.nodes))
        self.cell = cell


def protect(table: Table) -> None:
    """Withhold what is small, and along with it what would give it away.

    Afterwards every withheld cell has a range of possible numbers that is as wide as the
    threshold. Raises Unprotected when that needs a cell that is public already.
    """
    space = Space(table)
    for cell in table.cells:
        _begin(cell, table)
    while waiting := [cell for cell in table.cells if narrow(cell, table)]:
        around = {cell: cell.nodes for cell in waiting}
        while any(any(nodes) for nodes in around.values()):
            around = {cell: table.around(nodes) for cell, nodes in around.items()}
            for nodes, cells in _by_surroundings(around, table):
                _together(cells, nodes, space)
            around = {cell: nodes for cell, nodes in around.items() if narrow(cell, table)}
        _last([cell for cell in waiting if narrow(cell, table)], space)


def _begin(cell: Cell, table: Table) -> None:
    """Small numbers are withheld; what was withheld once stays so, also when it has grown.

    Of what was revised past the threshold, up or down, nothing is said any more.
    """
    if cell.state is State.KNOWN and cell.amount != cell.known_as:
        cell.state = State.OPEN
    if cell.state is State.HIDDEN:
        if (cell.says is Says.SMALL) != (cell.amount < table.threshold):
            cell.says = Says.NOTHING
    elif table.small(cell.amount):
        cell.state, cell.says = State.HIDDEN, Says.SMALL


def narrow(cell: Cell, table: Table) -> bool:
    """Is this cell withheld, and not seen yet over the whole range that it needs?"""
    if cell.state is not State.HIDDEN:
        return False
    return cell.high - cell.low < table.threshold - 1 - NEAR


def _by_surroundings(around: dict[Cell, Nodes], table: Table) -> Iterator[tuple[Nodes, list[Cell]]]:
    """Cells that can be looked at together, the widest surroundings first."""

    def order(cell: Cell) -> tuple[int, Nodes]:
        return -table.size(around[cell]), around[cell]

    for key, found in groupby(sorted(around, key=order), key=order):
        yield key[1], list(found)


def _together(cells: list[Cell], nodes: Nodes, space: Space) -> None:
    """Make sure of these cells: by what is withheld already, or by withholding more."""
    table = space.table
    lumps = space.inside(nodes)
    _widen(Worlds(space, lumps), table)
    left = [cell for cell in cells if narrow(cell, table)]
    if left:
        worlds = Worlds(space, lumps, giving=True)
        for cell in left:
            _give(cell, worlds)


def _widen(worlds: Worlds, table: Table) -> None:
    """Push all withheld cells up, all down, then at random, as long as that widens any."""
    dice = random.Random(20)  # noqa: S311 - the same table is always withheld in the same way
    before = -1.0
    for number in range(ROUNDS):
        waiting = [cell for cell in worlds.row_of if narrow(cell, table)]
        worlds.push([(cell, _way(cell, table, number, dice)) for cell in waiting])
        seen = sum(cell.high - cell.low for cell in waiting)
        if not waiting or (number > 2 and seen < before + NEAR):
            return
        before = seen


def _way(cell: Cell, table: Table, number: int, dice: random.Random) -> float:
    """Up first, then down, then where a cell has not been yet."""
    if number < 2:
        return 1.0 - 2 * number
    down = cell.low > NEAR and (cell.high >= table.threshold - 1 or dice.random() < 0.5)
    return (-1.0 if down else 1.0) * dice.uniform(0.5, 1.0)


def _give(cell: Cell, worlds: Worlds) -> bool:
    """Withhold what this cell needs; False when nothing there would do."""
    table = worlds.table
    wide = table.threshold - 1
    if cell.says is Says.SMALL:
        return _reach(cell, 0, worlds) and _reach(cell, wide, worlds)
    return (
        not narrow(cell, table)
        or _reach(cell, cell.low + wide, worlds)
        or _reach(cell, cell.high - wide, worlds)
    )


def _reach(cell: Cell, end: float, worlds: Worlds) -> bool:
    """Withhold what is needed for a world in which this cell is `end`. False when there is none,
    so that who asks again and again comes to an end.
    """
    if _seen(cell, end):
        return True
    given = worlds.reach(cell, end - cell.amount)
    for one in given or []:
        one.state, one.says = State.HIDDEN, worlds.table.saying(one.amount)
    return given is not None and _seen(cell, end)


def _seen(cell: Cell, end: float) -> bool:
    return cell.low - NEAR <= end <= cell.high + NEAR


def _last(cells: list[Cell], space: Space) -> None:
    """Cells that were left over: anything may give way, and we say less rather than refuse."""
    table, worlds = space.table, None
    for cell in cells:
        while narrow(cell, table):
            worlds = worlds or Worlds(space, np.arange(space.size), giving=True)
            if not _give(cell, worlds):
                _say_less(cell, table)
                worlds = None


def _say_less(cell: Cell, table: Table) -> None:
    """First of the large numbers that are withheld along, then of this small one."""
    if not table.terse:
        table.terse = True
        for one in table.cells:
            if one.says is Says.LARGE and not one.said_before:
                one.says = Says.NOTHING
    elif cell.says is Says.SMALL and not cell.said_before:
        cell.says = Says.NOTHING
    else:
        raise Unprotected(cell)
