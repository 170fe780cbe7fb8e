"""When something is due, by the rules that its term follows, and how long that still is.

Terms in days begin after the day of the event and end at 23:59:59 in Amsterdam. Months end on the
day with the same number, or on the last day of a shorter month (HR 1 September 2017,
ECLI:NL:HR:2017:2225; Regulation 1182/71 art. 3 (2)(c)).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baken.core.calendar import DAY, ZONE, RuleSet, is_closed, working_days_between

END_OF_DAY = time(23, 59, 59)
YEARS = range(1900, 2201)

Pause = tuple[datetime, datetime]
Days = tuple[date, date]


class Unit(Enum):
    """What a term is counted in."""

    HOURS = "h"
    WORKING_DAYS = "wd"
    DAYS = "d"
    WEEKS = "w"
    MONTHS = "m"
    YEARS = "y"


_AT_LEAST_DAYS = {
    Unit.WORKING_DAYS: 1,
    Unit.DAYS: 1,
    Unit.WEEKS: 7,
    Unit.MONTHS: 28,
    Unit.YEARS: 365,
}
_LONGEST = {
    Unit.HOURS: 99_999,
    Unit.WORKING_DAYS: 9_999,
    Unit.DAYS: 99_999,
    Unit.WEEKS: 9_999,
    Unit.MONTHS: 2_400,
    Unit.YEARS: 200,
}
_ATW_LONGEST = {Unit.WORKING_DAYS: 90, Unit.DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3}


@dataclass(frozen=True)
class Span:
    """A length such as '5 wd', '72 h', '6 w', '3 m', '1 y', '8 d'; ValueError when impossible."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= _LONGEST[self.unit]:
            raise ValueError(f"a term of {self.amount} {self.unit.value} is not possible")

    @classmethod
    def parse(cls, text: str) -> "Span":
        """The span written as text; ValidationError in Dutch when it is none."""
        found = re.fullmatch(r"\s*([0-9]{1,6})\s*(h|wd|d|w|m|y)\s*", text)
        if not found or int(found[1]) > _LONGEST[Unit(found[2])]:
            raise ValidationError(
                gettext_lazy("Schrijf de termijn als getal en eenheid, bijvoorbeeld 5 wd of 6 w."),
                code="span",
            )
        return cls(int(found[1]), Unit(found[2]))

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value}"

    @property
    def at_least_days(self) -> int:
        """The fewest days that a span of this kind can hold; 0 for hours."""
        return self.amount * _AT_LEAST_DAYS.get(self.unit, 0)


def in_words(span: Span) -> str:
    """The span for people: '5 werkdagen', '1 week'."""
    n = span.amount
    words = {
        Unit.HOURS: ngettext("%(n)d uur", "%(n)d uur", n),
        Unit.WORKING_DAYS: ngettext("%(n)d werkdag", "%(n)d werkdagen", n),
        Unit.DAYS: ngettext("%(n)d dag", "%(n)d dagen", n),
        Unit.WEEKS: ngettext("%(n)d week", "%(n)d weken", n),
        Unit.MONTHS: ngettext("%(n)d maand", "%(n)d maanden", n),
        Unit.YEARS: ngettext("%(n)d jaar", "%(n)d jaar", n),
    }
    return words[span.unit] % {"n": n}


# -- the three rule sets ---------------------------------------------------------------------


def extends(span: Span, rules: RuleSet) -> bool:
    """Whether the end moves on from a closed day.

    Algemene termijnenwet art. 4 sub a: not in hours, over 90 days, 12 weeks or 3 months, or in
    years. Regulation 1182/71 art. 3 (4): all but hours. Office: all but hours and years.
    """
    if rules is RuleSet.ATW:
        return span.amount <= _ATW_LONGEST.get(span.unit, -1)
    return span.unit is not Unit.HOURS and (rules is RuleSet.EU1182 or span.unit is not Unit.YEARS)


