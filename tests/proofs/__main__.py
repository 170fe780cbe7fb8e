"""`python -m tests.proofs NAME [--seed N] [--rounds N]`: one proof in full, in its own house."""

import argparse
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bench.house import House, adopt_orphans

from baken.cli.place import say
from tests.proofs.outcome import Outcome

SEED = 20261121
# With so few rounds the last letters, which rest for two minutes first, are not waited for.
SMALL = 2


def main() -> int:
    """Run one proof. Prints command, seed, date and outcome; returns 0 when it holds."""
    parser = argparse.ArgumentParser(prog="./baken proof", description=__doc__)
    parser.add_argument("name", choices=sorted(PROOFS))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--rounds", type=int, default=0, help="default: the full proof")
    options = parser.parse_args()
    start = time.monotonic()
    outcome = PROOFS[options.name](options.rounds, random.Random(options.seed))
    for problem in outcome.wrong[:20]:
        say(f"WRONG  {problem}")
    rounds = f" --rounds {options.rounds}" if options.rounds else ""
    say(
        f"| `./baken proof {options.name}{rounds}` | {options.seed} | {datetime.now(UTC):%Y-%m-%d} "
        f"| {time.monotonic() - start:.0f} s | {outcome.line()} |"
    )
    return 1 if outcome.wrong else 0


def _audit(rounds: int, dice: random.Random) -> Outcome:
    with House() as house:
        from tests.proofs import audit

        with house.superuser() as superuser:
            outcome = audit.prove(rounds or audit.FULL, dice, superuser)
        speed = outcome.facts["entries/s"]
        slow = f"{speed} entries a second, {audit.AIM} were aimed at"
        outcome.check(isinstance(speed, int) and speed >= audit.AIM, slow)
        return outcome


def _clocks(rounds: int, dice: random.Random) -> Outcome:
    with House(durable=False):
        from baken.core.acting import PUBLIC, acting_as
        from tests.proofs import clocks

        with acting_as(PUBLIC):
            return clocks.prove(rounds or clocks.FULL, dice)


def _connections(rounds: int, dice: random.Random) -> Outcome:
    with House():
        from tests import city
        from tests.proofs import connections

        people = city.build()
        actings = {name: people.acting(name) for name in city.PEOPLE}
        areas = {name: city.PEOPLE[name][3] for name in city.PEOPLE}
        return connections.prove(rounds or connections.FULL, dice, connections.bait(actings, areas))


def _crash(rounds: int, dice: random.Random) -> Outcome:
    adopt_orphans()
    with House() as house:
        from tests.proofs import crash

        return crash.prove(rounds, dice, house, letters=not 0 < rounds <= SMALL)


def _editors(rounds: int, dice: random.Random) -> Outcome:
    with House(durable=False):
        from tests import city
        from tests.cases.build import running
        from tests.cases.plan import build
        from tests.proofs import editors

        people = city.build()
        thread = running(people, 2)
        build.begun(thread)
        pair = [people.acting(name) for name in ("process_manager", "case_manager")]
        return editors.prove(rounds or editors.FULL, dice, build.goal(thread), pair)


def _machine(rounds: int, dice: random.Random) -> Outcome:
    with House(durable=False):
        from tests import city
        from tests.cases.twins import add_twin
        from tests.proofs import machine

        people = city.build()
        return machine.prove(rounds or machine.FULL, dice, people, add_twin(people))


def _mutants(rounds: int, dice: random.Random) -> Outcome:
    with House(durable=False) as house:
        from tests import city
        from tests.proofs import mutants
        from tests.wall import world

        bait, hands = world.build(city.build()), len(os.sched_getaffinity(0))
        return mutants.prove(rounds, dice, bait, house.cluster, hands)


def _paper(rounds: int, dice: random.Random) -> Outcome:
    with House(durable=False) as house:
        from tests import city
        from tests.proofs import paper

        with house.superuser() as superuser:
            files, keys = paper.build(city.build(), superuser)
        return paper.prove(rounds or paper.FULL, dice, files, keys)


def _release(rounds: int, dice: random.Random) -> Outcome:
    with House(durable=False):
        from tests.proofs import release

        return release.prove_in_shares(rounds or release.FULL, dice)


def _rush(rounds: int, dice: random.Random) -> Outcome:
    adopt_orphans()
    with House() as house:
        from tests.proofs import rush

        return rush.prove(rounds or rush.FULL, dice, house)


def _terms(rounds: int, dice: random.Random) -> Outcome:
    from tests.proofs import terms

    return terms.prove(rounds or terms.FULL, dice)


def _traces(rounds: int, dice: random.Random) -> Outcome:
    with House() as house:
        from tests.proofs import traces

        return traces.prove(rounds or traces.FULL, dice, house)


def _wall(rounds: int, dice: random.Random) -> Outcome:
    with House(durable=False) as house:
        from tests import city
        from tests.wall import random_worlds, world

        bait = world.build(city.build())
        return random_worlds.prove(rounds or random_worlds.FULL, dice, bait, house.cluster)


def _situations(rounds: int, dice: random.Random) -> Outcome:
    with House(durable=False) as house:
        from tests import city
        from tests.wall import situations, world

        bait = world.build(city.build())
        return situations.prove(rounds or situations.FULL, dice, bait, house.cluster)


PROOFS: dict[str, Callable[[int, random.Random], Outcome]] = {
    "audit": _audit,
    "clocks": _clocks,
    "connections": _connections,
    "crash": _crash,
    "situations": _situations,
    "editors": _editors,
    "machine": _machine,
    "mutants": _mutants,
    "paper": _paper,
    "release": _release,
    "rush": _rush,
    "terms": _terms,
    "traces": _traces,
    "wall": _wall,
}

if __name__ == "__main__":
    sys.exit(main())
