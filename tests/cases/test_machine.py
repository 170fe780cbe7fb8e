"""Random events through the real actions and the wall, beside the independent reference.

`./baken proof machine` does 100,000 of them.
"""

from random import Random

import pytest

from tests.cases.build import opened
from tests.cases.reference_machine import Reference
from tests.cases.twins import Real, add_twin, any_event

# A climb, so that deep states are reached.
CLIMB = [("take_on", "pm"), ("ask", "c", "cm"), ("accept", "c"), ("request", "cm", 2, True, "self"),
         ("decide", "pm", True, True), ("ask", "o", "lead"), ("accept", "o"), ("settle",),
         ("evaluate", 0),
         ("request", "pm", 3, True, "self"), ("decide", "lead", True, True), ("ask", "b", "mayor"),
         ("accept", "b"), ("request", "cm", 4, True, "self"),
         ("decide", "mayor", True, True)]  # fmt: skip


def both(real, reference, events):
    """Every event happens in both or in neither, and leaves both in the same state."""
    for number, (name, *args) in enumerate(events):
        happened = getattr(reference, name)(*args)
        assert real.happens(name, *args) == happened, (name, args, events[: number + 1])
        seats = {role: yes for role, (_who, yes) in reference.seats.items()}
        assert real.state() == (reference.life, reference.phase, seats), events[: number + 1]
    assert real.history_is_a_path()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_actions_and_the_reference_never_differ(city, seed):
    dice = Random(seed)
    both(Real(opened(city), add_twin(city)), Reference(), [any_event(dice) for _ in range(120)])


def test_also_from_the_highest_phase(city):
    dice, events = Random(9), list(CLIMB)
    for _ in range(60):
        events.insert(dice.randint(6, len(events)), any_event(dice))
    both(Real(opened(city), add_twin(city)), Reference(), events)
