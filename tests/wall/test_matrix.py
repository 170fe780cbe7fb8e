"""Acting × table × verb: the database and the oracle agree on every cell."""

import random
import re
from collections.abc import Iterator

import psycopg
import pytest

from tests.city import City
from tests.conftest import CLUSTER
from tests.kept import kept
from tests.wall import random_worlds, situations
from tests.wall.probe import RULES, Probe
from tests.wall.world import World, actings, built

SEED = 20261121
WORLDS = 8
SITUATIONS = 500


@pytest.fixture
def world(city: City, superuser: psycopg.Connection) -> World:
    return kept("world", city, superuser, built)


@pytest.fixture
def app() -> Iterator[psycopg.Connection]:
    with psycopg.connect(CLUSTER.url("app")) as connection:
        yield connection


def test_the_oracle_knows_every_guarded_table(world: World) -> None:
    assert set(RULES) == set(world.key_of)
    assert {table: len(rows) for table, rows in world.tables.items() if not rows} == {}


def test_matrix_of_actings_tables_and_verbs(
    world: World, app: psycopg.Connection, superuser: psycopg.Connection
) -> None:
    probe = Probe(world, app)
    for name, setting in actings(world, named_jobs(superuser)).items():
        probe.ask(name, setting)
    assert not probe.tally.wrong, "\n".join(probe.tally.wrong)
    assert (probe.tally.actings, len(RULES)) >= (67, 50)
    assert probe.tally.cells == probe.tally.actings * len(RULES) * 4
    assert probe.tally.questions > 33_000


def test_a_name_shows_only_while_it_is_revealed(world: World, app: psycopg.Connection) -> None:
    probe = Probe(world, app)
    tables = [table for table in RULES if table.startswith("people_")]
    for who in (
        "police",
        "housing",
        "process_manager",
        "process_manager2",
        "mayor",
        "care",
        "desk",
    ):
        for person in world.tables["people_person"]:
            probe.ask(f"{who} reveals", world.acting(who).setting, person, tables)
    assert not probe.tally.wrong, "\n".join(probe.tally.wrong)


def test_random_worlds(world: World) -> None:
    """A fraction of `./baken proof wall`."""
    outcome = random_worlds.prove(WORLDS, random.Random(SEED), world, CLUSTER)
    assert outcome.wrong == []


def test_random_situations(world: World) -> None:
    """A fraction of `./baken proof situations`."""
    outcome = situations.prove(SITUATIONS, random.Random(SEED), world, CLUSTER)
    assert outcome.wrong == []
    assert int(str(outcome.facts["rows seen"])) > SITUATIONS


def test_columns_that_may_change(world: World, superuser: psycopg.Connection) -> None:
    """No column can be changed but those that the oracle names."""
    granted = superuser.execute(
        "select table_name, column_name from information_schema.column_privileges"
        " where grantee = 'baken_app' and privilege_type = 'UPDATE' and table_schema = 'public'"
    ).fetchall()
    for table, rule in RULES.items():
        assert {column for name, column in granted if name == table} == set(rule.columns), table


def test_nobody_truncates_or_refers(superuser: psycopg.Connection, world: World) -> None:
    rights = superuser.execute(
        "select table_name, privilege_type from information_schema.role_table_grants"
        " where grantee in ('baken_app', 'PUBLIC') and table_schema = 'public'"
        " and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN')"
    ).fetchall()
    assert rights == []


def named_jobs(superuser: psycopg.Connection) -> list[str]:
    """Every job that a policy or a function names, from the database itself."""
    texts = superuser.execute(
        "select coalesce(qual, '') || coalesce(with_check, '') from pg_policies"
        " union all select prosrc from pg_proc where pronamespace = 'public'::regnamespace"
        " and prosrc like '%acting_job%'"
    ).fetchall()
    names = {n for (text,) in texts for n in re.findall(r"'([a-z]+\.[a-z]+)'", text)}
    return sorted(names | {"programme.anything"})
