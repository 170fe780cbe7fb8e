"""Random situations of need to know, put to the database and to the slow oracle.

A situation is one acting in one world of participations (categories, terms), releases, regimes,
disclosures and breaks of glass. A world is drawn by some changes and asked by many actings; what
is asked is what each of them reads, in all tables of need to know.
"""

import random
from datetime import timedelta

import psycopg
from django.utils import timezone

from baken.core.postgres import Cluster
from tests.proofs.outcome import Outcome
from tests.wall import random_worlds
from tests.wall.probe import RULES, Probe, Question
from tests.wall.who import who_is
from tests.wall.world import World, actings

FULL = 100_000
CHANGES = 8
TABLES = (
    "cases_case", "cases_content", "cases_contribution", "cases_release", "cases_participation",
    "cases_disclosure", "cases_disclosureitem", "cases_disclosuredecision", "cases_disclosed",
    "cases_glass", "cases_glassreview", "documents_document", "people_involvement",
)  # fmt: skip
Dice = random.Random


def prove(situations: int, dice: Dice, world: World, cluster: Cluster) -> Outcome:
    """Ask until so many situations were compared. A leak is a row too many; a miss one too few."""
    outcome = Outcome()
    done = worlds = rows = 0
    with (
        psycopg.connect(cluster.url("keeper"), autocommit=True) as keeper,
        psycopg.connect(cluster.url("app")) as app,
    ):
        world.read(keeper)
        probe = Probe(world, app)
        while done < situations:
            worlds += 1
            _change(world, dice, keeper)
            world.read(keeper)
            people = _people(world)
            for name, setting in people.items():
                rows += _compare(probe, outcome, f"world {worlds}: {name}", setting)
            done += len(people)
    outcome.facts |= {"situations": done, "worlds": worlds, "rows seen": rows,
                      "leaks": len(outcome.wrong)}  # fmt: skip
    return outcome


def _people(world: World) -> dict[str, str]:
    """Everyone with an assignment: the others see nothing here, which the matrix asks."""
    return {k: v for k, v in actings(world, []).items() if v.startswith("assignment:")}


def _compare(probe: Probe, outcome: Outcome, name: str, setting: str) -> int:
    """All tables of one acting in one round trip. Returns how many rows the oracle shows."""
    who = who_is(probe.world, setting)
    questions = []
    for table in TABLES:
        rows, key = probe.world.tables[table], probe.world.key_of[table]
        seen = {k for k, row in rows.items() if RULES[table].select(who, row)}
        statement = f'select array_agg("{key}"::text) from "{table}"'
        questions.append(Question(table, "select", statement, seen))
    answers = probe._answers(setting, "", [q.statement for q in questions])
    for question, answer in zip(questions, answers, strict=True):
        if problem := question.wrong(answer):
            outcome.check(holds=False, problem=f"{name} reads {question.table}: {problem}")
    return sum(len(q.expected) for q in questions if isinstance(q.expected, set))


def _change(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    for change in dice.choices(SHAKES, k=CHANGES):
        try:
            with keeper.transaction():
                change(world, dice, keeper)
        except psycopg.IntegrityError:
            continue


def glass(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    """Somebody opens another case, some hours ago; or ends it early."""
    since = timezone.now() - timedelta(hours=dice.choice([1, 4, 7, 9, 30]))
    task = world.tables["access_assignment"][random_worlds._pick(world, dice, "access_assignment")]
    random_worlds._set(
        keeper, world, dice, "cases_glass", opened_at=since, until=since + timedelta(hours=8),
        user_id=task["user_id"], organisation_id=task["organisation_id"],
        case_id=random_worlds._pick(world, dice, "cases_case"),
        ended_at=timezone.now() if dice.random() < 0.2 else None,
    )  # fmt: skip


def disclosure(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    """Another receiver: a person, or a case."""
    task = world.tables["access_assignment"][random_worlds._pick(world, dice, "access_assignment")]
    there = random_worlds._pick(world, dice, "cases_case") if dice.random() < 0.5 else None
    random_worlds._set(
        keeper, world, dice, "cases_disclosure", to_organisation_id=task["organisation_id"],
        receiver_id=None if there else task["user_id"], to_case_id=there,
    )  # fmt: skip


def decision(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    random_worlds._set(keeper, world, dice, "cases_disclosuredecision", granted=dice.random() < 0.7)


SHAKES = [
    random_worlds.participation, random_worlds.participation, random_worlds.category,
    random_worlds.regime, random_worlds.release, random_worlds.withdrawal,
    random_worlds.membership_ends, random_worlds.agreement, glass, glass, disclosure, disclosure,
    decision,
]  # fmt: skip
