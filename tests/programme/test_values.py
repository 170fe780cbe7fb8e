"""Values, periods and verdicts: what is exact, what is only a bound, what is missing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from baken.programme.periods import read_period
from baken.programme.values import Value, printed, read_value
from baken.programme.verdicts import HIGHER, LOWER, NEUTRAL, Target, direction_of, judge


def test_a_bound_sorts_prints_and_is_refused_in_arithmetic() -> None:
    bound, less, more = read_value(">25"), read_value("25"), read_value("25.1")
    assert sorted([more, bound, less]) == [less, bound, more]
    assert str(bound) == ">25"
    assert printed(bound, "% inwoners") == ">25\u00a0%"
    with pytest.raises(ValidationError, match="alleen de grens is bekend"):
        bound.number()


@pytest.mark.parametrize(
    ("sign", "reason"),
    [
        ("", "leeg bij de bron"),
        (".", "ontbreekt bij de bron"),
        ("x", "geheim"),
        ("–", "nihil"),
        (None, "leeg bij de bron"),
    ],
)
def test_a_missing_value_keeps_its_reason(sign: str | None, reason: str) -> None:
    value = read_value(sign)
    assert (value.amount, value.missing, str(value)) == (None, reason, "–")
    with pytest.raises(ValidationError):
        value.number()


@pytest.mark.parametrize("raw", ["veel", "1,5", "1e9", "NaN", "٣", "> 25", True, "--1"])
def test_what_is_no_number_is_refused(raw: object) -> None:
    with pytest.raises(ValidationError, match="is geen getal"):
        read_value(raw)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-9999, max_value=9999)
)
def test_the_decimals_of_the_source_stay(amount: Decimal) -> None:
    value = read_value(f"{amount:f}")
    assert value == Value(amount)
    assert value.scale == 2
    assert len(str(value).rpartition(",")[2]) == 2


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "3e kwartaal 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
        ("2021-07-07", date(2021, 7, 7), date(2021, 7, 7), "7 juli 2021"),
        (
            "2022-02/2022-08",
            date(2022, 2, 1),
            date(2022, 8, 31),
            "februari tot en met augustus 2022",
        ),
    ],
)
def test_periods_as_sources_write_them(text: str, start: date, end: date, words: str) -> None:
    period = read_period(text)
    assert (period.start, period.end, str(period)) == (start, end, words)


@pytest.mark.parametrize(
    "text", ["2024-13", "2023-02-29", "2026-Q5", "24", "2024/2023", "", "ooit"]
)
def test_impossible_periods_are_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="is geen periode"):
        read_period(text)


@pytest.mark.parametrize(
    ("value", "target", "direction", "sentence"),
    [
        ("39", "11", LOWER, "Niet gehaald: 28 meer dan het doel"),
        ("450", "500", LOWER, "Gehaald: 50 minder dan het doel"),
        ("11", "11", LOWER, "Gehaald: precies het doel"),
        ("12.5", "10", HIGHER, "Gehaald: 2,5 meer dan het doel"),
        ("9", "10", HIGHER, "Niet gehaald: 1 minder dan het doel"),
    ],
)
def test_a_verdict_has_the_exact_difference(
    value: str, target: str, direction: str, sentence: str
) -> None:
    verdict = judge(read_value(value), Target(Decimal(target), 2019), direction)
    assert verdict is not None
    assert verdict.sentence == sentence


def test_no_verdict_without_a_direction_or_an_exact_figure() -> None:
    target = Target(Decimal(11), 2019)
    assert judge(read_value("39"), target, NEUTRAL) is None
    for value in (None, read_value(">25"), read_value("")):
        verdict = judge(value, target, LOWER)
        assert verdict is not None
        assert verdict.outcome == "open"
    words = judge(read_value("232"), Target(None, 2019, "-10% in 2019"), LOWER)
    assert words is not None
    assert "‘-10% in 2019’" in words.sentence


def test_the_plans_own_words_give_the_direction() -> None:
    assert direction_of("lager is beter") == LOWER
    assert direction_of("hoger is beter") == HIGHER
    assert direction_of("neutraal (meer signalen kan beter kijken betekenen)") == NEUTRAL
    assert direction_of(None) == NEUTRAL
