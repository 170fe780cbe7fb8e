"""Which days count: Europe/Amsterdam, the Dutch holidays, and three rule sets.

Easter and what hangs on it are computed; days by royal decree are data (data/closed_days.yaml);
the office calendar is the municipality's own. Valid from 2014, the first King's Day.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import yaml

ZONE = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR = 2014
DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


class RuleSet(Enum):
    """Whose days count: each term says which it follows.

    ATW: terms in a Dutch act or general order in council (Algemene termijnenwet art. 3).
    EU1182: terms in EU law, such as the AVG (Regulation (EEC, Euratom) 1182/71 art. 2).
    OFFICE: the municipality's own norms, by its own office calendar.
    """

    ATW = "atw"
    EU1182 = "eu1182"
    OFFICE = "office"


@dataclass(frozen=True)
class Office:
    """The municipality's own closed days, beside those that are free every year.

    `liberation_every`: 5 May is free in years divisible by this number (0: never, 1: every year).
    `extra`: days on which the office is closed, with their Dutch name.
    """

    good_friday: bool = False
    liberation_every: int = 5
    extra: tuple[tuple[date, str], ...] = ()

    def __post_init__(self) -> None:
        if self.liberation_every < 0:
            raise ValueError(f"liberation_every must not be negative: {self.liberation_every}")

    @classmethod
    def read(cls, setting: Mapping[str, Any]) -> "Office":
        """From plain data: {"good_friday": true, "extra": {"2026-05-15": "Brugdag"}}."""
        if unknown := set(setting) - {"good_friday", "liberation_every", "extra"}:
            raise ValueError(f"unknown keys in the office calendar: {', '.join(sorted(unknown))}")
        extra = setting.get("extra", {})
        days = tuple(sorted((date.fromisoformat(str(day)), str(extra[day])) for day in extra))
        every = int(setting.get("liberation_every", 5))
        return cls(bool(setting.get("good_friday", False)), every, days)


_office = Office()


def use_office(office: Office) -> Office:
    """Make this the office calendar of the process; returns the one before it."""
    global _office
    before, _office = _office, office
    return before


class Decreed(NamedTuple):
    """The days by royal decree, and the period for which the decrees are known."""

    days: Mapping[date, str]
    since: date
    through: date


def read_decreed(data: Mapping[str, Any]) -> Decreed:
    """The days of each decree in closed_days.yaml that is not unverified."""
    days = {
        day["date"]: str(day["name"])
        for decree in data["decrees"]
        if decree["status"] != "unverified"
        for day in decree["days"]
    }
    return Decreed(MappingProxyType(days), data["decided_from"], data["decided_through"])


@lru_cache(maxsize=1)
def decreed() -> Decreed:
    """Days by royal decree (Algemene termijnenwet art. 3 lid 3), as shipped."""
    text = files("baken.core").joinpath("data/closed_days.yaml").read_text(encoding="utf-8")
    return read_decreed(yaml.safe_load(text))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, short = divmod(year, 100)
    golden = year % 19
    moon = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (short // 4) - epact - short % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """27 April, or the 26th when the 27th is a Sunday."""
    day = date(year, 4, 27)
    return day - DAY if day.weekday() == SUNDAY else day


def _common(year: int) -> Iterator[tuple[date, str]]:
    """Algemene termijnenwet art. 3 lid 1, without 5 May."""
    sunday = easter(year)
    yield date(year, 1, 1), "Nieuwjaarsdag"
    yield sunday + 1 * DAY, "Tweede Paasdag"
    yield kings_day(year), "Koningsdag"
    yield sunday + 39 * DAY, "Hemelvaartsdag"
    yield sunday + 50 * DAY, "Tweede Pinksterdag"
    yield date(year, 12, 25), "Eerste Kerstdag"
    yield date(year, 12, 26), "Tweede Kerstdag"


def _good_friday(year: int) -> tuple[date, str]:
    return easter(year) - 2 * DAY, "Goede Vrijdag"


def _liberation_day(year: int) -> tuple[date, str]:
    return date(year, 5, 5), "Bevrijdingsdag"


def _atw(year: int) -> Iterator[tuple[date, str]]:
    """Art. 3: lid 1 (5 May every year), lid 2 (Good Friday), lid 3 (royal decree)."""
    yield from _common(year)
    yield _liberation_day(year)
    yield _good_friday(year)
    yield from ((day, name) for day, name in decreed().days.items() if day.year == year)


def _eu1182(year: int) -> Iterator[tuple[date, str]]:
    """What the member state designates (art. 2): the recognised holidays of art. 3 lid 1 Atw.

    Good Friday and the days by decree are put on a par only "for the application of this act", so
    they stay out; where in doubt a term of the AVG then ends earlier, never later.
    """
    yield from _common(year)
    yield _liberation_day(year)


def _own(year: int, office: Office) -> Iterator[tuple[date, str]]:
    yield from _common(year)
    if office.liberation_every and year % office.liberation_every == 0:
        yield _liberation_day(year)
    if office.good_friday:
        yield _good_friday(year)
    yield from (pair for pair in office.extra if pair[0].year == year)


@lru_cache(maxsize=512)
def _closed(year: int, rules: RuleSet, office: Office) -> Mapping[date, str]:
    if year < FIRST_YEAR:
        raise ValueError(f"the calendar is valid from {FIRST_YEAR}, not for {year}")
    by_rules = {RuleSet.ATW: _atw, RuleSet.EU1182: _eu1182}
    pairs = by_rules[rules](year) if rules in by_rules else _own(year, office)
    days: dict[date, str] = {}
    for day, name in sorted(pairs):
        days[day] = f"{days[day]} en {name}" if day in days else name
    return MappingProxyType(days)


@lru_cache(maxsize=512)
def _closed_weekdays(year: int, rules: RuleSet, office: Office) -> tuple[date, ...]:
    return tuple(day for day in _closed(year, rules, office) if day.weekday() < SATURDAY)


def holidays(year: int, rules: RuleSet) -> dict[date, str]:
    """The closed days of a year besides Saturdays and Sundays, in order, with Dutch names.

    ValueError before 2014. Royal decrees are known for decreed().since to decreed().through only.
    """
    return dict(_closed(year, rules, _office))


def is_closed(day: date, rules: RuleSet) -> bool:
    """Saturday, Sunday or one of the rule set's holidays."""
    return day.weekday() >= SATURDAY or day in _closed(day.year, rules, _office)


def _weekdays_through(day: date) -> int:
    """Mondays to Fridays since 1 January of the year 1, which was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


def working_days_between(first: date, last: date, rules: RuleSet) -> int:
    """Open days after `first`, up to and including `last`; negative when `last` lies before."""
    if last < first:
        return -working_days_between(last, first, rules)
    count = _weekdays_through(last) - _weekdays_through(first)
    for year in range(first.year, last.year + 1):
        closed = _closed_weekdays(year, rules, _office)
        count -= bisect_right(closed, last) - bisect_right(closed, first)
    return count


def add_working_days(day: date, count: int, rules: RuleSet) -> date:
    """The count-th open day after `day`; 0 gives `day` itself. ValueError when negative."""
    if count < 0:
        raise ValueError(f"a number of working days must not be negative: {count}")
    end = day + count * DAY
    while (missing := count - working_days_between(day, end, rules)) > 0:
        end += missing * DAY
    return end
