"""Tallies that lower modules offer to whoever publishes: counts by dimension, never rows."""

from dataclasses import dataclass
from typing import Literal

from baken.core.slots import Slot


@dataclass(frozen=True)
class TallyKind:
    """One count. `function` is an SQL function (from date, until date) -> (dims jsonb, n bigint).

    `counts` decides from which number on it is shown outside *statistics*: 5, or 10 where persons
    or cases are counted; `threshold` may set it higher. A count over time has a `month` among its
    dims; one of a `moment` counts what there is at the end of the period, and does not add up.
    """

    name: str
    function: str
    counts: Literal["reports", "persons", "cases", "actions"]
    title: str
    moment: bool = False
    threshold: int = 0

    @property
    def sensitive(self) -> bool:
        """Persons or cases: there nought is a small number too."""
        return self.counts in {"persons", "cases"}

    @property
    def shown_from(self) -> int:
        return max(self.threshold, 10 if self.sensitive else 5)


tallies: Slot[TallyKind] = Slot()
