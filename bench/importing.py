"""A file of a million rows as CBS gives it: read in by the command, timed, its memory measured.

The figures are invented: every area, kind and month of a long row of years.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from bench import cpu
from bench.house import SEED, House, step

if TYPE_CHECKING:
    from bench.base import Bench

ROWS = 1_000_000
SECONDS, MEGABYTES = 60, 500
FIRST_YEAR = 1700
HEAD = '"ID";"SoortMisdrijf";"WijkenEnBuurten";"Perioden";"GeregistreerdeMisdrijven_1"\n'


def measure(bench: "Bench", rows: int = ROWS) -> None:
    """Import once into an empty table, and once more: then nothing may change."""
    path = bench.house.data / "47022NED.csv"
    with step(f"a file of {rows} rows, invented"):
        path.write_text(HEAD + "".join(lines(rows)))
    for name in ("import", "import of the same file again"):
        with step(name):
            came = timed_import(bench.house, path)
        aim = f"<= {SECONDS} s, {MEGABYTES} MB"
        well = came.seconds <= SECONDS and came.megabytes <= MEGABYTES
        bench.holds(f"{name}, {rows} rows", aim, str(came), well)


def lines(rows: int) -> Iterator[str]:
    from baken.geo import api as geo

    dice = random.Random(SEED)
    areas = ["GM0622", *(area.code for area in [*geo.wijken(), *geo.buurten()])]
    kinds = ["0.0.0", "1.1.1", "1.2.1", "1.2.3", "1.4.5", "1.4.6", "1.5.1"]
    months = product(range(FIRST_YEAR, 2100), range(1, 13))
    cells = ((year, month, kind, area) for year, month in months for kind in kinds
             for area in areas)  # fmt: skip
    for number, (year, month, kind, area) in zip(range(rows), cells, strict=False):
        yield f'{number};"{kind} ";"{area:<10}";"{year}MM{month:02}";"{dice.randrange(400):8}"\n'


@dataclass(frozen=True)
class Imported:
    """What one import took: seconds on the clock, CPU of itself and of PostgreSQL, memory."""

    seconds: float
    app: float
    database: float
    megabytes: float
    said: str

    def __str__(self) -> str:
        times = f"{self.seconds:.1f} s (CPU app {self.app:.1f}, PostgreSQL {self.database:.1f})"
        return f"{times}, {self.megabytes:.0f} MB: {self.said}"


# In between, so that the memory is that of the command: a child begins with its parent's mark.
BETWEEN = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def timed_import(house: House, path: Path, what: str = "figures") -> Imported:
    """Run the command and wait for it. RuntimeError when it fails."""
    command = [sys.executable, "-c", BETWEEN, sys.executable, "-m", "baken", "import", what,
               str(path), "--data", str(house.data)]  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if not k.endswith("DATABASE_URL")}
    before, start = cpu.seconds(house.postmaster()), time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the import failed: {(done.stdout + done.stderr)[-500:]}")
    seconds = time.monotonic() - start
    database = cpu.seconds(house.postmaster()) - before
    app, kilobytes = map(float, done.stderr.split()[-2:])
    said = done.stdout.strip().splitlines()[-1]
    return Imported(seconds, app, database, kilobytes / 1024, said)
