"""Holidays and working days against tables written by hand and a slow count."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.core.calendar import (
    Office,
    RuleSet,
    add_working_days,
    decreed,
    easter,
    holidays,
    is_closed,
    kings_day,
    read_decreed,
    use_office,
    working_days_between,
)

DAYS = st.dates(date(2014, 1, 1), date(2040, 12, 31))
RULES = st.sampled_from(RuleSet)


@contextmanager
def office(**kwargs: object) -> Iterator[None]:
    before = use_office(Office.read(kwargs))
    try:
        yield
    finally:
        use_office(before)


def dates(text: str) -> list[date]:
    return [date.fromisoformat(word) for word in text.split()]


def test_easter_as_printed_in_almanacs() -> None:
    printed = dates(
        "2014-04-20 2015-04-05 2016-03-27 2017-04-16 2018-04-01 2019-04-21 2020-04-12 2021-04-04 "
        "2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 "
        "2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25 2036-04-13 2037-04-05 "
        "2038-04-25 2039-04-10 2040-04-01"
    )
    assert [easter(day.year) for day in printed] == printed


@pytest.mark.parametrize(
    ("year", "day"), [(2014, 26), (2025, 26), (2031, 26), (2024, 27), (2026, 27), (2030, 27)]
)
def test_kings_day_is_the_26th_when_the_27th_is_a_sunday(year: int, day: int) -> None:
    assert kings_day(year) == date(year, 4, day)


def test_the_year_2026_under_the_termijnenwet() -> None:
    assert holidays(2026, RuleSet.ATW) == {
        date(2026, 1, 1): "Nieuwjaarsdag",
        date(2026, 1, 2): "Dag na Nieuwjaarsdag",
        date(2026, 4, 3): "Goede Vrijdag",
        date(2026, 4, 6): "Tweede Paasdag",
        date(2026, 4, 27): "Koningsdag",
        date(2026, 5, 5): "Bevrijdingsdag",
        date(2026, 5, 14): "Hemelvaartsdag",
        date(2026, 5, 15): "Dag na Hemelvaartsdag",
        date(2026, 5, 25): "Tweede Pinksterdag",
        date(2026, 12, 25): "Eerste Kerstdag",
        date(2026, 12, 26): "Tweede Kerstdag",
    }


@pytest.mark.parametrize(
    ("rules", "year", "days"),
    [
        (
            RuleSet.ATW,
            2024,
            "2024-01-01 2024-03-29 2024-04-01 2024-04-27 2024-05-05 2024-05-09 2024-05-10 "
            "2024-05-20 2024-12-25 2024-12-26 2024-12-27",
        ),
        (
            RuleSet.EU1182,
            2026,
            "2026-01-01 2026-04-06 2026-04-27 2026-05-05 2026-05-14 2026-05-25 2026-12-25 "
            "2026-12-26",
        ),
        (
            RuleSet.OFFICE,
            2026,
            "2026-01-01 2026-04-06 2026-04-27 2026-05-14 2026-05-25 2026-12-25 2026-12-26",
        ),
        (
            RuleSet.OFFICE,
            2025,
            "2025-01-01 2025-04-21 2025-04-26 2025-05-05 2025-05-29 2025-06-09 2025-12-25 "
            "2025-12-26",
        ),
    ],
)
def test_each_rule_set_has_its_own_days(rules: RuleSet, year: int, days: str) -> None:
    assert list(holidays(year, rules)) == dates(days)


def test_two_holidays_on_one_day_keep_both_names() -> None:
    assert holidays(2016, RuleSet.ATW)[date(2016, 5, 5)] == "Bevrijdingsdag en Hemelvaartsdag"


def test_a_changed_copy_leaves_the_calendar_alone() -> None:
    holidays(2026, RuleSet.ATW).clear()
    assert len(holidays(2026, RuleSet.ATW)) == 11


def test_decrees_are_weekdays_within_the_known_period() -> None:
    known = decreed()
    assert (known.since, known.through) == (date(2019, 1, 1), date(2028, 12, 31))
    assert all(day.weekday() < 5 and known.since <= day <= known.through for day in known.days)
    assert {easter(year) + timedelta(days=40) for year in range(2019, 2029)} <= set(known.days)


def test_an_unverified_decree_does_not_count() -> None:
    first, second = dates("2029-05-11 2029-12-27")
    decrees = [
        {"status": "unverified", "days": [{"date": first, "name": "Dag na Hemelvaartsdag"}]},
        {"status": "gazette", "days": [{"date": second, "name": "Dag na Tweede Kerstdag"}]},
    ]
    known = read_decreed({"decrees": decrees, "decided_from": first, "decided_through": second})
    assert known == ({second: "Dag na Tweede Kerstdag"}, first, second)


def test_decrees_bind_the_termijnenwet_only() -> None:
    for day in decreed().days:
        assert is_closed(day, RuleSet.ATW)
        assert not is_closed(day, RuleSet.EU1182)
        assert not is_closed(day, RuleSet.OFFICE)


def test_the_office_sets_its_own_days() -> None:
    good_friday, bridge, liberation = dates("2026-04-03 2026-05-15 2026-05-05")
    with office(good_friday=True, liberation_every=1, extra={"2026-05-15": "Brugdag"}):
        assert all(is_closed(day, RuleSet.OFFICE) for day in (good_friday, bridge, liberation))
        assert holidays(2026, RuleSet.OFFICE)[bridge] == "Brugdag"
        assert not is_closed(good_friday, RuleSet.EU1182)
    assert not any(is_closed(day, RuleSet.OFFICE) for day in (good_friday, bridge, liberation))


def test_the_office_may_never_close_on_liberation_day() -> None:
    with office(liberation_every=0):
        assert not is_closed(date(2025, 5, 5), RuleSet.OFFICE)
    assert is_closed(date(2025, 5, 5), RuleSet.OFFICE)


@pytest.mark.parametrize(
    "setting",
    [{"goodfriday": True}, {"liberation_every": -1}, {"extra": {"2026-02-30": "Brugdag"}}],
)
def test_a_wrong_office_setting_is_refused(setting: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"unknown keys|must not be negative|day"):
        Office.read(setting)


def test_before_kings_day_there_is_no_calendar() -> None:
    with pytest.raises(ValueError, match="valid from 2014"):
        holidays(2013, RuleSet.ATW)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2026-11-20", "2026-11-27", 5),
        ("2026-11-20", "2026-11-22", 0),
        ("2026-04-24", "2026-04-28", 1),
        ("2026-12-24", "2027-01-04", 5),
        ("2026-11-27", "2026-11-20", -5),
        ("2026-11-20", "2026-11-20", 0),
    ],
)
def test_working_days_between(first: str, last: str, count: int) -> None:
    begin, end = dates(f"{first} {last}")
    assert working_days_between(begin, end, RuleSet.OFFICE) == count


def test_a_negative_number_of_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        add_working_days(date(2026, 11, 20), -1, RuleSet.OFFICE)


@given(DAYS, st.integers(0, 800), RULES)
def test_counting_agrees_with_walking(first: date, length: int, rules: RuleSet) -> None:
    walked = [first + timedelta(days=step) for step in range(1, length + 1)]
    count = sum(not is_closed(day, rules) for day in walked)
    assert working_days_between(first, first + timedelta(days=length), rules) == count


@given(DAYS, st.integers(1, 300), RULES)
def test_adding_ends_on_the_first_day_that_holds_them(
    first: date, count: int, rules: RuleSet
) -> None:
    end = add_working_days(first, count, rules)
    assert not is_closed(end, rules)
    assert working_days_between(first, end, rules) == count
