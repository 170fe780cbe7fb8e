"""`baken serve` comes back by itself, whatever of it is killed."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from bench import cpu
from bench.house import listens

from tests.cli.place import Home, environment
from tests.program import program


class Served:
    """A running `baken serve`: itself, granian's main process, and its two workers."""

    def __init__(self, home: Home) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process = subprocess.Popen(
            program("serve", "--port", str(self.port), "--data", str(home.folder)),
            env=environment(), stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def family(self) -> list[int]:
        return cpu.tree(self.process.pid)

    def workers(self) -> list[int]:
        return [pid for pid in self.family()[2:] if listens(pid)]

    def whole(self) -> bool:
        with socket.socket() as probe:
            answers = probe.connect_ex(("127.0.0.1", self.port)) == 0
        return answers and len(self.workers()) == 2


@pytest.fixture
def served(home: Home) -> Iterator[Served]:
    found = Served(home)
    _until(found.whole)
    yield found
    found.process.terminate()
    assert found.process.wait(40) == 0


def test_a_worker_that_is_killed_again_and_again_comes_back(served: Served) -> None:
    """Twice within seconds, and granian gives up: then all of it begins again."""
    _serve, main, spared, _other = served.family()
    while main in (family := served.family()):
        for pid in family[2:]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, 0 if pid == spared else signal.SIGKILL)
        time.sleep(0.1)
    _until(served.whole)


def test_nothing_is_left_of_a_main_process_that_is_killed(served: Served) -> None:
    _serve, main, *workers = served.family()
    os.kill(main, signal.SIGKILL)
    _until(lambda: main not in served.family())
    _until(served.whole)
    assert not any(cpu.threads(pid) for pid in workers)


def _until(holds: Callable[[], bool], seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "the web server does not come back"
        time.sleep(0.1)
