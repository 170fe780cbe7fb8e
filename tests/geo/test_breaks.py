"""Class borders are few, round, rising and inside the values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.geo.drawing.breaks import decimals, dutch, round_breaks


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        ([9.6, 9.2, 8.4, 8.6, 8.1, 9.1, 7.8, None], (8.0, 8.5, 9.0, 9.5)),
        ([6.4, 31, 20, 25, 12], (10.0, 15.0, 20.0, 25.0)),
        ([0, 1], (0.2, 0.4, 0.6, 0.8)),
        ([-3, 4], (-2.0, 0.0, 2.0, 4.0)),
        ([3, 900, 4, 5, 6, 2, 8, 9, 1, 12], (3.0, 5.0, 8.0, 10.0)),
        ([5, "minder dan 5", None, 5], ()),
        ([7], ()),
        ([], ()),
        ([float("nan"), float("inf"), 2, 4], (2.5, 3.0, 3.5, 4.0)),
    ],
)
def test_examples(values: list[float | str | None], breaks: tuple[float, ...]) -> None:
    assert round_breaks(values) == breaks


@given(st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 3)), min_size=2, max_size=60))
def test_breaks_separate_the_values(values: list[float]) -> None:
    breaks = round_breaks(values)
    assert len(breaks) <= 4
    assert list(breaks) == sorted(set(breaks))
    assert all(min(values) < border <= max(values) for border in breaks)
    assert bool(breaks) == (min(values) != max(values))


@given(st.integers(2, 5), st.lists(st.integers(0, 5000), min_size=2, max_size=40))
def test_never_more_classes_than_asked(classes: int, values: list[int]) -> None:
    assert len(round_breaks(values, classes)) <= classes - 1


def test_numbers_are_written_the_dutch_way() -> None:
    assert dutch(1234.5, 1) == "1.234,5"
    assert dutch(-1234567, 0) == "-1.234.567"
    assert decimals([1, 2.0]) == 0
    assert decimals([8, 8.5]) == 1
    assert decimals([0.25]) == 2
    assert decimals([]) == 0
