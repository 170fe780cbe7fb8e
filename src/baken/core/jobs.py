"""Background jobs: procrastinate on the same PostgreSQL, each in its own acting.

A job gets opaque ids only: whoever may connect hears the queue.
"""

import functools
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baken.core.acting import Acting, acting_as
from baken.core.acting import job as job_acting

Work = Callable[..., None]


@dataclass(frozen=True)
class Job:
    """A registered job. `later(*ids)` queues it inside the caller's transaction."""

    name: str
    run: Callable[..., None]
    _defer: Callable[..., Any]

    def later(self, *ids: str, in_seconds: int = 0) -> None:
        options = {"schedule_in": {"seconds": in_seconds}} if in_seconds else {}
        self._defer(options, list(ids))


def job(
    name: str, *, cron: str | None = None, purpose: str = "", own_acting: bool = False
) -> Callable[[Work], Job]:
    """Register `work(acting, *ids)` as the job `name`, run under the acting of that name.

    With `own_acting` the work opens its transactions itself (for long runs in batches).
    """

    def register(work: Work) -> Job:
        acting = job_acting(name, purpose)

        @functools.wraps(work)
        def run(*ids: str) -> None:
            with nullcontext() if own_acting else acting_as(acting):
                work(acting, *ids)

        def task(timestamp: int | None = None, ids: list[str] | None = None) -> None:
            run(*(ids or []))

        retry = RetryStrategy(max_attempts=8, exponential_wait=4)
        registered: Any = app.task(name=name, queue="baken", retry=retry)(task)
        if cron:
            registered = app.periodic(cron=cron)(registered)

        def defer(options: dict[str, Any], ids: list[str]) -> None:
            registered.configure(**options).defer(ids=ids)

        return Job(name, run, defer)

    return register


__all__ = ["Acting", "Job", "app", "job"]
