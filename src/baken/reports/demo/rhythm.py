"""When and where reports come: by season, weekday and hour of the kind, and by buurt."""

import random
from bisect import bisect
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

MONTHS = 24
DAYS = 730
# Share of each kind, roughly as Dutch cities see them; a report is about one thing.
SHARES = {
    "nuisance.noise": 13, "nuisance.youths": 9, "nuisance.neighbours": 5, "nuisance.drugs": 5,
    "unsafe.dark": 7, "unsafe.traffic": 9, "unsafe.place": 4, "unsafe.camera": 1,
    "waste.dumped": 15, "waste.damage": 7, "waste.wreck": 4, "waste.hazard": 1,
    "housing.crowded": 3, "housing.dangerous": 2, "housing.landlord": 2, "housing.work": 1,
    "housing.discrimination": 0.4, "housing.intimidation": 0.5, "housing.deposit": 0.6,
    "housing.contract": 0.4, "housing.costs": 0.6, "housing.association": 0.8,
    "labour.pay": 0.5, "labour.danger": 0.4, "labour.forced": 0.2, "other.youth": 0.8,
    "online_fraud.impersonation": 3, "online_fraud.shop": 2, "online_fraud.account": 1,
    "crime.drugs": 2, "crime.business": 1, "crime.exploitation": 1, "crime.pressure": 1,
    "other.worry": 3, "other.else": 3,
}  # fmt: skip
_NIGHT = (6, 5, 4, 3, 1, 1, 2, 3, 3, 2, 2, 2, 2, 2, 2, 3, 3, 4, 5, 6, 8, 9, 10, 9)
_DAY = (1, 0, 0, 0, 0, 1, 3, 6, 9, 10, 9, 8, 7, 8, 8, 8, 7, 6, 5, 4, 4, 3, 2, 1)
_EVENING = (2, 1, 0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 4, 4, 5, 6, 8, 9, 9, 9, 8, 7, 5, 3)
HOURS = {"nuisance": _NIGHT, "unsafe": _EVENING, "waste": _DAY, "housing": _DAY,
         "labour": _DAY, "online_fraud": _DAY, "crime": _EVENING, "other": _DAY}  # fmt: skip
# Per month, January first: warm months bring noise, dark ones bring lamps and fireworks.
SEASONS = {
    "nuisance": (8, 7, 8, 9, 11, 13, 14, 13, 11, 9, 9, 12),
    "unsafe": (12, 11, 9, 8, 7, 7, 7, 7, 9, 11, 13, 13),
    "waste": (9, 8, 9, 10, 10, 10, 10, 10, 10, 9, 9, 10),
}
_EVEN = (10,) * 12
WEEKDAYS = {"nuisance": (8, 8, 9, 10, 14, 16, 12)}
_WORKWEEK = (13, 12, 12, 11, 11, 7, 7)

Choice = TypeVar("Choice")


class Weighted(Generic[Choice]):
    """Drawing from unequal chances, fast for a million draws."""

    def __init__(self, chances: Sequence[tuple[Choice, float]]) -> None:
        self._choices = [choice for choice, _chance in chances]
        self._edges = list(accumulate(chance for _choice, chance in chances))

    def draw(self, dice: random.Random) -> Choice:
        return self._choices[bisect(self._edges, dice.random() * self._edges[-1])]


class Rhythm:
    """Moments over the last 24 months, for each main kind in its own rhythm."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        self._days = [midnight - timedelta(days=back) for back in range(DAYS)]
        self._by_kind = {main: self._weights(main) for main in HOURS}
        self._hours = {main: Weighted(list(enumerate(h))) for main, h in HOURS.items()}

    def _weights(self, main: str) -> Weighted[datetime]:
        season, week = SEASONS.get(main, _EVEN), WEEKDAYS.get(main, _WORKWEEK)
        return Weighted([(day, season[day.month - 1] * week[day.weekday()]) for day in self._days])

    def draw(self, main: str, dice: random.Random) -> datetime:
        """A moment before now."""
        day = self._by_kind[main].draw(dice)
        hour = self._hours[main].draw(dice)
        moment = day + timedelta(hours=hour, seconds=dice.randrange(3600))
        if moment >= self._now:
            moment = self._now - timedelta(seconds=dice.randrange(60, 20_000))
        return moment
