"""Random events on real cases beside the independent reference machine: never a difference."""

import random
from collections import Counter
from typing import Any

from baken.cli.place import say
from baken.core.acting import Acting
from tests.cases.build import opened
from tests.cases.reference_machine import Reference
from tests.cases.test_machine import CLIMB
from tests.cases.twins import Real, any_event
from tests.city import City
from tests.proofs.outcome import Outcome

FULL = 100_000
PER_CASE = 80
# From so many events on, every kind of event must have happened, and been refused.
ENOUGH = 5_000
KINDS = ("take_on", "ask", "accept", "decline", "evaluate", "request", "decide", "hand_over",
         "ratify", "act", "finish", "settle", "person", "tell", "jump", "close",
         "reopen")  # fmt: skip
_HOW = {True: "taken", False: "refused"}


def prove(rounds: int, dice: random.Random, city: City, twin: Acting) -> Outcome:
    """`rounds` events, on a new case after every `PER_CASE`; half the cases are led up first.

    A case with a difference is left there. Of every kind of event some must happen and some not.
    """
    outcome, done, lefts = Outcome(), 0, 0
    counts: Counter[tuple[str, bool]] = Counter()
    phases: Counter[int] = Counter()
    while done < rounds:
        real, reference = Real(opened(city), twin), Reference()
        events = _events(dice)
        for number, (name, *args) in enumerate(events):
            expected = getattr(reference, name)(*args)
            happened = real.happens(name, *args)
            same = happened == expected and real.state() == _state(reference)
            if not same:
                say(f"  {number}: {happened}, {real.state()} but {expected}, {_state(reference)}")
            outcome.check(same, f"event {done}: {events[: number + 1]}")
            done, phases[reference.phase] = done + 1, phases[reference.phase] + 1
            counts[name, expected] += 1
            if not same:
                lefts += 1
                break
        outcome.check(real.history_is_a_path(), f"case before event {done}: no path")
        if done % 10_000 < PER_CASE <= done:
            say(f"  {done} events, {lefts} divergences")
    if rounds >= ENOUGH:
        outcome.wrong += [f"{name} was never {_HOW[how]}" for name in KINDS for how in _HOW
                          if not counts[name, how]]  # fmt: skip
    taken = sum(number for (_name, yes), number in counts.items() if yes)
    outcome.facts |= {
        "events": done, "that happened": taken, "in phases 1 to 4": _row(phases),
        "divergences": lefts,
    }  # fmt: skip
    return outcome


def _row(phases: "Counter[int]") -> str:
    return "/".join(str(phases[number]) for number in (1, 2, 3, 4))


def _events(dice: random.Random) -> list[tuple[Any, ...]]:
    events = list(CLIMB) if dice.random() < 0.5 else []
    while len(events) < PER_CASE:
        events.insert(dice.randint(len(events) // 2, len(events)), any_event(dice))
    return events


def _state(reference: Reference) -> tuple[str, int, dict[str, bool]]:
    seats = {role: accepted for role, (_who, accepted) in reference.seats.items()}
    return reference.life, reference.phase, seats
