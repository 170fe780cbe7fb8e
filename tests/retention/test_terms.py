"""The arithmetic of terms, and the register."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.retention import terms
from baken.retention.selection import entry, unlisted
from baken.retention.terms import Term


def term(**length: int) -> Term:
    return Term(model="retention.Run", what="proef", trigger="started_at", **length)


@pytest.mark.parametrize(
    ("length", "start", "last"),
    [
        ({"years": 5}, date(2021, 11, 20), date(2026, 11, 20)),
        ({"years": 1}, date(2024, 2, 29), date(2025, 2, 28)),
        ({"years": 4}, date(2024, 2, 29), date(2028, 2, 29)),
        ({"months": 1}, date(2026, 1, 31), date(2026, 2, 28)),
        ({"months": 6}, date(2026, 8, 31), date(2027, 2, 28)),
        ({"days": 28}, date(2026, 2, 1), date(2026, 3, 1)),
        ({"years": 1, "months": 6}, date(2025, 8, 31), date(2027, 2, 28)),
        # Saturday 25 December 2027: a retention term never rolls (Atw art. 4).
        ({"years": 1}, date(2026, 12, 25), date(2027, 12, 25)),
    ],
)
def test_the_last_day_of_a_term(length: dict[str, int], start: date, last: date) -> None:
    assert term(**length).last_day(start) == last


def test_a_moment_counts_as_its_day_in_amsterdam() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert term(years=1).last_day(late) == date(2027, 11, 21)


@given(
    start=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    years=st.integers(0, 30),
    months=st.integers(0, 11),
    days=st.integers(1, 90),
)
def test_the_latest_start_is_exact(start: date, years: int, months: int, days: int) -> None:
    """Counting back finds exactly the days of which the term, counted forward, has ended."""
    some = term(years=years, months=months, days=days)
    for today in (some.last_day(start), some.last_day(start) + timedelta(days=1)):
        latest = some.latest_start(today)
        assert some.last_day(latest) < today <= some.last_day(latest + timedelta(days=1))
        assert (start <= latest) == (some.last_day(start) < today)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"trigger": "started_at"},
        {"years": 5},
        {"trigger": "started_at", "years": 1, "kept": "altijd"},
        {"follows": "retention.Run", "kept": "altijd"},
    ],
)
def test_a_term_says_one_thing(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one term"):
        Term(model="retention.Run", what="proef", **wrong)


def test_length_in_words() -> None:
    assert term(years=1, months=6).span == "1 jaar en 6 maanden"
    assert Term(model="retention.Run", what="x", kept="altijd").span == ""


def test_entries_of_the_selection_list_say_what_was_looked_up() -> None:
    assert entry("6.1").startswith(
        "Selectielijst gemeenten en intergemeentelijke organen 2020, 6.1"
    )
    assert "niet nagekeken" not in entry("12.2")
    assert "niet nagekeken" in unlisted("hulpmiddel")
    with pytest.raises(KeyError):
        entry("99.9")


def test_every_registered_term_fits_its_model() -> None:
    assert terms.lost_terms() == []
    mine = {"retention", "documents", "messages", "people"}
    assert [t for t in terms.tables_without_term() if t.split("_")[0] in mine] == []


def test_a_term_for_what_is_not_there_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "a": [Term(model="nothing.Here", what="x", kept="altijd")],
        "b": [Term(model="retention.Run", what="x", trigger="gone_at", years=1)],
        "c": [Term(model="retention.Run", what="x", follows="nothing.Here")],
    }
    monkeypatch.setattr(terms, "_terms", wrong)
    assert terms.lost_terms() == ["nothing.Here", "retention.Run", "retention.Run"]
    assert "retention_run" in terms.tables_without_term()


def test_registering_twice_is_registering_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "_terms", {})
    one = term(years=1)
    terms.register(one)
    terms.register(one)
    assert terms.terms_of("retention.run") == [one]
