"""A bounded number of requests by four clients, and what they cost."""

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from bench import cpu
from bench.browser import Answer, Browser

CLIENTS = 4
Ask = Callable[[Browser], Answer]


@dataclass(frozen=True)
class Measured:
    """One kind of request: wall time in ms per request, CPU in ms per request."""

    requests: int
    p50: float
    p95: float
    app: float
    database: float
    per_second: float

    @property
    def cpu(self) -> float:
        return self.app + self.database

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


class Meter:
    """Measures what the web server and PostgreSQL spend on a run of requests."""

    def __init__(self, web: int, postmaster: int) -> None:
        self._roots = (web, postmaster)

    def run(self, browsers: Sequence[Browser], asks: Sequence[Ask], expect: int) -> Measured:
        """Send all `asks`, dealt out over the browsers, each of which works on its own.

        RuntimeError when an answer has another status than `expect`.
        """
        hands = [asks[i :: len(browsers)] for i in range(len(browsers))]
        before, start = [cpu.seconds(root) for root in self._roots], time.perf_counter()
        times = together(
            [_job(browser, hand, expect) for browser, hand in zip(browsers, hands, strict=True)]
        )
        elapsed = time.perf_counter() - start
        app, database = (cpu.seconds(r) - b for r, b in zip(self._roots, before, strict=True))
        count = len(times)
        return Measured(
            count, quantile(times, 0.5), quantile(times, 0.95),
            1000 * app / count, 1000 * database / count, count / elapsed,
        )  # fmt: skip


def _job(browser: Browser, asks: Sequence[Ask], expect: int) -> Callable[[], list[float]]:
    def work() -> list[float]:
        return [timed(browser, ask, expect) for ask in asks]

    return work


def timed(browser: Browser, ask: Ask, expect: int) -> float:
    """One request in ms."""
    start = time.perf_counter()
    answer = ask(browser)
    taken = 1000 * (time.perf_counter() - start)
    if answer.status != expect:
        raise RuntimeError(f"{answer.url}: {answer.status} instead of {expect}")
    return taken


def together(jobs: Sequence[Callable[[], list[float]]]) -> list[float]:
    """Run the jobs in threads; what they return, in one list. Raises what one of them raised."""
    found: list[float] = []
    errors: list[BaseException] = []

    def guarded(job: Callable[[], list[float]]) -> None:
        try:
            found.extend(job())
        except BaseException as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return found


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[round(100 * share) - 1]
