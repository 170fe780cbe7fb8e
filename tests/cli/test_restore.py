"""Restoring is whole or not at all: whatever goes wrong, the old data are there and usable."""

import os
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.place import Home, environment
from tests.program import program

COUNT = (
    "select (select count(*) from access_profile), (select count(*) from access_user),"
    " (select count(*) from geo_area), (select count(*) from pg_policies)"
)
_PERSON = (
    "insert into access_user (id, email, password, is_active)"
    " values (gen_random_uuid(), %(email)s, '!', true)"
)


@pytest.fixture(scope="module")
def house() -> Iterator[Home]:
    """An installation with a person and a file, its server left running."""
    folder = Path(tempfile.mkdtemp(prefix="baken-restore-"))
    folder.chmod(0o755)
    found = Home(folder / "huis")
    found.cluster.start()
    done = found.baken("migrate")
    assert done.returncode == 0, done.stdout + done.stderr
    found.sql(_PERSON, role="keeper", email="eerst@voorbeeld.invalid")
    (found.folder / "files" / "ab").mkdir(parents=True)
    (found.folder / "files" / "ab" / "oud").write_bytes(b"van toen")
    yield found
    found.cluster.remove()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def good(house: Home) -> Path:
    target = house.folder.parent / "goed.tar"
    assert house.baken("backup", str(target)).returncode == 0
    return target


def _state(home: Home) -> tuple[object, ...]:
    """What must stay: rows, the wall, and the stored files."""
    files = home.folder / "files"
    stored = sorted((p.relative_to(files), p.read_bytes()) for p in files.rglob("*") if p.is_file())
    emails = home.sql("select email from access_user order by 1")
    return *home.sql(COUNT), tuple(emails), tuple(stored)


def _later(home: Home) -> tuple[object, ...]:
    """Something happened after the backup; all of it is there."""
    home.sql("delete from access_user where email like 'later%%'", role="postgres")
    home.sql(_PERSON, role="keeper", email="later@voorbeeld.invalid")
    (home.folder / "files" / "ab" / "later").write_bytes(b"van later")
    return _state(home)


def _tar_of(target: Path, dump: bytes) -> Path:
    file = target.parent / "database.dump"
    file.write_bytes(dump)
    with tarfile.open(target, "w") as tar:
        tar.add(file, "database.dump")
    return target


def _dump_in(backup: Path) -> bytes:
    with tarfile.open(backup) as tar:
        content = tar.extractfile("database.dump")
        assert content
        return content.read()


def test_everything_comes_back_and_what_is_newer_goes(house: Home, good: Path) -> None:
    after = _later(house)
    done = house.baken("restore", str(good), "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert _state(house) != after
    assert house.sql("select email from access_user") == [("eerst@voorbeeld.invalid",)]
    files = house.folder / "files"
    assert [p.name for p in files.rglob("*") if p.is_file()] == ["oud"]
    assert [p.name for p in files.iterdir()] == ["ab"]
    assert house.baken("verify", "wall").returncode == 0


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_cut_archive_changes_nothing(
    house: Home, good: Path, tmp_path: Path, part: float
) -> None:
    before = _later(house)
    content = good.read_bytes()
    cut = tmp_path / "kapot.tar"
    cut.write_bytes(content[: int(len(content) * part)])
    done = house.baken("restore", str(cut), "--yes")
    assert done.returncode == 1
    assert "Er is niets veranderd" in done.stderr
    assert "Traceback" not in done.stderr
    assert _state(house) == before


def test_a_cut_dump_changes_nothing(house: Home, good: Path, tmp_path: Path) -> None:
    """Its list of contents can be read, but not all of its data."""
    before = _later(house)
    dump = _dump_in(good)
    broken = _tar_of(tmp_path / "kapot.tar", dump[: int(len(dump) * 0.9)])
    done = house.baken("restore", str(broken), "--yes")
    assert done.returncode == 1
    assert "niet te lezen" in done.stderr
    assert _state(house) == before


def test_a_failure_at_the_end_rolls_all_of_it_back(house: Home, tmp_path: Path) -> None:
    """Indexes come after all data; this one cannot be made while a dump is restored."""
    house.sql(
        "create function tegen(text) returns text immutable language plpgsql as $$ begin"
        " if current_setting('check_function_bodies') = 'off' then"
        " raise exception 'tegengehouden'; end if;"
        " return $1; end $$; create index halverwege on geo_area (tegen(code))"
    )
    target = tmp_path / "halverwege.tar"
    assert house.baken("backup", str(target)).returncode == 0
    house.sql("drop function tegen(text) cascade")
    before = _later(house)
    done = house.baken("restore", str(target), "--yes")
    assert done.returncode == 1
    assert "Terugzetten lukte niet" in done.stderr
    assert "tegengehouden" in done.stderr
    assert _state(house) == before
    assert house.baken("verify", "wall").returncode == 0


def test_a_backup_of_a_newer_version_is_refused(house: Home, tmp_path: Path) -> None:
    step = "insert into django_migrations (app, name, applied) values ('cases', '9999_x', now())"
    house.sql(step)
    target = tmp_path / "nieuwer.tar"
    assert house.baken("backup", str(target)).returncode == 0
    house.sql("delete from django_migrations where name = '9999_x'")
    before = _later(house)
    done = house.baken("restore", str(target), "--yes")
    assert done.returncode == 1
    assert "van een nieuwere Baken" in done.stderr
    assert _state(house) == before


def test_a_kill_in_the_middle_leaves_the_old_data(house: Home, good: Path) -> None:
    """Another session holds a table, so the restore waits; there it is killed."""
    import psycopg

    before = _later(house)
    with psycopg.connect(house.cluster.url("postgres")) as other:
        other.execute("lock table geo_area in access share mode")
        restore = subprocess.Popen(
            program("restore", str(good), "--yes", "--data", str(house.folder)),
            env=environment(), start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert _waits(house)
        os.killpg(restore.pid, signal.SIGKILL)
        restore.wait()
    assert _gone(house)
    files = house.folder / "files"
    left = [path for path in files.iterdir() if path.name.startswith("terug-")]
    assert left
    for path in left:
        shutil.rmtree(path)
    assert _state(house) == before
    done = house.baken("restore", str(good), "--yes")
    assert done.returncode == 0, done.stderr


def test_who_still_works_is_asked_to_stop(house: Home, good: Path) -> None:
    import psycopg

    before = _later(house)
    with psycopg.connect(house.cluster.url("postgres")) as other:
        other.execute("lock table geo_area in access share mode")
        done = house.baken("restore", str(good), "--yes")
    assert done.returncode == 1
    assert "Stop eerst serve en worker" in done.stderr
    assert _state(house) == before


def _waits(home: Home, seconds: float = 60) -> bool:
    """Is there an owner's session that waits for a lock?"""
    asked = "select count(*) from pg_stat_activity where usename = 'baken_owner' and wait_event_type = 'Lock'"  # noqa: E501
    return _until(lambda: home.sql(asked) == [(1,)], seconds)


def _gone(home: Home, seconds: float = 30) -> bool:
    asked = "select count(*) from pg_stat_activity where usename = 'baken_owner'"
    return _until(lambda: home.sql(asked) == [(0,)], seconds)


def _until(look: object, seconds: float) -> bool:
    assert callable(look)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if look():
            return True
        time.sleep(0.1)
    return False
