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
    Transition(Lifecycle.TRIAGE, Lifecycle.ACTIVE, "take_on", "triage and duty to inform are done"),
    Transition(Lifecycle.TRIAGE, Lifecycle.REJECTED, "close", "advice was given; nothing is open"),
    Transition(Lifecycle.ACTIVE, Lifecycle.AFTERCARE, "decide_phase", "scaled down to phase 1"),
    Transition(Lifecycle.AFTERCARE, Lifecycle.ACTIVE, "decide_phase", "scaled up again"),
    Transition(Lifecycle.AFTERCARE, Lifecycle.ACTIVE, "jump", "acute"),
    Transition(Lifecycle.ACTIVE, Lifecycle.CLOSED, "close", "phase 1; nothing is open; evaluated"),
    Transition(Lifecycle.AFTERCARE, Lifecycle.CLOSED, "close", "nothing is open; evaluated"),
    Transition(Lifecycle.CLOSED, Lifecycle.ACTIVE, "reopen", "within the term; a new ground"),
)
# Only in these may the phase change: one step up; down one, or more where the model says who.
MOVING = frozenset({Lifecycle.ACTIVE, Lifecycle.AFTERCARE})


def may_go(source: str, target: str, action: str) -> bool:
    """Does the table hold this step?"""
    return any((t.source, t.target, t.action) == (source, target, action) for t in LIFE)


def end_of(lifecycle: str) -> str:
    """The life state in which closing ends. Raises Conflict where the table lacks the step."""
    for wanted in (Lifecycle.CLOSED, Lifecycle.REJECTED):
        if may_go(lifecycle, wanted, "close"):
            return str(wanted)
    raise Conflict("")


def after_move(lifecycle: str, source: int, target: int) -> str:
    """The life state after a phase decision. Raises Conflict for a step the tables lack."""
    wanted = Lifecycle.AFTERCARE if target == 1 else Lifecycle.ACTIVE
    steps = {source, target} <= set(PHASES) and source != target and target - source <= 1
    known = wanted == lifecycle or may_go(lifecycle, wanted, "decide_phase")
    if lifecycle not in MOVING or not steps or not known:
        raise Conflict("")
    return str(wanted)


def after_jump(lifecycle: str) -> str:
    """The life state after an acute jump up. Raises Conflict for a step the tables lack."""
    known = lifecycle == Lifecycle.ACTIVE or may_go(lifecycle, Lifecycle.ACTIVE, "jump")
    if not known:
        raise Conflict("")
    return str(Lifecycle.ACTIVE)
