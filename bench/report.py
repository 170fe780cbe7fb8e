"""What was aimed at beside what came out: rows, verdicts, and runs kept as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

KEPT = Path("var/bench")


@dataclass(frozen=True)
class Aim:
    """At most this much per request; None is not aimed at."""

    app: float | None = None
    database: float | None = None
    queries: int | None = None


@dataclass(frozen=True)
class Line:
    """One kind of request: times in ms per request, statements per request."""

    name: str
    aim: Aim
    requests: int
    app: float
    database: float
    queries: int | None
    p50: float
    p95: float

    @property
    def cpu(self) -> float:
        return self.app + self.database

    @property
    def short(self) -> list[str]:
        """What falls short of the aim."""
        aim = self.aim
        pairs = [("app", self.app, aim.app), ("PostgreSQL", self.database, aim.database),
                 ("queries", self.queries, aim.queries)]  # fmt: skip
        return [
            f"{self.name}: {what} {came:.1f}, at most {wanted} was aimed at"
            for what, came, wanted in pairs
            if wanted is not None and came is not None and came > wanted
        ]


@dataclass(frozen=True)
class Verdict:
    """A comparison that is no row: a ratio, or two things that must be equal."""

    name: str
    aim: str
    came: str
    holds: bool | None


HEAD = (
    f"{'':34}{'app ms':>16}{'pg ms':>16}{'queries':>14}{'p50 ms':>9}{'p95 ms':>9}{'n':>6}\n"
    f"{'':34}{'aim':>8}{'came':>8}{'aim':>8}{'came':>8}{'aim':>7}{'came':>7}"
)


def table(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> str:
    """The whole report as text."""
    rows = [HEAD, *(_row(line) for line in lines), ""]
    marks = {True: "well", False: "SHORT", None: "-"}
    rows += [f"{v.name:50} aim {v.aim:14} came {v.came}  {marks[v.holds]}" for v in verdicts]
    return "\n".join(rows)


def _row(line: Line) -> str:
    aim = line.aim
    return (
        f"{line.name:34}{_n(aim.app):>8}{line.app:>8.1f}{_n(aim.database):>8}{line.database:>8.1f}"
        f"{_n(aim.queries):>7}{_n(line.queries):>7}{line.p50:>9.0f}{line.p95:>9.0f}"
        f"{line.requests:>6}{'  SHORT' if line.short else ''}"
    )


def _n(number: float | None) -> str:
    return "-" if number is None else f"{number:g}"


def problems(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> list[str]:
    """Everything that falls short."""
    return [text for line in lines for text in line.short] + [
        f"{v.name}: {v.came}, aimed at {v.aim}" for v in verdicts if v.holds is False
    ]


def as_data(size: int, lines: Sequence[Line], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    return {
        "size": size,
        "lines": [asdict(line) | {"short": line.short} for line in lines],
        "verdicts": [asdict(verdict) for verdict in verdicts],
    }


def keep(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=1) + "\n")


def kept(size: int) -> dict[str, Any] | None:
    """The last run of this size, if there was one."""
    path = KEPT / f"desk-{size}.json"
    found: dict[str, Any] | None = json.loads(path.read_text()) if path.exists() else None
    return found