def open_days_needed(span: Span, rules: RuleSet) -> int:
    """How many open days the term must hold.

    Algemene termijnenwet art. 2: two in a term of three days or more. Regulation 1182/71
    art. 3 (5): two in a period of two days or more (not read into hours: the earlier moment).
    """
    shortest = {RuleSet.ATW: 3, RuleSet.EU1182: 2}.get(rules)
    if shortest is None or span.at_least_days < shortest or not extends(span, rules):
        return 0
    return 2


# -- moments and days ------------------------------------------------------------------------


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    if moment.year not in YEARS:
        raise ValueError(f"the year {moment.year} is out of range")
    return moment.astimezone(ZONE)


def _end(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, ZONE)


def add_months(day: date, months: int) -> date:
    """The day with the same number, or the last day of a shorter month; months may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _step(day: date, span: Span, sign: int) -> date:
    """The day a span of days, weeks, months or years away, before any rule."""
    if span.unit in (Unit.MONTHS, Unit.YEARS):
        return add_months(day, sign * span.amount * (12 if span.unit is Unit.YEARS else 1))
    return day + sign * span.at_least_days * DAY


def _merged(pauses: Iterable[Pause]) -> list[Pause]:
    """Pauses in UTC, sorted, those that touch joined."""
    merged: list[Pause] = []
    for begin, until in sorted((_utc(begin), _utc(until)) for begin, until in pauses):
        if until < begin:
            raise ValueError("a pause must not end before it begins")
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((begin, until))
    return merged


def _utc(moment: datetime) -> datetime:
    return _local(moment).astimezone(UTC)


def _whole_days(pause: Pause) -> Days:
    """The first whole local day in a pause, and the day after the last; reversed if none."""
    begin, until = (moment.astimezone(ZONE) for moment in pause)
    first = begin.date() if begin.time() == time() else begin.date() + DAY
    return first, until.date()


@dataclass(frozen=True)
class _Run:
    """A term that began on a day; counts the days it has run through a later one."""

    began: date
    rules: RuleSet
    stopped: tuple[Days, ...]

    def _clipped(self, last: date) -> Iterable[Days]:
        """Stopped stretches as (day before the first, last), within the term."""
        for first, after in self.stopped:
            low, high = max(first - DAY, self.began), min(after - DAY, last)
            if low < high:
                yield low, high

    def days(self, last: date) -> int:
        return (last - self.began).days - sum((b - a).days for a, b in self._clipped(last))

    def working(self, last: date) -> int:
        between = partial(working_days_between, rules=self.rules)
        return between(self.began, last) - sum(between(a, b) for a, b in self._clipped(last))

    def stands_still(self, day: date) -> bool:
        return any(first <= day < after for first, after in self.stopped)

    def reach(self, amount: int, count: Callable[[date], int]) -> date:
        """The first day through which `count` gives `amount`; adds what is missing, never more."""
        end = self.began + amount * DAY
        while (missing := amount - count(end)) > 0:
            end += missing * DAY
        return end

    def nominal(self, span: Span) -> date:
        if span.unit is Unit.WORKING_DAYS:
            return self.reach(span.amount, self.working)
        return self.reach((_step(self.began, span, 1) - self.began).days, self.days)

    def extended(self, span: Span, end: date) -> date:
        end = max(end, self.reach(open_days_needed(span, self.rules), self.working))
        while is_closed(end, self.rules) or self.stands_still(end):
            end += DAY
        return end


# -- due ---------------------------------------------------------------------------------------


def due(start: datetime, span: Span, rules: RuleSet, *, pauses: Iterable[Pause] = ()) -> datetime:
    """The last moment, in Amsterdam time: 23:59:59 of the last day, or to the second for hours.

    The day of the event does not count (Regulation 1182/71 art. 3 (1); Awb 6:8 lid 1). Hours are
    real hours, also over a change of the clock; the part of an hour that art. 3 (1) leaves
    uncounted is not used. A pause (from, until) pushes the term out by its whole days: from the day
    after the request to the day of the answer (Awb 4:15 lid 1), or by its exact length for hours;
    for a pause that still lasts, give the present moment. ValueError: no time zone, pause reversed.
    """
    begun = _local(start)
    stops = _merged(pauses)
    if span.unit is Unit.HOURS:
        return _due_hours(begun, span.amount, stops)
    run = _Run(begun.date(), rules, tuple(_whole_days(stop) for stop in stops))
    end = run.nominal(span)
    return _end(run.extended(span, end) if extends(span, rules) else end)


def _due_hours(begun: datetime, hours: int, stops: Iterable[Pause]) -> datetime:
    start = begun.astimezone(UTC)
    end = start + timedelta(hours=hours)
    for stopped, until in stops:
        begin = max(stopped, start)
        if begin < end and begin < until:
            end += until - begin
    return end.astimezone(ZONE)


def before(event: datetime, span: Span, rules: RuleSet) -> datetime:
    """Counting back: the last moment that lies a span before the event ('T-2 wd').

    A closed day at the end stays (Algemene termijnenwet art. 1 lid 2; Regulation 1182/71
    art. 3 (4), last sentence); the two open days of art. 2 and art. 3 (5) are still needed, so the
    term then reaches further back.
    """
    moment = _local(event)
    if span.unit is Unit.HOURS:
        return (moment.astimezone(UTC) - timedelta(hours=span.amount)).astimezone(ZONE)
    day = moment.date()
    if span.unit is Unit.WORKING_DAYS:
        return _end(_back(day, span.amount, rules))
    return _end(min(_step(day, span, -1), _back(day, open_days_needed(span, rules), rules)))


def _back(day: date, count: int, rules: RuleSet) -> date:
    """The count-th open day before `day`; 0 gives `day`."""
    first = day - count * DAY
    while (missing := count - working_days_between(first - DAY, day - DAY, rules)) > 0:
        first -= missing * DAY
    return first


# -- how long still ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Left:
    """What is left of a term: whole seconds, calendar days and working days; negative when late."""

    due: datetime
    seconds: int
    days: int
    working_days: int

    @property
    def late(self) -> bool:
        """The last second of the last day is still in time."""
        return self.seconds < 0

    @property
    def soon(self) -> bool:
        """Not late, and at most one working day to go: before a weekend that is on Friday."""
        return not self.late and self.working_days <= 1


def left(due: datetime, now: datetime, rules: RuleSet) -> Left:
    """How long from `now` to `due`; both with a time zone."""
    end, here = _local(due), _local(now)
    seconds = (_utc(due) - _utc(now).replace(microsecond=0)) // timedelta(seconds=1)
    days = (end.date() - here.date()).days
    return Left(end, seconds, days, working_days_between(here.date(), end.date(), rules))


def words(left: Left) -> str:
    """For a clock on a page: 'nog 3 dagen', 'morgen', 'vandaag', '2 dagen te laat'."""
    return _late(left) if left.late else _ahead(left)


def _ahead(left: Left) -> str:
    if left.days > 1:
        return ngettext("nog %(n)d dag", "nog %(n)d dagen", left.days) % {"n": left.days}
    if left.days == 1:
        return _("morgen")
    if left.due.time() == END_OF_DAY:
        return _("vandaag")
    if hours := left.seconds // 3600:
        return ngettext("nog %(n)d uur", "nog %(n)d uur", hours) % {"n": hours}
    minutes = max(1, left.seconds // 60)
    return ngettext("nog %(n)d minuut", "nog %(n)d minuten", minutes) % {"n": minutes}


def _late(left: Left) -> str:
    if days := -left.days:
        return ngettext("%(n)d dag te laat", "%(n)d dagen te laat", days) % {"n": days}
    if hours := -left.seconds // 3600:
        return ngettext("%(n)d uur te laat", "%(n)d uur te laat", hours) % {"n": hours}
    minutes = max(1, -left.seconds // 60)
    return ngettext("%(n)d minuut te laat", "%(n)d minuten te laat", minutes) % {"n": minutes}
