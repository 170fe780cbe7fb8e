"""What the parts of a case know that the guards of a step ask for.

Each part registers `facts(case_id) -> {name: number}` in its start; numbers of several parts are
added up, and a name that nobody tells is not asked for. The names, and what each hinders:

- `plan`: plans that stand (a step up to a phase with `plan_from`, when it is 0)
- `triage_undone`: criteria, checks and questions of triage that are open (taking on)
- `duty_undone`: people neither informed nor postponed with a ground (taking on, closing)
- `agreements_unowned`: safety agreements without a new owner (closing)
- `clocks_open`: clocks of parts that still run (closing)
- `requests_open`: requests of residents or partners without an answer (closing)
- `meetings_open`: meetings that are planned, or whose minutes are not adopted (closing)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse

from baken.core.slots import Slot

Known = Mapping[str, int]
NAMES = frozenset({"plan", "triage_undone", "duty_undone", "agreements_unowned", "clocks_open",
                   "requests_open", "meetings_open"})  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One part: what it knows, and the address (taking the case's key) that mends each name."""

    known: Callable[[UUID], Known]
    mend: Mapping[str, str] = field(default_factory=dict)


facts: Slot[Source] = Slot()


def known_of(case_id: UUID) -> dict[str, int]:
    """All that the parts know of this case, as the acting sees it."""
    found: dict[str, int] = {}
    for source in facts:
        for name, number in source.known(case_id).items():
            if name not in NAMES:
                raise KeyError(name)
            found[name] = found.get(name, 0) + int(number)
    return found


def mend_url(name: str, case_id: UUID) -> str:
    """Where this is mended; empty when no part says."""
    views = [source.mend[name] for source in facts if name in source.mend]
    return reverse(views[0], args=[case_id]) if views else ""
