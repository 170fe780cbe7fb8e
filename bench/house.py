"""An installation of Baken of its own: folder, PostgreSQL, wall, web and worker; gone afterwards.

Made for benchmarks and for proofs, which stop and kill its parts. Only processes that were
started here are ever signalled, each by its own id.
"""

import contextlib
import ctypes
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import psycopg

from baken.cli import place, run
from baken.core.postgres import Cluster
from bench import cpu

if TYPE_CHECKING:
    from baken.access.demo import Worker

SEED = 20261121
_WAIT = 240


class HouseError(RuntimeError):
    """A part of the house does not come up."""


class Process:
    """A server of ours, with its whole tree."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        with log.open("ab") as out:
            self._child = subprocess.Popen(
                command, env=environment, stdout=out, stderr=out, start_new_session=True
            )
        self.pid = self._child.pid
        self.log = log

    def alive(self) -> bool:
        return self._child.poll() is None

    def tail(self) -> str:
        """The end of what it said."""
        return self.log.read_text(errors="replace")[-2000:]

    def kill(self) -> None:
        """kill -9 of the whole tree, at once."""
        kill(cpu.tree(self.pid))
        self._child.wait()

    def stop(self) -> None:
        """Ask it to stop; after 15 seconds it is killed."""
        if self.alive():
            self._child.terminate()
        try:
            self._child.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()


def kill(pids: list[int]) -> None:
    """kill -9 of these processes, parents first, and wait until they are gone.

    Gone, not only dead: PostgreSQL does not start while its last process is a zombie.
    """
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + 20
    while any(cpu.exists(pid) for pid in pids):
        for pid in pids:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        if time.monotonic() > end:
            raise HouseError(f"processes {pids} do not end")
        time.sleep(0.005)


def adopt_orphans() -> None:
    """Become the parent of servers whose parent ends, so that `kill` can bury them.

    PostgreSQL detaches itself; where process 1 is no init it would stay as a zombie.
    """
    set_child_subreaper = 36
    ctypes.CDLL(None, use_errno=True).prctl(set_child_subreaper, 1, 0, 0, 0)


class Web(Process):
    """The real web server: `baken serve`, granian's main process, and its workers."""

    WORKERS = 2

    def __init__(self, house: "House", *, port: int = 0, **environment: str) -> None:
        self.port = port or free_port()
        command = [sys.executable, "-m", "baken", "serve", "--port", str(self.port),
                   "--workers", str(self.WORKERS), "--data", str(house.data)]  # fmt: skip
        super().__init__(command, house.environment(**environment), house.data / "web.log")
        wait_for(self.listens, self)

    def main(self) -> list[int]:
        """Granian's main process; nothing while there is none."""
        return cpu.tree(self.pid)[1:2]

    def workers(self) -> list[int]:
        """Its workers that listen, and do not only start."""
        return [pid for pid in cpu.tree(self.pid)[2:] if listens(pid)]

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def listens(pid: int) -> bool:
    """Does this worker of granian take requests? Then its runtime has begun."""
    return any(name.startswith("tokio") for name in cpu.threads(pid))


class House:
    """`with House() as house:` a migrated, marked demo database, and Django set up on it."""

    def __init__(self, *, durable: bool = True) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="baken-bench-"))
        self.cluster = Cluster(self.data, durable=durable)
        self.workers: list[Worker] = []
        self._processes: list[Process] = []
        self._before = dict(os.environ)

    def __enter__(self) -> "House":
        try:
            self._build()
        except BaseException:
            self._clear()
            raise
        return self

    def _build(self) -> None:
        for name in [name for name in os.environ if name.endswith("DATABASE_URL")]:
            del os.environ[name]
        os.environ["BAKEN_DATA"] = str(self.data)
        os.environ["BAKEN_EFFORT_BITS"] = "4"  # what we measure is the server, not who sends
        os.environ["DJANGO_SETTINGS_MODULE"] = "baken.portal.settings"
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        self.cluster.start()
        place.bootstrap(self.cluster)
        place.secrets(self.data)
        self._migrate()
        os.environ.update(self.cluster.environment("app", "keeper"))
        run.prepare_files()

    def _migrate(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "baken", "migrate", "--data", str(self.data)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise HouseError(f"migrate failed:\n{done.stdout[-1000:]}\n{done.stderr[-3000:]}")

    def people(self) -> "list[Worker]":
        """Mark the database as a demo, and write its people and organisations."""
        from baken.access import demo

        demo.mark_as_demo()
        self.workers = demo.fill(random.Random(SEED), datetime.now(UTC))
        return self.workers

    def persona(self, code: str) -> "Worker":
        return next(worker for worker in self.workers if worker.persona == code)

    def environment(self, **extra: str) -> dict[str, str]:
        """What web and worker get: the app's role, and no road to owner or keeper."""
        return run.process_environment() | self.cluster.environment("app") | extra

    def web(self, *, port: int = 0, **environment: str) -> Web:
        web = Web(self, port=port, **environment)
        self._processes.append(web)
        return web

    def worker(self, **environment: str) -> Process:
        log = self.data / "worker.log"
        process = Process(run.worker_command(), self.environment(**environment), log)
        self._processes.append(process)
        return process

    def postmaster(self) -> int:
        return int((self.cluster.pgdata / "postmaster.pid").read_text().split()[0])

    def superuser(self) -> psycopg.Connection:
        return psycopg.connect(self.cluster.url("postgres"), autocommit=True)

    def settle(self) -> None:
        """Statistics, visibility map and a checkpoint: a database that has run for a while."""
        with self.superuser() as connection:
            connection.execute("vacuum (analyze)")
            connection.execute("checkpoint")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._clear()

    def _clear(self) -> None:
        for process in self._processes:
            process.stop()
        forget_connections()
        self.cluster.remove()
        shutil.rmtree(self.data, ignore_errors=True)
        os.environ.clear()
        os.environ.update(self._before)


def forget_connections() -> None:
    """Close Django's connections of this thread, dead or alive."""
    from django.apps import apps

    if apps.ready:
        from django.db import connections

        for connection in connections.all(initialized_only=True):
            with contextlib.suppress(Exception):
                connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(ready: Callable[[], bool], process: Process, seconds: float = _WAIT) -> None:
    """Until `ready()`; HouseError when the process ended or the time is over."""
    end = time.monotonic() + seconds
    while not ready():
        if not process.alive() or time.monotonic() > end:
            raise HouseError(f"a server does not start:\n{process.tail()}")
        time.sleep(0.02)


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"  {what} … ", end="", flush=True)
    start = time.monotonic()
    yield
    print(f"{time.monotonic() - start:.1f} s", flush=True)
