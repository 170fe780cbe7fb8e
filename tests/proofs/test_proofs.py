"""The fraction of the long proofs that runs with every test run."""

import random
import subprocess
import sys

import psycopg

from tests.cases.build import running
from tests.cases.plan.build import begun, goal
from tests.city import PEOPLE, City
from tests.conftest import CLUSTER
from tests.proofs import audit, connections, editors, mutants, paper, release, terms
from tests.wall.world import build

SEED = 20261121


def test_broken_links_of_the_trail_are_named(database: None, superuser: psycopg.Connection) -> None:
    outcome = audit.prove(20_000, random.Random(SEED), superuser)
    assert outcome.wrong == []
    assert outcome.facts["broken links named"] == 3


def test_two_pooled_connections_never_mix_up_their_actings(city: City) -> None:
    actings = {name: city.acting(name) for name in PEOPLE}
    roles = connections.bait(actings, {name: PEOPLE[name][3] for name in PEOPLE})
    outcome = connections.prove(200, random.Random(SEED), roles)
    assert outcome.wrong == []


def test_two_editors_of_one_goal_lose_no_text(city: City) -> None:
    thread = running(city, 2)
    begun(thread)
    pair = [city.acting(name) for name in ("process_manager", "case_manager")]
    outcome = editors.prove(200, random.Random(SEED), goal(thread), pair)
    assert outcome.wrong == []
    assert int(str(outcome.facts["saved at once"])) > 20
    assert int(str(outcome.facts["handed back"])) > 50


def test_most_small_faults_in_guards_and_policies_are_found(city: City) -> None:
    outcome = mutants.prove(12, random.Random(SEED), build(city), CLUSTER)
    assert outcome.wrong == []


def test_no_change_of_a_bundle_goes_unnoticed(city: City, superuser: psycopg.Connection) -> None:
    """A fraction of `./baken proof paper`; and a bundle that nobody changed holds."""
    files, keys = paper.build(city, superuser)
    outcome = paper.prove(40, random.Random(SEED), files, keys)
    assert outcome.wrong == []
    assert int(str(outcome.facts["bundles"])) > 100


def test_nothing_withheld_can_be_narrowed_down_from_all_that_was_released() -> None:
    """A fraction of `./baken proof release`; and the reader does find what careless hands leave."""
    outcome = release.prove(30, random.Random(SEED))
    assert outcome.wrong == []
    assert int(str(outcome.facts["withheld"])) > 100
    assert int(str(outcome.facts["revised"])) > 20
    careless = release.prove(10, random.Random(SEED), release.only_small)
    assert len(careless.wrong) > 20


def test_a_release_always_comes_to_an_end() -> None:
    """Of a row that gave way before both ends were free: it stood still, and was asked for ever."""
    outcome = release.prove(45, random.Random(16378126270353065949))
    assert outcome.wrong == []


def test_due_dates_of_a_year_agree_with_the_oracle() -> None:
    outcome = terms.prove(1, random.Random(SEED), every=9)
    assert outcome.wrong == []


def _apart(name: str, rounds: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.proofs", name, "--rounds", str(rounds)],
        capture_output=True, text=True, timeout=540, check=False,
    )  # fmt: skip


def test_kill_9_loses_nothing_that_was_acknowledged_and_leaves_nothing_by_half() -> None:
    """In a process of its own, for it becomes the parent of what it kills."""
    done = _apart("crash", 1)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "kills 14," in done.stdout


def test_a_rush_of_reports_is_whole_after_the_web_server_was_killed() -> None:
    """A fraction of `./baken proof rush`."""
    done = _apart("rush", 8)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "web killed 1" in done.stdout


def test_nothing_says_from_where_a_report_came_or_who_told_in_confidence() -> None:
    """A fraction of `./baken proof traces`."""
    done = _apart("traces", 1)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
