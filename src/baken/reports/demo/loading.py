"""Writing invented reports into the database, in blocks, by COPY."""

import random
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone

from baken.core.calendar import ZONE
from baken.geo import api as geo
from baken.reports.demo.making import TABLES, Maker, Rows, Spot
from baken.reports.demo.rhythm import Weighted

BLOCK = 20_000
# Most reports are about homes and streets; harbour, parks and fields give few.
_QUIET = ("Park", "Sportpark", "Haven", "polder", "Buiten", "Delta", "Vijf", "Hoogstad", "Hand",
          "Scheur", "Lickebaert")  # fmt: skip


class Worker(Protocol):
    """Someone of the demo city who may handle reports."""

    @property
    def user_id(self) -> UUID: ...
    @property
    def capacity(self) -> str: ...


def fill(
    count: int,
    *,
    dice: random.Random,
    now: datetime | None = None,
    workers: Iterable[Worker] = (),
    told: Callable[[int], None] | None = None,
) -> int:
    """Write `count` reports over the last 24 months as the keeper; returns how many.

    `workers` with the capacity desk handle them. `told` hears after each block how many are in.
    """
    handlers = [worker.user_id for worker in workers if worker.capacity == "desk"]
    if count and not handlers:
        raise ValueError("reports need at least one worker at the desk")
    moment = (now or timezone.now()).astimezone(ZONE)
    maker = Maker(dice, moment, Weighted(_spots()), handlers)
    while maker.made < count:
        rows: Rows = {table: [] for table in TABLES}
        for _ in range(min(BLOCK, count - maker.made)):
            maker.add(rows)
        _copy(rows)
        if told:
            told(maker.made)
    return maker.made


def _copy(rows: Rows) -> None:
    with transaction.atomic(using="keeper"), connections["keeper"].cursor() as cursor:
        for table, columns in TABLES.items():
            with cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as copy:
                for row in rows[table]:
                    copy.write_row(row)


def _spots() -> list[tuple[Spot, float]]:
    """Invented addresses by buurt; a buurt without any counts as one spot."""
    parents = {area.code: area.parent_code for area in geo.buurten()}
    found = [(spot, 1.0) for spot in _addresses(parents)]
    with_address = {spot.buurt for spot, _weight in found}
    average = len(found) / max(len(with_address), 1) or 1.0
    for area in geo.buurten():
        if area.code not in with_address:
            quiet = any(word in area.name for word in _QUIET)
            found.append((Spot(area.code, area.parent_code), average * (0.1 if quiet else 1.0)))
    return found


def _addresses(parents: dict[str, str]) -> Iterable[Spot]:
    with connections["keeper"].cursor() as cursor:
        cursor.execute(
            "select street, number, letter, buurt_id, lat, lon from geo_address"
            " where current order by bag_id"
        )
        rows: list[Any] = cursor.fetchall()
    for street, number, letter, buurt, lat, lon in rows:
        yield Spot(buurt, parents.get(buurt, ""), lat, lon, f"{street} {number}{letter}")
