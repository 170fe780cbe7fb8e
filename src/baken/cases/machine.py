"""The two state machines as tables: the life of a case, and its phases. Drawn by `chart.py`."""

from dataclasses import dataclass

from baken.cases.codes import Lifecycle
from baken.core.errors import Conflict

PHASES = (1, 2, 3, 4)


@dataclass(frozen=True)
class Transition:
    """One permitted step; `action` is the function in `actions` that takes it."""

    source: Lifecycle
    target: Lifecycle
    action: str
    when: str


LIFE = (
    Transition(Lifecycle.SIGNAL, Lifecycle.TRIAGE, "accept_seat", "procesregie was accepted"),
    Transition(Lifecycle.TRIAGE, Lifecycle.ACTIVE, "take_on", "the purpose is settled"),
    Transition(Lifecycle.TRIAGE, Lifecycle.CLOSED, "close", "nothing is open; advice was given"),
    Transition(Lifecycle.ACTIVE, Lifecycle.AFTERCARE, "decide_phase", "scaled down to phase 1"),
    Transition(Lifecycle.AFTERCARE, Lifecycle.ACTIVE, "decide_phase", "scaled up again"),
    Transition(Lifecycle.ACTIVE, Lifecycle.CLOSED, "close", "no open actions or requests"),
    Transition(Lifecycle.AFTERCARE, Lifecycle.CLOSED, "close", "no open actions or requests"),
)
# Only in these may the phase change, and one step at a time.
MOVING = frozenset({Lifecycle.ACTIVE, Lifecycle.AFTERCARE})


def may_go(source: str, target: str, action: str) -> bool:
    """Does the table hold this step?"""
    return any((t.source, t.target, t.action) == (source, target, action) for t in LIFE)


def after_move(lifecycle: str, source: int, target: int) -> str:
    """The life state after a phase decision. Raises Conflict for a step the tables lack."""
    wanted = Lifecycle.AFTERCARE if target == 1 else Lifecycle.ACTIVE
    steps = {source, target} <= set(PHASES) and abs(source - target) == 1
    known = wanted == lifecycle or may_go(lifecycle, wanted, "decide_phase")
    if lifecycle not in MOVING or not steps or not known:
        raise Conflict("")
    return str(wanted)
