"""What everyone may know of reports of public space, as the database hands it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.db import connection

from baken.geo import api as geo
from baken.reports.categories import Subject, tree
from baken.reports.codes import Result, State

MOST = 200


@dataclass(frozen=True)
class Asked:
    """Which reports: by number, kinds, days (of receipt, or of closing), and whether open."""

    numbers: Sequence[str] | None = None
    kinds: Sequence[UUID] | None = None
    since: date | None = None
    until: date | None = None
    open: bool | None = None
    by_end: bool = False
    most: int = 100
    skip: int = 0


@dataclass(frozen=True)
class Fact:
    """One report as everyone may know it. Without a place when that would point at a house."""

    number: str
    category_id: UUID
    state: str
    result: str
    requested: date
    changed: date
    due: date
    lat: float | None
    lon: float | None
    buurt_code: str
    wijk_code: str

    @property
    def subject(self) -> Subject:
        return tree().by_id[self.category_id]

    @property
    def closed(self) -> bool:
        return self.state == State.ANSWERED

    @property
    def said(self) -> str:
        """What came of it, in a word."""
        return str(Result(self.result).label) if self.result else ""

    @property
    def where(self) -> str:
        """The buurt in words."""
        return geo.name_of(self.buurt_code or self.wijk_code)


def facts(asked: Asked) -> list[Fact]:
    """Newest day first. One query."""
    values = [getattr(asked, one.name) for one in fields(asked)]
    values[:2] = [None if one is None else list(one) for one in values[:2]]
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from reports_public(%s, %s::uuid[], %s, %s, %s, %s, %s, %s)", values
        )
        return [Fact(*row) for row in cursor.fetchall()]
