"""What lies near, and how a report that one follows stands. Always through `reports_public`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import localdate

from baken.core.acting import Acting
from baken.geo import api as geo
from baken.reports.categories import Subject, tree
from baken.reports.exchange.facts import Asked, Fact, facts
from baken.reports.exchange.kinds import is_public
from baken.reports.nearby.models import Follower

# As `reports_public` counts its squares of some 100 metres.
ROWS, COLUMNS = 1112.5, 690
SQUARES = 2
DAYS = 56
MOST = 5
LOOKED_AT = 500


@dataclass(frozen=True)
class Near:
    """A report as everyone may know it, with the street that most addresses near it bear."""

    fact: Fact
    street: str

    @property
    def where(self) -> str:
        return f"{self.street}, {self.fact.where}" if self.street else self.fact.where


def nearby(kind: Subject, lat: float | None, lon: float | None) -> list[Near]:
    """Open reports of public space of the same main kind, within some 250 metres, of the last
    eight weeks. Two queries; none for a kind that is not about public space.

    It answers for the square in which the point lies, so moving the point within it tells nothing.
    """
    if lat is None or lon is None or not is_public(kind):
        return []
    kinds = tree().all_of(tree().main_of(kind).code)
    since = localdate() - timedelta(days=DAYS)
    rows = facts(Asked(kinds=kinds, since=since, open=True, most=LOOKED_AT))
    here = _square(lat, lon)
    near = [one for one in rows if _apart(one, here) <= SQUARES]
    return with_streets(sorted(near, key=lambda one: _apart(one, here))[:MOST])


def followed(acting: Acting) -> tuple[Follower, Near | None] | None:
    """What this code follows; without the facts when nobody may know them any more."""
    row = Follower.objects.filter(token_hash=acting.token).first() if acting.token else None
    if row is None:
        return None
    found = with_streets(facts(Asked(numbers=[row.number], most=1)))
    return row, found[0] if found else None


def with_streets(rows: Sequence[Fact]) -> list[Near]:
    """Each with its street; '' where the place is not told. One query."""
    points = [_point(one) for one in rows]
    told = [point for point in points if point is not None]
    names = geo.streets_at(told) if told else {}
    return [Near(one, names.get(point, "") if point else "")
            for one, point in zip(rows, points, strict=True)]  # fmt: skip


def _point(one: Fact) -> geo.Point | None:
    return None if one.lat is None or one.lon is None else geo.Point(one.lat, one.lon)


def _square(lat: float, lon: float) -> tuple[int, int]:
    return int(lat * ROWS // 1), int(lon * COLUMNS // 1)


def _apart(one: Fact, here: tuple[int, int]) -> int:
    """How many squares away; many when the place is not told."""
    point = _point(one)
    if point is None:
        return SQUARES + 1
    there = _square(*point)
    return max(abs(there[0] - here[0]), abs(there[1] - here[1]))
