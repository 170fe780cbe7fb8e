"""A table prepared for many linear programs."""

from __future__ import annotations

import numpy as np

from baken.programme.withholding.cube import Nodes, Numbers, State, Table


class Space:
    """Counts that no cell tells apart are one lump; `members` are the lumps of each cell."""

    def __init__(self, table: Table) -> None:
        self.table = table
        places = [table.places(cell.nodes) for cell in table.cells]
        flat = table.counts.ravel()
        self._lump = _lumps(places, flat.size)
        self.size = int(self._lump.max()) + 1
        self.value = np.bincount(self._lump, weights=flat, minlength=self.size).astype(np.float64)
        self.members = [np.unique(self._lump[place]) for place in places]
        self._start, self._cells = _inverse(self.members, self.size)
        alone = {int(held[0]): row for row, held in enumerate(self.members) if held.size == 1}
        self._alone = [alone.get(lump) for lump in range(self.size)]
        for cell, held in zip(table.cells, self.members, strict=True):
            cell.amount = int(self.value[held].sum())
            cell.low = cell.high = cell.amount

    def inside(self, nodes: Nodes) -> Numbers:
        """The lumps within these values."""
        return np.unique(self._lump[self.table.places(nodes)])

    def touching(self, lumps: Numbers) -> Numbers:
        """The cells that hold any of these lumps."""
        parts = [self._cells[self._start[one] : self._start[one + 1]] for one in lumps]
        return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)

    def movable(self, lumps: Numbers, *, giving: bool) -> Numbers:
        """Those that are not public themselves; with `giving` also those that may be withheld."""
        stays = {State.KNOWN} if giving else {State.KNOWN, State.OPEN}
        kept = [one for one in lumps if not self._is(one, stays)]
        return np.asarray(kept, dtype=np.int64)

    def _is(self, lump: int, states: set[State]) -> bool:
        row = self._alone[lump]
        return row is not None and self.table.cells[row].state in states


def _lumps(places: list[Numbers], size: int) -> Numbers:
    """A number per count; two counts have the same one when they are in the same cells."""
    dice = np.random.default_rng(20)
    marks = np.zeros((size, 2), dtype=np.uint64)
    for place in places:
        marks[place] += dice.integers(1, 2**63, size=2, dtype=np.uint64)
    _found, lump = np.unique(marks, axis=0, return_inverse=True)
    return lump.reshape(-1)


def _inverse(members: list[Numbers], size: int) -> tuple[Numbers, Numbers]:
    """Per lump where in the list of cells its cells begin, and that list."""
    held = np.concatenate(members)
    rows = np.repeat(np.arange(len(members)), [one.size for one in members])
    start = np.concatenate([[0], np.cumsum(np.bincount(held, minlength=size))])
    return start, rows[np.argsort(held, kind="stable")]
