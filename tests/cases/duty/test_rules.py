"""By when, at what age, on which ground: pure rules and their data."""

from datetime import date, timedelta

import pytest

from baken.cases.duty import law as laws
from baken.cases.duty import rules
from baken.cases.duty.codes import Origin
from baken.cases.duty.models import InformationDuty, Minor, Postponement
from baken.cases.duty.requests import rules as request_rules
from baken.people.lookups import years_between

LAW = laws.law()


@pytest.mark.parametrize(
    ("obtained", "last"),
    [
        # the day itself does not count; a month ends on the same number
        (date(2026, 9, 1), date(2026, 10, 1)),
        # 31 January: the last day of a shorter month
        (date(2025, 1, 31), date(2025, 2, 28)),
        # ends on Sunday 1 November 2026: Monday
        (date(2026, 10, 1), date(2026, 11, 2)),
        # ends on Christmas Day: the next working day, after Boxing Day and the weekend
        (date(2026, 11, 25), date(2026, 12, 28)),
        # Good Friday is a closed day in the Netherlands for no one; Easter Monday is
        (date(2026, 3, 6), date(2026, 4, 7)),
    ],
)
def test_a_month_after_obtaining_by_regulation_1182_71(obtained: date, last: date) -> None:
    assert rules.due_at(Origin.OTHER, obtained, None).date() == last


def test_what_somebody_told_themselves_is_told_at_once() -> None:
    day = date(2026, 9, 4)
    assert rules.due_at(Origin.TOLD, day, None) == rules.end_of(day)


def test_the_first_contact_comes_before_the_month_is_over() -> None:
    day, contact = date(2026, 9, 1), date(2026, 9, 10)
    assert rules.due_at(Origin.OTHER, day, contact) == rules.end_of(contact)
    later = date(2026, 12, 10)
    assert rules.due_at(Origin.OTHER, day, later).date() == date(2026, 10, 1)


def test_a_request_is_answered_in_a_month_or_in_three() -> None:
    assert request_rules.due_at(date(2026, 9, 1)).date() == date(2026, 10, 1)
    assert request_rules.due_at(date(2026, 9, 1), extended=True).date() == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("told", "granted", "days", "state"),
    [
        (True, None, 0, "done"),
        (False, None, None, "open"),
        (False, None, 3, "asked"),
        (False, True, 3, "postponed"),
        (False, True, 0, "postponed"),
        (False, True, -1, "recheck"),
    ],
)
def test_how_it_stands(told: bool, granted: bool | None, days: int | None, state: str) -> None:
    today = date(2026, 9, 1)
    duty = InformationDuty(informed_on=today if told else None)
    waits = None
    if days is not None:
        waits = Postponement(granted=granted, recheck_on=today + timedelta(days=days))
    assert rules.state_of(duty, waits, today) == state


@pytest.mark.parametrize(
    ("age", "code", "heard"),
    [(0, "parents", False), (11, "parents", False), (12, "both", True), (15, "both", True),
     (16, "own", True), (17, "own", True), (18, None, False)],
)  # fmt: skip
def test_what_an_age_asks_for(age: int, code: str | None, heard: bool) -> None:
    rule = LAW.age_rule(age)
    assert (rule.code if rule else None) == code
    assert rules.must_be_heard(age) is heard


def test_a_stated_age_grows() -> None:
    minor = Minor(age=15, age_on=date(2026, 1, 10))
    assert rules.age_now(minor, date(2026, 1, 10)) == (15, 15)
    assert rules.age_now(minor, date(2026, 6, 1)) == (15, 16)
    assert rules.age_now(minor, date(2027, 1, 10)) == (16, 16)
    assert rules.age_now(minor, date(2027, 1, 11)) == (16, 17)
    rule = rules.age_rule(minor, date(2027, 1, 11))
    assert rule is not None
    assert rule.code == "own"


def test_who_is_born_on_leap_day() -> None:
    born = date(2012, 2, 29)
    assert years_between(born, date(2025, 2, 28)) == 12
    assert years_between(born, date(2025, 3, 1)) == 13


def test_every_rule_has_an_article_a_source_and_says_whether_it_was_read() -> None:
    marked = [*LAW.postponing, *LAW.withholding, *LAW.ages, *LAW.notes]
    assert all(one.article and one.source for one in marked)
    assert {one.confirmed for one in marked} == {True, False}
    assert not any(one.confirmed and "niet nagekeken" in one.source for one in marked)


def test_ages_have_no_hole_and_no_overlap() -> None:
    edges = [(rule.start, rule.until) for rule in LAW.ages]
    assert [start for start, _end in edges] == [0, *(end for _start, end in edges[:-1])]
    assert edges[-1][1] == LAW.adult == 18


def test_article_14_does_not_excuse_what_the_person_told() -> None:
    assert "purpose" in {g.code for g in LAW.postponing_for(Origin.OTHER)}
    assert "purpose" not in {g.code for g in LAW.postponing_for(Origin.TOLD)}
