"""Backup and restore, one command each way, tried for real on an installation of its own."""

import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from baken.core.postgres import Cluster
from tests.cli.place import baken_in

COUNT = (
    "select (select count(*) from access_profile), (select count(*) from audit_seal),"
    " (select count(*) from audit_entry), (select count(*) from geo_area)"
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    tmp_path.chmod(0o755)
    yield tmp_path / "een"
    Cluster(tmp_path / "een").remove()


def _work(data: Path) -> tuple[int, ...]:
    """Something to lose: a person, and a sealed trail."""
    cluster = Cluster(data)
    cluster.start()
    with psycopg.connect(cluster.url("keeper"), autocommit=True) as keeper:
        keeper.execute(
            "insert into access_user (id, email, password, is_active) values"
            " ('11111111-1111-4111-8111-111111111111', 'a@voorbeeld.invalid', '!', true)"
        )
        keeper.execute(
            "insert into access_profile (id, user_id, name, persona) values"
            " (gen_random_uuid(), '11111111-1111-4111-8111-111111111111', 'Wout Denkbeelder', '')"
        )
        for number in range(3):
            keeper.execute(
                "insert into audit_entry (request_id, acting_kind, capacity, purpose, verb,"
                " object_kind, ground, outcome, count) values (gen_random_uuid(), 'job', '', '',"
                " 'test.write', '', '', 'done', %s)",
                [number],
            )
    found = _count(cluster)
    cluster.stop()
    return found


def _count(cluster: Cluster) -> tuple[int, ...]:
    with psycopg.connect(cluster.url("postgres")) as connection:
        return connection.execute(COUNT).fetchone() or ()


def test_a_backup_brings_everything_back(home: Path, tmp_path: Path) -> None:
    assert baken_in(home, "migrate").returncode == 0
    before = _work(home)
    (home / "files").mkdir()
    (home / "files" / "sealed").write_bytes(b"ciphertext")
    target = tmp_path / "baken.tar"
    done = baken_in(home, "backup", str(target))
    assert done.returncode == 0, done.stderr
    with tarfile.open(target) as tar:
        names = tar.getnames()
    assert "database.dump" in names
    assert not any("key" in name or "postgres-" in name for name in names)

    cluster = Cluster(home)
    cluster.start()
    with psycopg.connect(cluster.url("keeper"), autocommit=True) as keeper:
        keeper.execute("delete from access_profile")
    assert _count(cluster) != before
    cluster.stop()
    shutil.rmtree(home / "files")

    refused = baken_in(home, "restore", str(target))
    assert refused.returncode != 0
    done = baken_in(home, "restore", str(target), "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    cluster.start()
    assert _count(cluster) == before
    with psycopg.connect(cluster.url("app")) as app:
        assert app.execute("select count(*) from access_profile").fetchone() == (0,)
    cluster.stop()
    assert (home / "files" / "sealed").read_bytes() == b"ciphertext"
    assert baken_in(home, "verify", "wall").returncode == 0


def test_something_else_is_not_restored(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.tar"
    with tarfile.open(other, "w"):
        pass
    done = baken_in(home, "restore", str(other), "--yes")
    assert done.returncode == 1
    assert "geen reservekopie" in done.stderr
    done = baken_in(home, "restore", str(tmp_path / "niets"), "--yes")
    assert "is er niet" in done.stderr


def test_a_broken_dump_leaves_everything_as_it_was(home: Path, tmp_path: Path) -> None:
    assert baken_in(home, "migrate").returncode == 0
    before = _work(home)
    broken = tmp_path / "broken.tar"
    (tmp_path / "database.dump").write_bytes(b"PGDMP is not enough")
    with tarfile.open(broken, "w") as tar:
        tar.add(tmp_path / "database.dump", "database.dump")
    done = baken_in(home, "restore", str(broken), "--yes")
    assert done.returncode == 1
    cluster = Cluster(home)
    cluster.start()
    assert _count(cluster) == before
    cluster.stop()
