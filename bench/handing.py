"""A thousand cases go to another process manager: stopped after a batch, then resumed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from bench.house import House

MOST, WITHIN = 1000, 30.0


@dataclass(frozen=True)
class Handed:
    """How long it took, how far it was when it stopped, and how many went and stayed."""

    seconds: float
    total: int
    first: int
    moved: int
    kept: int


def give(house: House, cases: Sequence[UUID], source: Any) -> None:
    """Put these cases in the hands of `source`: the seat of procesregie, and who is on them."""
    keys = list(cases)
    with house.superuser() as connection:
        connection.execute(
            "update cases_seat set holder_id = %s, organisation_id = %s"
            " where role = 'procesregie' and ended_at is null and case_id = any (%s)",
            [source.user_id, source.organisation_id, keys],
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into access_membership (id, file_id, user_id, organisation_id, invited,"
                " valid_from) values (%s, %s, %s, %s, false, now()) on conflict do nothing",
                [(uuid4(), key, source.user_id, source.organisation_id) for key in keys],
            )


def hand_over(source: Any, target: Any) -> Handed:
    """Ask, accept, do one batch, and then what waits, as the job does."""
    from baken.cases.radar import transfer
    from baken.core.acting import acting_as, job

    start = time.perf_counter()
    with acting_as(_acting(source)) as acting:
        key = transfer.ask(
            acting, source=source.user_id, target=target.user_id, reason="Wisselt van team (meting)"
        )
    with acting_as(_acting(target)) as acting:
        transfer.answer(acting, key, accept=True)
    night = job("cases.transfer")
    transfer.batch(night, str(key))
    with acting_as(_acting(source)) as acting:
        first = transfer.find(acting, key).done
    transfer.run(night, [])
    seconds = time.perf_counter() - start
    with acting_as(_acting(source)) as acting:
        row = transfer.find(acting, key)
    return Handed(seconds, row.total, first, row.done, row.kept)


def _acting(worker: Any) -> Any:
    from baken.core.acting import Acting

    return Acting("assignment", worker.assignment_id, worker.user_id, worker.organisation_id,
                  worker.capacity, worker.purpose)  # fmt: skip
