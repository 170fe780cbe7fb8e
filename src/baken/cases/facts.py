"""What the parts of a case know that the guards of a step ask for.

Each part registers a `Fact` in its start: a name, how many of it there are, and the page that mends
it. Only the facts that a step names are counted; a name that nobody tells is not asked for. The
names, and what each hinders:

- `plan`: plans that stand (a step up to a phase with `plan_from`, when it is 0)
- `triage_undone`: criteria, checks and questions of triage that are open (taking on)
- `duty_undone`: people neither informed nor postponed with a ground (taking on, closing)
- `agreements_unowned`: safety agreements without a new owner (closing)
- `clocks_open`: clocks that wait for something that was not done (closing)
- `requests_open`: requests of people about their own data without an answer (closing)
- `disclosures_open`: disclosures that were asked and not decided (closing)
- `meetings_open`: meetings that are planned, or whose minutes are not adopted (closing)
- `regime_open`: another regime that was asked for and not decided (closing)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from baken.core.slots import Slot

NAMES = frozenset({"plan", "triage_undone", "duty_undone", "agreements_unowned", "clocks_open",
                   "requests_open", "disclosures_open", "meetings_open",
                   "regime_open"})  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """`count` takes the key of a case and counts for the acting of now; so does the address of
    `mend`, a view."""

    name: str
    count: Callable[[UUID], int]
    mend: str


facts: Slot[Fact] = Slot()


def known_of(case_id: UUID, names: Iterable[str]) -> dict[str, int]:
    """What the parts know of this case under these names."""
    asked = set(names)
    if unknown := asked - NAMES:
        raise KeyError(unknown)
    found: dict[str, int] = {}
    for fact in facts:
        if fact.name in asked:
            found[fact.name] = found.get(fact.name, 0) + fact.count(case_id)
    return found


def mend_url(name: str, case_id: UUID) -> str:
    """Where this is mended; empty when no part says."""
    views = [fact.mend for fact in facts if fact.name == name]
    return reverse(views[0], args=[case_id]) if views else ""
