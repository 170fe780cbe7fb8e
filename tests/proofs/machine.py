"""Random events on real cases beside the independent reference machine: never a difference."""

import random
from typing import Any

from baken.core.acting import Acting
from tests.cases.build import opened
from tests.cases.reference_machine import Reference
from tests.cases.test_machine import CLIMB
from tests.cases.twins import Real, any_event
from tests.city import City
from tests.proofs.outcome import Outcome

FULL = 100_000
PER_CASE = 80


def prove(rounds: int, dice: random.Random, city: City, twin: Acting) -> Outcome:
    """`rounds` events, on a new case after every `PER_CASE`; half the cases are led up first."""
    outcome, done, happened = Outcome(), 0, 0
    while done < rounds:
        real, reference = Real(opened(city), twin), Reference()
        for name, *args in _events(dice):
            expected = getattr(reference, name)(*args)
            same = real.happens(name, *args) == expected and real.state() == _state(reference)
            outcome.check(same, f"event {done}: {name} {args}")
            done, happened = done + 1, happened + expected
            if not same:
                break
        outcome.check(real.history_is_a_path(), f"case before event {done}: no path")
    outcome.facts.update({"events": done, "that happened": happened})
    return outcome


def _events(dice: random.Random) -> list[tuple[Any, ...]]:
    events = list(CLIMB) if dice.random() < 0.5 else []
    while len(events) < PER_CASE:
        events.insert(dice.randint(len(events) // 2, len(events)), any_event(dice))
    return events


def _state(reference: Reference) -> tuple[str, int, dict[str, bool]]:
    seats = {role: accepted for role, (_who, accepted) in reference.seats.items()}
    return reference.life, reference.phase, seats
