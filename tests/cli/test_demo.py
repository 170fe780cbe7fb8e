"""`baken demo` as a person runs it: started, looked at, stopped, started again, refused."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from baken.core.postgres import Cluster
from tests.cli.place import baken, environment
from tests.program import program

CITY = ("--reports", "200", "--no-browser")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Demo:
    """A running demo and what it said."""

    def __init__(self, data: Path, *arguments: str) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            program("demo", *CITY, "--data", str(data), *arguments), env=environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        self.said = ""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break
        self.seconds = time.monotonic() - self.started
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.said)
        assert found, self.said
        self.url = found[0]

    def family(self) -> dict[int, str]:
        """All processes below this one, by their command line."""
        known = {self.process.pid: ""}
        for _generation in range(4):
            for folder in Path("/proc").glob("[0-9]*"):
                try:
                    parent = int(folder.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1])
                    line = folder.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode()
                except (OSError, IndexError):
                    continue
                if parent in known:
                    known[int(folder.name)] = line
        return known

    def stop(self, how: int = signal.SIGINT) -> int:
        self.process.send_signal(how)
        out, _err = self.process.communicate(timeout=60)
        self.said += out
        return self.process.returncode


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    tmp_path.chmod(0o755)
    yield tmp_path / "stad"
    Cluster(tmp_path / "stad").remove()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def _people(cluster: Cluster) -> int:
    import psycopg

    with psycopg.connect(cluster.url("postgres")) as connection:
        row = connection.execute("select count(*) from access_user").fetchone()
    return int(row[0]) if row else 0


def test_a_demo_starts_stops_and_starts_again(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = Demo(data, "--port", str(port))
        assert f"Poort {port} is bezet. Baken neemt " in demo.said
    with urllib.request.urlopen(f"{demo.url}inloggen/") as answer:
        assert "kijk mee als" in answer.read().decode()

    # Web and worker are started with the app's address only.
    family = demo.family()
    served = {
        p: line for p, line in family.items() if "granian" in line or "baken.cli.work" in line
    }
    assert len(served) >= 3, family
    for pid in served:
        names = {e.split(b"=")[0] for e in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")}
        assert b"DATABASE_URL" in names
        assert not names & {b"OWNER_DATABASE_URL", b"KEEPER_DATABASE_URL", b"APP_DATABASE_URL"}

    cluster = Cluster(data)
    people = _people(cluster)
    postmaster = int((cluster.pgdata / "postmaster.pid").read_text().split()[0])
    assert demo.stop() == 130
    assert "Baken stopt" in demo.said
    assert not any(_alive(pid) for pid in [*served, postmaster])

    again = Demo(data, "--port", str(_free_port()))
    assert "bijgewerkt" not in again.said
    assert _people(cluster) == people
    postmaster = int((cluster.pgdata / "postmaster.pid").read_text().split()[0])
    family = again.family()
    again.stop(signal.SIGTERM)
    assert not any(_alive(pid) for pid in [*family, postmaster])

    import psycopg

    cluster.start()
    with psycopg.connect(cluster.url("keeper"), autocommit=True) as connection:
        connection.execute("update access_profile set name = 'Spoor van vroeger'")
    cluster.stop()
    fresh = Demo(data, "--port", str(_free_port()), "--reset")
    with urllib.request.urlopen(f"{fresh.url}inloggen/") as answer:
        assert "Spoor van vroeger" not in answer.read().decode()
    fresh.stop()


def test_a_demo_refuses_the_citys_own_database(data: Path) -> None:
    done = baken("demo", "--data", str(data), DATABASE_URL="postgresql://x@/x")
    assert done.returncode == 1
    assert "Haal DATABASE_URL weg" in done.stderr
    assert not data.exists()


def test_a_folder_deleted_by_hand_gives_a_new_city(data: Path) -> None:
    Demo(data).stop()
    shutil.rmtree(data)
    fresh = Demo(data)
    fresh.stop()
    assert "FATAL" not in fresh.said
    assert ("Baken begint met een nieuwe stad" in fresh.said) is (os.geteuid() == 0)


@pytest.mark.parametrize("reset", [(), ("--reset",)])
def test_a_demo_leaves_other_folders_alone(data: Path, reset: tuple[str, ...]) -> None:
    (data / "keys").mkdir(parents=True)
    (data / "keys" / "baken-key").write_text("van een echte gemeente")
    done = baken("demo", "--data", str(data), *reset)
    assert done.returncode == 1
    assert "staat geen voorbeeldstad" in done.stderr
    assert (data / "keys" / "baken-key").read_text() == "van een echte gemeente"


def test_check_looks_at_every_page_as_every_person() -> None:
    done = baken("demo", "--check", "--reports", "2000", "--port", str(_free_port()))
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    lines = [line for line in done.stdout.splitlines() if line.startswith("goed")]
    assert len(lines) > 40
    assert "FOUT" not in done.stdout
