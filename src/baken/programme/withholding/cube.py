"""The counts of a table as a cube, and the cells in which they are added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from math import prod

import numpy as np

ALL = ""
Nodes = tuple[str, ...]
Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


@dataclass(frozen=True)
class Axis:
    """One dimension: `holds` says of every value by which leaves it is made up.

    A wijk holds its buurten, a quarter its months, and '' everything.
    """

    size: int
    holds: Mapping[str, frozenset[int]]

    @cached_property
    def around(self) -> dict[str, str]:
        """Per value the smallest one that holds it and more; '' where there is none."""
        return {value: self._around(own) for value, own in self.holds.items()}

    def _around(self, own: frozenset[int]) -> str:
        wider = [key for key, leaves in self.holds.items() if own < leaves]
        return min(wider, key=lambda key: (len(self.holds[key]), key), default=ALL)


def axis(leaves: Sequence[str], holds: Mapping[str, Sequence[str]] | None = None) -> Axis:
    """An axis of named leaves; each leaf holds itself, and '' holds all of them."""
    place = {leaf: number for number, leaf in enumerate(leaves)}
    own = {leaf: frozenset([number]) for leaf, number in place.items()}
    parts = {key: frozenset(place[leaf] for leaf in held) for key, held in (holds or {}).items()}
    return Axis(len(leaves), {**own, **parts, ALL: frozenset(place.values())})


class State(Enum):
    """What may still be decided about a cell."""

    KNOWN = "known"  # released before; what was revised since, is open again
    OPEN = "open"  # asked for now, and may yet be withheld
    HIDDEN = "hidden"  # withheld, now or ever


class Says(Enum):
    """What is said of a number that is withheld."""

    SMALL = "small"  # '<5': it is from nought to four
    LARGE = "large"  # withheld along with small ones: it is five or more
    NOTHING = "nothing"  # it may be either


@dataclass(eq=False)
class Cell:
    """A sum over the cube. `low` and `high` are what some possible world gave it."""

    nodes: Nodes
    state: State = State.OPEN
    amount: int = 0
    low: float = 0.0
    high: float = 0.0
    says: Says = Says.NOTHING
    known_as: int | None = None  # the number that was released
    said_before: bool = False  # in an earlier release: that cannot be taken back


@dataclass
class Table:
    """One count over one year: the exact cube, and every cell of it that is or will be public."""

    axes: tuple[Axis, ...]
    counts: Numbers  # one number per combination of leaves
    threshold: int
    nought_is_small: bool
    cells: list[Cell] = field(default_factory=list)
    terse: bool = False  # of large numbers that are withheld now, nothing is said

    def saying(self, amount: int) -> Says:
        """What to say of a number that is withheld now.

        A nought that is withheld along is '<5' like the others: so nobody knows it from them.
        """
        if amount < self.threshold:
            return Says.SMALL
        return Says.NOTHING if self.terse else Says.LARGE

    def small(self, amount: int) -> bool:
        """Is this number too small to show?"""
        return amount < self.threshold and (amount > 0 or self.nought_is_small)

    def places(self, nodes: Nodes) -> Numbers:
        """The flat places in the cube of all that these values hold together."""
        held = [sorted(one.holds[node]) for one, node in zip(self.axes, nodes, strict=True)]
        grid = np.ix_(*(np.asarray(part, dtype=np.int64) for part in held))
        return np.ravel_multi_index(grid, tuple(one.size for one in self.axes)).ravel()

    def size(self, nodes: Nodes) -> int:
        """How many counts these values hold together."""
        return prod(len(one.holds[node]) for one, node in zip(self.axes, nodes, strict=True))

    def around(self, nodes: Nodes) -> Nodes:
        """One step wider along every dimension."""
        return tuple(one.around[node] for one, node in zip(self.axes, nodes, strict=True))
