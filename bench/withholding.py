"""Ten thousand cells withheld against two hundred earlier releases, by the ledger's own code.

The counts are invented: forty buurten, ten kinds and twelve months of each of four tallies.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from uuid import uuid4

from bench.base import Bench
from bench.house import step

CELLS, EARLIER, MOST = 10_000, 200, 10.0
KINDS, YEAR = 4, 2025
LATER = date(YEAR + 1, 2, 1)
WIJKEN = [f"WK0622{number:02d}" for number in range(1, 9)]
BUURTEN = [f"BU{wijk[2:]}{number:02d}" for wijk in WIJKEN for number in range(1, 6)]
CATEGORIES = [f"soort{number}" for number in range(10)]
QUARTERS = [f"{YEAR}-Q{number}" for number in range(1, 5)]


def measure(bench: Bench, cells: int = CELLS) -> None:
    """Fill, release, and say what came of it."""
    Withholding(bench, cells).run()


@dataclass
class Withholding:
    """One release of `size` cells."""

    bench: Bench
    size: int

    def run(self) -> None:
        """A release of so many cells, over four counts of a year, against what left before."""
        from baken.programme.ledger.models import Cell, Release

        kinds = [self._kind(number) for number in range(KINDS)]
        with step("exact counts and earlier releases"):
            for number, kind in enumerate(kinds):
                self._count(kind)
                self._release_parts(kind)
                self._release_years(kind, number)
        before = Cell.objects.using("keeper").count()
        releases = Release.objects.using("keeper").count()
        seconds, cpu = self._release_all(kinds)
        made = Cell.objects.using("keeper").count() - before
        hidden = Cell.objects.using("keeper").order_by("-made_at")[:made]
        withheld = sum(bool(cell.withheld) for cell in hidden)
        came = (f"{seconds:.1f} s ({cpu:.1f} s of CPU), {made} cells of which {withheld} withheld,"
                f" against {releases} with {before} cells")  # fmt: skip
        aim = f"{self.size} cells against {EARLIER} releases <= {MOST:.0f} s"
        well = seconds <= MOST and made >= self.size and releases >= EARLIER
        self.bench.holds("withholding", aim, came, well)

    def _kind(self, number: int) -> "object":
        from baken.core.figures import TallyKind

        return TallyKind(f"bench.count{number}", "figures_bench", "reports", "Proef")

    def _count(self, kind: "object") -> None:
        """Exact counts by buurt, kind and month, as the nightly job would keep them."""
        from baken.programme.models import Tally, TallyRun

        run = TallyRun.objects.using("keeper").create(
            name=kind.name, counts="reports", title="Proef", period=f"{YEAR}",
            taken_at=datetime.now().astimezone(), salt=b"x" * 32, sha256="0" * 64,
        )  # fmt: skip
        busy = {place: self.bench.dice.lognormvariate(0, 1) for place in [*BUURTEN, *CATEGORIES]}
        months = [f"{YEAR}-{month:02d}" for month in range(1, 13)]
        rows = [
            Tally(run=run, dimensions={"area": area, "category": category, "month": month},
                  amount=round(self.bench.dice.gammavariate(4, busy[area] * busy[category])))
            for area, category, month in product(BUURTEN, CATEGORIES, months)
        ]  # fmt: skip
        Tally.objects.using("keeper").bulk_create(rows, batch_size=2000)

    def _release_parts(self, kind: "object") -> None:
        """Earlier releases of the same year, by the ledger's own code: quarter after quarter."""
        tables = [
            [""], [f"area={wijk}" for wijk in WIJKEN], [f"category={one}" for one in CATEGORIES],
            [f"area={wijk}&category={one}" for wijk in WIJKEN for one in CATEGORIES[:3]],
        ]  # fmt: skip
        for quarter in QUARTERS[:3]:
            for parts in tables:
                self._as_job([(kind, [(quarter, part) for part in parts])])

    def _release_years(self, kind: "object", number: int) -> None:
        """Releases of years before, to make the ledger as long as it would be."""
        from baken.programme.ledger.models import Cell, Release

        wanted = EARLIER // KINDS - 3 * 4
        for index in range(wanted):
            year = YEAR - 1 - index // 4
            when = datetime.now().astimezone() - timedelta(days=90 * (index + 1))
            release = Release.objects.using("keeper").create(channel="table", made_at=when)
            rows = [
                Cell(id=uuid4(), release=release, name=kind.name, title="Proef", counts="reports",
                     year=year, period=f"{year}-Q{index % 4 + 1}", part=part, amount=50,
                     shown_from=5, taken_at=when, sha256="0" * 64, made_at=when)
                for part in _parts()
            ]  # fmt: skip
            Cell.objects.using("keeper").bulk_create(rows, batch_size=2000)

    def _release_all(self, kinds: "list[object]") -> tuple[float, float]:
        """Everything crossed: buurten, wijken and city by kind, by quarter and year."""
        per_kind = -(-self.size // KINDS)
        keys = [(period, part) for period in [*QUARTERS, f"{YEAR}"] for part in _parts()]
        start, used = time.perf_counter(), time.process_time()
        with step(f"{self.size} cells withheld"):
            self._as_job([(kind, keys[: per_kind + 200]) for kind in kinds])
        return time.perf_counter() - start, time.process_time() - used

    def _as_job(self, asked: "list[tuple[object, list[tuple[str, str]]]]") -> None:
        from baken.core.acting import acting_as, job
        from baken.programme.ledger.publish import release_table

        with acting_as(job("programme.measure", "statistics")):
            for kind, keys in asked:
                release_table(kind, YEAR, LATER, keys)


def _parts() -> Iterator[str]:
    areas = ["", *(f"area={code}" for code in [*WIJKEN, *BUURTEN])]
    kinds = ["", *(f"category={one}" for one in CATEGORIES)]
    for area, kind in product(areas, kinds):
        yield "&".join(part for part in (area, kind) if part)
