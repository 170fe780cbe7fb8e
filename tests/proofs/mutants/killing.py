"""Running the rules' own tests on a fault, in a process that ends with it."""

import itertools
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from tests.proofs.mutants.code import Mutant, swap

# Seconds after which a fault that never ends counts as found.
PATIENCE = 120


def checks(module: ModuleType, without: Collection[str] = ()) -> Iterator[Callable[[], object]]:
    """The tests of a module that need nothing but themselves, one per row of their tables."""
    for name, test in vars(module).items():
        if not name.startswith("test_") or not isinstance(test, FunctionType) or name in without:
            continue
        marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
        for rows in itertools.product(*(_rows(*mark.args) for mark in marks)):
            filled = {name: value for row in rows for name, value in row.items()}
            yield lambda test=test, filled=filled: test(**filled)  # type: ignore[misc]


def _rows(names: str | tuple[str, ...], values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    if isinstance(names, str):
        names = tuple(part.strip() for part in names.split(","))
    for value in values:
        yield dict(zip(names, value if len(names) > 1 else (value,), strict=True))


def survivors(
    faults: Iterable[Mutant], tests: Sequence[Callable[[], object]], hands: int
) -> list[Mutant]:
    """The faults with which no test fails; `hands` are tried at a time, each in a child that
    keeps it to itself."""
    left: list[Mutant] = []
    running: deque[tuple[Mutant, int]] = deque()

    def wait() -> None:
        fault, pid = running.popleft()
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0:
            left.append(fault)

    for fault in faults:
        if len(running) == hands:
            wait()
        running.append((fault, _start(fault, tests)))
    while running:
        wait()
    return left


def _start(fault: Mutant, tests: Iterable[Callable[[], object]]) -> int:
    pid = os.fork()
    if pid == 0:
        os._exit(_run(fault, tests))
    return pid


def _run(mutant: Mutant, tests: Iterable[Callable[[], object]]) -> int:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(PATIENCE)
    silent = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(silent, number)
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    try:
        swap(mutant)
        for test in tests:
            test()
    except BaseException:  # noqa: BLE001 - whatever it raises, the fault was found
        return 1
    return 0
