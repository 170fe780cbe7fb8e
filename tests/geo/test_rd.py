"""RD to WGS84 and back, against published points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.geo import rd

# Amersfoort is the origin; Westertoren and Martinitoren are the examples of the article.
PUBLISHED = [
    (155000.000, 463000.000, 52.15517440, 5.38720621),
    (120700.723, 487525.502, 52.37453253, 4.88352559),
    (233883.131, 582065.167, 53.21938317, 6.56820053),
]


@pytest.mark.parametrize(("x", "y", "lat", "lon"), PUBLISHED)
def test_published_points_to_degrees(x: float, y: float, lat: float, lon: float) -> None:
    assert rd.to_wgs84(x, y) == pytest.approx((lat, lon), abs=3e-6)


@pytest.mark.parametrize(("x", "y", "lat", "lon"), PUBLISHED)
def test_published_points_to_metres(x: float, y: float, lat: float, lon: float) -> None:
    assert rd.from_wgs84(lat, lon) == pytest.approx((x, y), abs=0.3)


@given(st.floats(20_000, 270_000), st.floats(310_000, 610_000))
def test_there_and_back_is_within_a_metre(x: float, y: float) -> None:
    assert rd.from_wgs84(*rd.to_wgs84(x, y)) == pytest.approx((x, y), abs=1)


def test_degrees_are_never_taken_for_metres() -> None:
    assert not rd.is_rd(51.9, 4.3)
    assert not rd.is_rd(4.3, 51.9)
    assert rd.is_rd(83_900, 435_900)
    assert not rd.is_rd(435_900, 83_900)
