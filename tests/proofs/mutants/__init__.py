"""Proof: of small faults put into guards and policies the tests find at least 85 in a hundred.

`code.py` makes faults in the Python of the guards, `killing.py` runs the rules' own tests on them;
`clauses.py` makes faults in the predicates of the wall, `wall.py` asks the matrix about them.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import psycopg

from baken.cli.place import say
from baken.core.postgres import Cluster
from tests.proofs.mutants import clauses, code, equal, killing
from tests.proofs.mutants.copies import in_copies
from tests.proofs.mutants.wall import Wall, shaken
from tests.proofs.outcome import Outcome
from tests.wall.test_catalog import unglazed
from tests.wall.world import World

AIM = 0.85
# So few faults, drawn by a dice, are found more or less often than all.
SAMPLE, AIM_OF_SAMPLE = 30, 0.7
# Of the policies' faults a full run takes so many, by the time that samples took; all take hours.
# At least one of each policy, so policies with few faults weigh somewhat more than in all of them.
OF_POLICIES = 800
# Other worlds in which the faults that the bait did not show are tried again.
WORLDS = 6
Fault = TypeVar("Fault")


@dataclass(frozen=True)
class Place:
    """The world, and the server whose database holds it."""

    world: World
    cluster: Cluster

    def tried(
        self, faults: list[clauses.Mutant], database: str, worlds: int, seed: float
    ) -> tuple[list[clauses.Mutant], list[str]]:
        """Those that nothing finds in this database, and what was wrong without any fault."""
        outcome, dice = Outcome(), random.Random(seed)
        url = self.cluster.url
        with (
            psycopg.connect(url("keeper", database), autocommit=True) as keeper,
            psycopg.connect(url("app", database), prepare_threshold=None) as app,
            psycopg.connect(url("postgres", database), autocommit=True) as superuser,
        ):
            self.world.read(keeper)
            wall = Wall(self.world, app, superuser)
            left = _unseen(faults, wall, outcome)
            for _world in range(worlds):
                shaken(wall, dice, keeper)
                left = _unseen(left, wall, outcome)
        return left, outcome.wrong


def prove(
    rounds: int, dice: random.Random, world: World, cluster: Cluster, hands: int = 1
) -> Outcome:
    """Try all faults of guards and `OF_POLICIES` of policies, or `rounds` of each kind; each that
    nothing finds is said. `hands` work beside each other, each in a copy of the database: then
    nobody else is connected to it."""
    outcome = Outcome()
    of_guards(rounds, dice, outcome, hands)
    of_policies(rounds, dice, outcome, Place(world, cluster), hands)
    return outcome


def of_guards(rounds: int, dice: random.Random, outcome: Outcome, hands: int) -> None:
    """Faults in the Python of guards, machine, rules and explanations. The slowest test comes
    last; of some faults only, it is left out."""
    from baken.cases import explain, guards, machine, rules
    from tests.cases import test_explain, test_guards, test_rules

    slow = test_guards.test_guards_and_the_reference_never_differ
    tests = [test for module in (test_guards, test_rules, test_explain)
             for test in killing.checks(module, {slow.__name__})]  # fmt: skip
    tests += [] if rounds else [slow]
    for test in tests:
        test()
    modules = (guards, machine, rules, explain)
    faults = _some([fault for module in modules for fault in code.mutants(module)], rounds, dice)
    _tell("guards", faults, killing.survivors(faults, tests, hands), outcome)


def of_policies(
    rounds: int, dice: random.Random, outcome: Outcome, place: Place, hands: int
) -> None:
    """Faults in the predicates of policies; those that are left also in other worlds."""
    with psycopg.connect(place.cluster.url("postgres"), autocommit=True) as superuser:
        known = clauses.policies(superuser)
    every = [fault for one in known for fault in clauses.mutants(one)]
    faults = _some(every, rounds, dice) if rounds else _of_each(every, OF_POLICIES, dice)
    outcome.facts["policies tried"] = f"{len({f.policy for f in faults})} of {len(known)}"
    outcome.facts["faults that their policies can have"] = len(every)
    shares = _apart(faults, hands)
    worlds, seed = 0 if rounds else WORLDS, dice.random()
    left = []
    for unseen, wrong in in_copies(
        place.cluster, shares, lambda share, name: place.tried(share, name, worlds, seed)
    ):
        left += unseen
        outcome.wrong += wrong
    _tell("policies", *_unequal(faults, left, outcome), outcome)


def _unequal(
    faults: list[clauses.Mutant], left: list[clauses.Mutant], outcome: Outcome
) -> tuple[list[clauses.Mutant], list[clauses.Mutant]]:
    """Without those that change nothing, which nothing can find; if something did, that is said."""
    same = [fault for fault in faults if equal.why(fault)]
    for fault in same:
        outcome.check(fault in left, f"called equal, but found: {fault}")
    outcome.facts["faults that change nothing"] = len(same)
    others = [fault for fault in faults if fault not in same]
    return others, [fault for fault in left if fault not in same]


def _apart(faults: Iterable[clauses.Mutant], hands: int) -> list[list[clauses.Mutant]]:
    """Shares of about the same size; a table is in one of them, so the oracle is asked once."""
    by_table: dict[str, list[clauses.Mutant]] = {}
    for fault in sorted(faults, key=lambda fault: fault.policy.command):
        by_table.setdefault(fault.policy.table, []).append(fault)
    shares: list[list[clauses.Mutant]] = [[] for _hand in range(hands)]
    for of_one in sorted(by_table.values(), key=len, reverse=True):
        min(shares, key=len).extend(of_one)
    return [share for share in shares if share]


def _unseen(faults: Iterable[clauses.Mutant], wall: Wall, outcome: Outcome) -> list[clauses.Mutant]:
    """Those of which no answer tells. Without any fault all answers must be right."""
    whole: set[str] = set()
    left = []
    for fault in faults:
        table = fault.policy.table
        if table not in whole:
            outcome.check(not (problem := wall.wrong(table)), f"without a fault: {problem}")
            whole.add(table)
        with wall.altered(fault.fault, fault.mend):
            verb = clauses.VERBS[fault.policy.command]
            if not wall.wrong(table, verb) and not unglazed(wall.superuser):
                left.append(fault)
    return left


def _of_each(faults: list[clauses.Mutant], most: int, dice: random.Random) -> list[clauses.Mutant]:
    """One fault of every policy, then others until there are `most`, all drawn by the dice."""
    firsts: dict[clauses.Policy, clauses.Mutant] = {}
    others = []
    for fault in dice.sample(faults, len(faults)):
        if firsts.setdefault(fault.policy, fault) is not fault:
            others.append(fault)
    return [*firsts.values(), *others[: max(0, most - len(firsts))]]


def _some(faults: list[Fault], rounds: int, dice: random.Random) -> list[Fault]:
    return dice.sample(faults, min(rounds, len(faults))) if rounds else faults


def _tell(kind: str, faults: Sequence[object], left: Sequence[object], outcome: Outcome) -> None:
    for fault in left:
        say(f"  not found: {fault}")
    share = 1 - len(left) / len(faults)
    outcome.facts[f"faults in {kind}"] = f"{len(faults)}, found {share:.1%}"
    enough = AIM if len(faults) > SAMPLE else AIM_OF_SAMPLE
    outcome.check(share >= enough, f"of faults in {kind} only {share:.1%} were found")
