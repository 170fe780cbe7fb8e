"""Proof: of small faults put into guards and policies the tests find at least 85 in a hundred.

`code.py` makes faults in the Python of the guards, `killing.py` runs the rules' own tests on them;
`clauses.py` makes faults in the predicates of the wall, `wall.py` asks the matrix about them.
"""

import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

import psycopg

from baken.cli.place import say
from baken.core.postgres import Cluster
from tests.proofs.mutants import clauses, code, killing
from tests.proofs.mutants.wall import Wall, shaken
from tests.proofs.outcome import Outcome
from tests.wall.test_catalog import unglazed
from tests.wall.world import World

AIM = 0.85
# So few faults, drawn by a dice, are found more or less often than all.
SAMPLE, AIM_OF_SAMPLE = 30, 0.7
# Other worlds in which the faults that the bait did not show are tried again.
WORLDS = 6
Fault = TypeVar("Fault")


def prove(rounds: int, dice: random.Random, world: World, cluster: Cluster) -> Outcome:
    """Try all faults, or `rounds` of each kind; each that nothing finds is said."""
    outcome = Outcome()
    of_guards(rounds, dice, outcome)
    with (
        psycopg.connect(cluster.url("keeper"), autocommit=True) as keeper,
        psycopg.connect(cluster.url("app"), prepare_threshold=None) as app,
        psycopg.connect(cluster.url("postgres"), autocommit=True) as superuser,
    ):
        world.read(keeper)
        wall = Wall(world, app, superuser)
        of_policies(rounds, dice, outcome, wall, keeper)
    return outcome


def of_guards(rounds: int, dice: random.Random, outcome: Outcome) -> None:
    """Faults in the Python of guards, machine, rules and explanations. Of some faults only, the
    slowest test is left out."""
    from baken.cases import explain, guards, machine, rules
    from tests.cases import test_explain, test_guards, test_rules

    slow = {"test_guards_and_the_reference_never_differ"} if rounds else set()
    tests = [test for module in (test_guards, test_rules, test_explain)
             for test in killing.checks(module, slow)]  # fmt: skip
    for test in tests:
        test()
    modules = (guards, machine, rules, explain)
    faults = _some([fault for module in modules for fault in code.mutants(module)], rounds, dice)
    left = [fault for fault in faults if not killing.killed(fault, tests)]
    _tell("guards", faults, left, outcome)


def of_policies(
    rounds: int, dice: random.Random, outcome: Outcome, wall: Wall, keeper: psycopg.Connection
) -> None:
    """Faults in the predicates of policies; those that are left also in other worlds."""
    known = clauses.policies(wall.superuser)
    faults = _some([fault for one in known for fault in clauses.mutants(one)], rounds, dice)
    faults.sort(key=lambda fault: (fault.policy.table, fault.policy.command))
    left = _unseen(faults, wall, outcome)
    for _world in range(0 if rounds else WORLDS):
        shaken(wall, dice, keeper)
        left = _unseen(left, wall, outcome)
    _tell("policies", faults, left, outcome)


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


def _some(faults: list[Fault], rounds: int, dice: random.Random) -> list[Fault]:
    return dice.sample(faults, min(rounds, len(faults))) if rounds else faults


def _tell(kind: str, faults: Sequence[object], left: Sequence[object], outcome: Outcome) -> None:
    for fault in left:
        say(f"  not found: {fault}")
    share = 1 - len(left) / len(faults)
    outcome.facts[f"faults in {kind}"] = f"{len(faults)}, found {share:.1%}"
    enough = AIM if len(faults) > SAMPLE else AIM_OF_SAMPLE
    outcome.check(share >= enough, f"of faults in {kind} only {share:.1%} were found")
