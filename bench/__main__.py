"""`python -m bench NAME [--size N] …`: run a benchmark and say what came out."""

import argparse
import logging
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import report
from bench.base import Bench
from bench.cases import Cases
from bench.desk import Desk
from bench.house import House
from bench.programme import Programme
from bench.reports import Reports
from bench.stock import Stock

BENCHES: dict[str, type[Bench]] = {
    "desk": Desk, "cases": Cases, "programme": Programme,
    "reports": Reports, "stock": Stock,
}  # fmt: skip


def main() -> int:
    """Run the benchmark for each size. Returns 1 where it falls short of what was aimed at."""
    parser = argparse.ArgumentParser(prog="./baken bench", description=__doc__)
    parser.add_argument("name", choices=sorted(BENCHES))
    number = {"type": int, "metavar": "N"}
    parser.add_argument(
        "--size",
        action="append",
        **number,
        help="number of reports (100000), cases (10000) or rows (1000000); may be given again",
    )
    parser.add_argument("--requests", default=400, **number, help="requests per kind (400)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the outcome there")
    options = parser.parse_args()
    sizes = options.size or [BENCHES[options.name].small]
    if len(sizes) > 1 and options.json is None:
        # Django knows one database in a process.
        command = [sys.executable, "-m", "bench", options.name, "--requests", str(options.requests)]
        return max(subprocess.call([*command, "--size", str(size)]) for size in sizes)
    outcomes = [run(options.name, size, options.requests) for size in sizes]
    if options.json:
        report.keep(options.json, {"machine": machine(), "runs": [data for data, _ in outcomes]})
    return 1 if any(short for _, short in outcomes) else 0


def run(name: str, size: int, requests: int) -> tuple[dict[str, object], list[str]]:
    """One size: what came out as data, and what fell short."""
    print(f"{name}, size {size}, {requests} requests per kind. {machine()}", flush=True)
    logging.disable(logging.WARNING)  # hidden and absent pages are asked for on purpose
    with House() as house:
        bench = BENCHES[name](house, size, requests)
        bench.run()
    print(f"\n{report.table(bench.lines, bench.verdicts)}\n")
    short = report.problems(bench.lines, bench.verdicts)
    for problem in short:
        print(f"SHORT  {problem}")
    print("Everything within its aim." if not short else f"{len(short)} short of their aim.")
    data = report.as_data(size, bench.lines, bench.verdicts)
    report.keep(report.KEPT / f"{name}-{size}.json", data)
    return data, short


def machine() -> str:
    load = os.getloadavg()[0]
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {load:.1f}, "
        f"Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main())
