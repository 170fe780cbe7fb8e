"""Random situations of need to know, put to the database and to the slow oracle.

A situation is one acting in one world of participations (categories, terms), releases, regimes,
disclosures and breaks of glass. A world is drawn by some changes and asked by many actings; what
is asked is what each of them reads, in all tables of need to know.
"""

import random
from collections.abc import Iterable
from datetime import timedelta

import psycopg
from django.utils import timezone

from baken.core.postgres import Cluster
from tests.proofs.outcome import Outcome
from tests.wall import random_worlds
from tests.wall.probe import RULES, Question
from tests.wall.who import who_is
from tests.wall.world import World, actings

FULL = 100_000
CHANGES = 8
TABLES = (
    "cases_case", "cases_content", "cases_contribution", "cases_release", "cases_participation",
    "cases_disclosure", "cases_disclosureitem", "cases_disclosuredecision", "cases_disclosed",
    "cases_glass", "cases_glassreview", "documents_document", "people_involvement",
)  # fmt: skip
# What the changes below touch; nothing else is read again.
CHANGED = (
    "access_agreement", "access_membership", "cases_case", "cases_contribution",
    "cases_disclosure", "cases_disclosuredecision", "cases_glass", "cases_participation",
    "cases_release",
)  # fmt: skip
Dice = random.Random


def prove(situations: int, dice: Dice, world: World, cluster: Cluster) -> Outcome:
    """Ask until so many situations were compared. A leak is a row too many; a miss one too few."""
    outcome = Outcome()
    done = worlds = rows = 0
    with (
        psycopg.connect(cluster.url("keeper"), autocommit=True) as keeper,
        psycopg.connect(cluster.url("app"), prepare_threshold=0) as app,
    ):
        world.read(keeper)
        while done < situations:
            worlds += 1
            _change(world, dice, keeper)
            world.read_again(keeper, CHANGED)
            people = _people(world)
            for who, answers in zip(people, _answers(world, app, people.values()), strict=True):
                rows += _compare(world, outcome, f"world {worlds}: {who}", people[who], answers)
            done += len(people)
    outcome.facts |= {"situations": done, "worlds": worlds, "rows seen": rows,
                      "leaks": len(outcome.wrong)}  # fmt: skip
    return outcome


def _people(world: World) -> dict[str, str]:
    """Everyone with an assignment: the others see nothing here, which the matrix asks."""
    return {k: v for k, v in actings(world, []).items() if v.startswith("assignment:")}


def _answers(world: World, app: psycopg.Connection, settings: Iterable[str]) -> list[list[str]]:
    """What each acting reads of each table, all sent at once, with plans that are kept."""
    reads = [f'select array_agg("{world.key_of[t]}"::text) from "{t}"' for t in TABLES]
    asked = []
    with app.transaction(force_rollback=True), app.pipeline():
        for setting in settings:
            app.execute("select set_config('baken.acting', %s, true)", [setting])
            asked.append([app.execute(read) for read in reads])
        return [[",".join(_first(cursor) or []) for cursor in row] for row in asked]


def _first(cursor: psycopg.Cursor) -> list[str] | None:
    row = cursor.fetchone()
    assert row is not None
    return row[0]


def _compare(world: World, outcome: Outcome, name: str, setting: str, answers: list[str]) -> int:
    """One acting beside the oracle. Returns how many rows the oracle shows."""
    who, shown = who_is(world, setting), 0
    for table, answer in zip(TABLES, answers, strict=True):
        seen = {k for k, row in world.tables[table].items() if RULES[table].select(who, row)}
        shown += len(seen)
        if problem := Question(table, "select", "", seen).wrong(answer):
            outcome.check(holds=False, problem=f"{name} reads {table}: {problem}")
    return shown


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
