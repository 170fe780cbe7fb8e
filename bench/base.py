"""What every benchmark shares: a house, visitors, rows of measurements and verdicts."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, ClassVar

from bench import casework, statements
from bench.browser import Answer, Browser, Inside
from bench.house import SEED, House, Web, step
from bench.load import CLIENTS, Ask, Measured, Meter
from bench.report import Aim, Line, Verdict

if TYPE_CHECKING:
    from baken.access.demo import Worker

CASES = "/werk/casussen/"
WALLED, OPEN = "case list behind the wall", "case list without the wall"
WALL_RATIO = 1.3
# Requests before those that count: a connection prepares its statements from the fifth on, and
# plans them for good from the tenth; the server has eight.
WARM = 120


@dataclass
class Bench:
    """One run at one size; `run` fills, measures and compares."""

    small: ClassVar[int]
    aims: ClassVar[dict[str, Aim]] = {}

    house: House
    size: int
    requests: int
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))
    queries: dict[str, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def run(self) -> None:
        raise NotImplementedError

    def browsers(self, web: Web, worker: "Worker", count: int = CLIENTS) -> list[Browser]:
        """So many connections of one colleague."""
        first = Browser(web.port)
        first.sign_in(worker.user_id)
        return [first.twin() for _number in range(count)]

    def measure(
        self, web: Web, name: str, browsers: Sequence[Browser], asks: Sequence[Ask],
        expect: int = 200, deals: int = 1,
    ) -> Measured:  # fmt: skip
        """Warm up with a part of the requests, measure the others, and write a line.

        To which of the server's processes a connection falls is chance: with `deals` the others are
        measured on so many sets of new connections, and p50 and p95 are the median over those.
        """
        warm = min(len(asks) // 4, WARM) // len(browsers) * len(browsers)
        meter = Meter(web.pid, self.house.postmaster())
        with step(name):
            # New ones at once: the server closes what was idle for long.
            meter.run([one.twin() for one in browsers], asks[:warm], expect)
            came = _together([
                meter.run([one.twin() for one in browsers], asks[warm:][deal::deals], expect)
                for deal in range(deals)
            ])  # fmt: skip
        self.line(name, came)
        return came

    def line(self, name: str, came: Measured) -> None:
        self.lines.append(
            Line(name, self.aims.get(name, Aim()), came.requests, came.app, came.database,
                 self.queries.get(name), came.p50, came.p95)
        )  # fmt: skip

    def holds(self, name: str, aim: str, came: str, well: bool | None) -> None:  # noqa: FBT001
        """A comparison, and whether it is as was aimed at."""
        self.verdicts.append(Verdict(name, aim, came, well))

    def measure_wall(self, manager: "Worker", mine: int) -> None:
        """The same page from two servers, one as the app and one as a role past the wall."""
        url = casework.control(self.house, manager)
        self.house.settle()
        servers = {WALLED: self.house.web(), OPEN: self.house.web(DATABASE_URL=url)}
        visitors = {name: self.browsers(web, manager) for name, web in servers.items()}
        pages = {name: people[0].get(CASES) for name, people in visitors.items()}
        same = len({files(page) for page in pages.values()}) == 1
        shown = len(files(pages[WALLED]))
        well = same and shown == mine
        self.holds("wall: same cases with and without", str(mine), str(shown), well)
        rounds = self._wall_rounds(servers, visitors)
        for name in servers:
            self.line(name, _together(rounds[name]))
        ratio = _together(rounds[WALLED]).cpu / _together(rounds[OPEN]).cpu
        came = f"{ratio:.2f} × of the whole request's CPU"
        self.holds("wall", f"<= {WALL_RATIO} ×", came, ratio <= WALL_RATIO)
        for web in servers.values():
            web.stop()

    def _wall_rounds(
        self, servers: dict[str, Web], visitors: dict[str, list[Browser]]
    ) -> dict[str, list[Measured]]:
        """Four rounds in turn, so that a busy moment of the machine hits both."""
        found: dict[str, list[Measured]] = {name: [] for name in servers}
        asks = [getter(CASES)] * max(self.requests // 4, CLIENTS)
        with step("case list, with and without the wall"):
            for name, web in servers.items():
                Meter(web.pid, self.house.postmaster()).run(visitors[name], asks[:40], 200)
            for _round in range(4):
                for name, web in servers.items():
                    meter = Meter(web.pid, self.house.postmaster())
                    found[name].append(meter.run(visitors[name], asks, 200))
        return found


def well(answer: Answer, status: int = 200) -> Answer:
    """The answer, when it has this status; RuntimeError with the page otherwise."""
    if answer.status != status:
        raise RuntimeError(f"{answer.url}: {answer.status}\n{answer.text[:3000]}")
    return answer


def counted(visitor: Inside, path: str, *, status: int = 200, **headers: str) -> list[str]:
    """The statements of one request."""
    return statements.count(lambda: well(visitor.get(path, **headers), status))


def getter(path: str, **headers: str) -> Ask:
    return lambda browser: browser.get(path, **headers)


def files(page: Answer) -> frozenset[str]:
    """The cases that a list links to."""
    return frozenset(re.findall(rf'href="{CASES}([0-9a-f-]{{36}})/"', page.text))


def _together(parts: Sequence[Measured]) -> Measured:
    """The mean of rounds of equal length; p50 and p95 are the median over the rounds."""
    count = len(parts)
    return Measured(
        sum(p.requests for p in parts), median(p.p50 for p in parts), median(p.p95 for p in parts),
        sum(p.app for p in parts) / count, sum(p.database for p in parts) / count,
        sum(p.per_second for p in parts) / count,
    )  # fmt: skip
