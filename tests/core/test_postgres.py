"""A cluster whose keys are gone: told, never opened by force, and deleted only when a demo's."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from baken.cli.demo import claim
from baken.cli.place import Problem, explain
from baken.core.postgres import Cluster, Orphaned
from tests.cli.place import baken


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """One that ran, with a table in it."""
    tmp_path.chmod(0o755)
    found = Cluster(tmp_path / "huis", durable=False)
    found.start()
    _in(found, "create table kept (id int)")
    found.stop()
    yield found
    found.remove()


def _in(cluster: Cluster, statement: str) -> None:
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _lose_keys(cluster: Cluster) -> Path:
    """The data folder goes, or, where the database lies in it, its keys. Returns a copy of them."""
    copy = cluster.data.parent / "kopie"
    shutil.copytree(cluster.keys, copy)
    shutil.rmtree(cluster.data if cluster.as_root else cluster.keys)
    return copy


def test_lost_keys_are_told_and_can_be_put_back(cluster: Cluster) -> None:
    copy = _lose_keys(cluster)
    with pytest.raises(Orphaned, match="verwijder"):
        cluster.start()
    assert not cluster.keys.exists()
    shutil.copytree(copy, cluster.keys)
    assert cluster.start()
    _in(cluster, "drop table kept")


@pytest.mark.parametrize("command", ["migrate", "serve", "worker"])
def test_an_installation_refuses_in_one_dutch_sentence(cluster: Cluster, command: str) -> None:
    _lose_keys(cluster)
    done = baken(command, "--data", str(cluster.data))
    assert done.returncode == 1
    assert f"De sleutels bij de database in {cluster.home} zijn weg" in done.stderr
    assert "FATAL" not in done.stderr + done.stdout
    assert (cluster.pgdata / "PG_VERSION").exists()


@pytest.mark.parametrize("reset", [False, True])
def test_a_demo_leaves_a_lost_database_of_others_alone(cluster: Cluster, reset: bool) -> None:
    copy = _lose_keys(cluster)
    with pytest.raises(Problem):
        claim(cluster.data, reset=reset)
    assert not cluster.is_demo
    shutil.copytree(copy, cluster.keys)
    assert cluster.start()
    _in(cluster, "drop table kept")


def test_a_demo_without_keys_starts_anew(
    cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    cluster.mark_demo()
    _lose_keys(cluster)
    claim(cluster.data, reset=False)
    assert "Baken begint met een nieuwe stad" in capsys.readouterr().out
    assert cluster.is_demo
    assert not cluster.pgdata.exists()
    assert cluster.start()


def test_keys_of_another_database_are_told(cluster: Cluster) -> None:
    cluster.start()
    (cluster.keys / "postgres-postgres").write_text("van-een-andere-database")
    with pytest.raises(psycopg.OperationalError) as refused:
        _in(cluster, "select 1")
    assert "weigert het wachtwoord" in explain(refused.value)
