"""A removed file stays removed: a real backup, a removal after it, a restore, and the replay."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from baken.core.postgres import Cluster
from tests.cli.place import baken_in

KEPT, GONE = (f"{n}{n}{n}{n}{n}{n}{n}{n}-1111-4111-8111-111111111111" for n in (1, 2))
# A hold that was lifted long ago is the plainest thing with a term; the wall guards it as any.
HOLD = (
    "insert into retention_hold (id, object_id, reason, placed_by, placed_at, lifted_at, lifted_by)"
    " values (%s, gen_random_uuid(), '\\x00', gen_random_uuid(), now() - interval '3 years',"
    " now() - interval '2 years', gen_random_uuid())"
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    tmp_path.chmod(0o755)
    yield tmp_path / "een"
    Cluster(tmp_path / "een").remove()


def _holds(cluster: Cluster) -> set[str]:
    with psycopg.connect(cluster.url("postgres")) as connection:
        return {row[0] for row in connection.execute("select id::text from retention_hold")}


def _say(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def test_what_was_removed_does_not_come_back(home: Path, tmp_path: Path) -> None:
    assert baken_in(home, "migrate").returncode == 0
    cluster, target = Cluster(home), tmp_path / "baken.tar"
    cluster.start()
    with psycopg.connect(cluster.url("keeper"), autocommit=True) as keeper:
        for key in (KEPT, GONE):
            keeper.execute(HOLD, [key])
    cluster.stop()
    assert baken_in(home, "backup", str(target)).returncode == 0
    at = "2026-11-21T03:15:00+00:00"
    _say(home / "erased.jsonl", {"at": at, "model": "retention.Hold", "ids": [GONE]})
    done = baken_in(home, "restore", str(target), "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    cluster.start()
    assert _holds(cluster) == {KEPT, GONE}
    for gone in (1, 0):
        done = baken_in(home, "erase", "--replay")
        assert (done.returncode, done.stdout.split()[-1]) == (0, f"{gone}."), done.stderr
        assert _holds(cluster) == {KEPT}
    lines = (home / "erased.jsonl").read_text().splitlines()
    assert [json.loads(line)["ids"] for line in lines] == [[GONE]]
    broken = _say(tmp_path / "kapot.jsonl", {"model": "retention.Hold", "ids": [KEPT]}, {"x": 1})
    assert baken_in(home, "erase", "--replay", "--list", str(broken)).returncode != 0
    assert _holds(cluster) == {KEPT}
    cluster.stop()
