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
    Transition(Lifecycle.SIGNAL, Lifecycle.TRIAGE, "accept_seat", "procesregie is aanvaard"),
    Transition(Lifecycle.TRIAGE, Lifecycle.ACTIVE, "take_on", "het doel is vastgesteld"),
    Transition(Lifecycle.TRIAGE, Lifecycle.CLOSED, "close", "geen open acties; advies gegeven"),
    Transition(Lifecycle.ACTIVE, Lifecycle.AFTERCARE, "decide_phase", "afgeschaald naar fase 1"),
    Transition(Lifecycle.AFTERCARE, Lifecycle.ACTIVE, "decide_phase", "weer opgeschaald"),
    Transition(Lifecycle.ACTIVE, Lifecycle.CLOSED, "close", "geen open acties of verzoeken"),
    Transition(Lifecycle.AFTERCARE, Lifecycle.CLOSED, "close", "geen open acties of verzoeken"),
)
# Only in these may the phase change, and one step at a time.
MOVING = frozenset({Lifecycle.ACTIVE, Lifecycle.AFTERCARE})


def may_go(source: str, target: str, action: str) -> bool:
    """Does the table hold this step?"""
    return any((t.source, t.target, t.action) == (source, target, action) for t in LIFE)


def after_move(lifecycle: str, source: int, target: int) -> str:
    """The life state after a phase decision. Raises Conflict for a step the tables lack."""
    if lifecycle not in MOVING or {source, target} - set(PHASES) or abs(source - target) != 1:
        raise Conflict("")
    wanted = Lifecycle.AFTERCARE if target == 1 else Lifecycle.ACTIVE
    if wanted == lifecycle or may_go(lifecycle, wanted, "decide_phase"):
        return str(wanted)
    raise Conflict("")
