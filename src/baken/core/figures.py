"""Tallies that lower modules offer to whoever publishes: counts by dimension, never rows."""

from dataclasses import dataclass
from typing import Literal

from baken.core.slots import Slot


@dataclass(frozen=True)
class TallyKind:
    """One count. `function` is an SQL function (from date, until date) -> (dims jsonb, n bigint).

    `counts` decides the bound under which a number is withheld outside *statistics*:
    5 for reports, 10 where it counts persons or cases.
    """

    name: str
    function: str
    counts: Literal["reports", "persons", "cases", "actions"]
    title: str


tallies: Slot[TallyKind] = Slot()
