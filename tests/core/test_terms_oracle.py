"""Due dates against a slow second opinion: it walks day by day, with holidays from tables."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from baken.core.calendar import RuleSet
from baken.core.terms import Span, Unit, before, due

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
_EASTER = """
2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 2031-04-13
2032-03-28 2033-04-17 2034-04-09 2035-03-25 2036-04-13 2037-04-05 2038-04-25 2039-04-10 2040-04-01
"""
_DECREED = """
2024-05-10 2024-12-27 2025-05-30 2026-01-02 2026-05-15 2027-05-07 2028-04-28 2028-05-26
"""
EASTER = {int(text[:4]): date.fromisoformat(text) for text in _EASTER.split()}
DECREED = set(_DECREED.split())
KINGS_DAY_ON_26 = {2025, 2031, 2036}


@cache
def closed(day: date, rules: str) -> bool:
    if day.strftime("%a") in {"Sat", "Sun"}:
        return True
    kings = "04-26" if day.year in KINGS_DAY_ON_26 else "04-27"
    if day.strftime("%m-%d") in {"01-01", kings, "12-25", "12-26"}:
        return True
    if day - EASTER[day.year] in {1 * DAY, 39 * DAY, 50 * DAY}:
        return True
    if day.strftime("%m-%d") == "05-05":
        return rules != "office" or day.year in {2025, 2030, 2035, 2040}
    return rules == "atw" and (EASTER[day.year] - day == 2 * DAY or day.isoformat() in DECREED)


def paused(moment: datetime, pauses: Sequence[tuple[datetime, datetime]]) -> bool:
    """The hour that begins at this moment; pauses begin and end on whole hours."""
    return any(begin <= moment < until for begin, until in pauses)


def day_paused(day: date, pauses: Sequence[tuple[datetime, datetime]]) -> bool:
    if not pauses:
        return False
    moment = datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)
    end = datetime.combine(day + DAY, time(), AMSTERDAM).astimezone(UTC)
    while moment < end:
        if not paused(moment, pauses):
            return False
        moment += HOUR
    return True


def length_in_days(day: date, amount: int, unit: str) -> int:
    """How many days a span is long, found by walking to its last day."""
    if unit in "dw":
        return amount * (7 if unit == "w" else 1)
    months = amount * (12 if unit == "y" else 1)
    number, passed, steps = day.day, 0, 0
    while passed < months or (day.day != number and (day + DAY).month == day.month):
        day += DAY
        steps += 1
        passed += day.day == 1
    return steps


def may_roll(amount: int, unit: str, rules: str) -> bool:
    if rules == "eu1182":
        return True
    if rules == "office":
        return unit != "y"
    return amount <= {"d": 90, "wd": 90, "w": 12, "m": 3, "y": -1}[unit]


def open_days(amount: int, unit: str, rules: str) -> int:
    days = amount * {"wd": 1, "d": 1, "w": 7, "m": 30, "y": 365}[unit]
    return 2 if (rules == "atw" and days >= 3) or (rules == "eu1182" and days >= 2) else 0


def slow_due(
    start: datetime,
    amount: int,
    unit: str,
    rules: str,
    pauses: Sequence[tuple[datetime, datetime]] = (),
) -> datetime:
    if unit == "h":
        moment = start.astimezone(UTC)
        while amount:
            amount -= not paused(moment, pauses)
            moment += HOUR
        return moment.astimezone(AMSTERDAM)
    began = start.astimezone(AMSTERDAM).date()
    todo = amount if unit == "wd" else length_in_days(began, amount, unit)
    rolls = may_roll(amount, unit, rules)
    needed = open_days(amount, unit, rules) if rolls else 0
    day, seen = began, 0
    while todo or (rolls and (seen < needed or closed(day, rules) or day_paused(day, pauses))):
        day += DAY
        if day_paused(day, pauses):
            continue
        is_open = not closed(day, rules)
        seen += is_open
        if todo and (unit != "wd" or is_open):
            todo -= 1
    return datetime.combine(day, time(23, 59, 59), AMSTERDAM)


MOST = {"h": 400, "wd": 130, "d": 130, "w": 20, "m": 14, "y": 3}
SPANS = st.sampled_from(sorted(MOST)).flatmap(
    lambda unit: st.builds(Span, st.integers(0, MOST[unit]), st.just(Unit(unit)))
)
SHORT = st.builds(Span, st.integers(1, 5), st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS]))
STARTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)).map(
    lambda moment: moment.replace(minute=0, second=0, microsecond=0, tzinfo=UTC)
)
STOPS = st.lists(st.tuples(st.integers(-200, 3000), st.integers(0, 400)), max_size=3)


@settings(max_examples=400, deadline=None)
@given(STARTS, SPANS | SHORT, st.sampled_from(RuleSet), STOPS)
def test_due_agrees_with_the_oracle(
    start: datetime, span: Span, rules: RuleSet, stops: list[tuple[int, int]]
) -> None:
    pauses = [(start + a * HOUR, start + (a + length) * HOUR) for a, length in stops]
    slow = slow_due(start, span.amount, span.unit.value, rules.value, pauses)
    assert due(start, span, rules, pauses=pauses) == slow


@settings(max_examples=400, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), SHORT, st.sampled_from(RuleSet))
def test_short_terms_agree_with_the_oracle(day: date, span: Span, rules: RuleSet) -> None:
    start = datetime.combine(day, time(23, 59), AMSTERDAM)
    assert due(start, span, rules) == slow_due(start, span.amount, span.unit.value, rules.value)


@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)))
def test_closed_days_agree_with_the_oracle(day: date) -> None:
    for rules in RuleSet:
        end = due(datetime.combine(day, time(12), AMSTERDAM), Span(0, Unit.DAYS), rules)
        assert (end.date() != day) == closed(day, rules.value)


@given(STARTS, SPANS, st.sampled_from(RuleSet))
def test_a_term_never_ends_before_it_begins(start: datetime, span: Span, rules: RuleSet) -> None:
    assert due(start, span, rules) >= start >= before(start, span, rules) - timedelta(days=1)
