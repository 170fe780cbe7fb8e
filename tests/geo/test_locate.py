"""Which buurt holds a point, and what is said when none does."""

import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.geo import rd
from baken.geo.atlas import Atlas, Shape, Spot
from baken.geo.problems import PlaceProblem, Point
from tests.geo.shipped import atlas, inside

LATS, LONS = st.floats(51.885, 51.960), st.floats(4.255, 4.385)


def test_the_municipality_is_whole() -> None:
    areas = atlas()
    assert len(areas.buurten) == 40
    assert len(areas.of_kind("wijk")) == 8
    assert areas.municipality is not None
    assert areas.municipality.code == "GM0622"
    assert areas.credit == "CBS, Wijk- en Buurtkaart 2016"


def test_every_label_lies_in_its_own_buurt() -> None:
    for shape in atlas().buurten:
        assert atlas().locate(*shape.label) == Spot(shape.code, shape.parent)


@settings(max_examples=400, deadline=None)
@given(LATS, LONS)
def test_random_points_agree_with_the_slow_oracle(lat: float, lon: float) -> None:
    spot = atlas().find(atlas().buurten[0].label._replace(lat=lat, lon=lon))
    expected = inside(lat, lon)
    if spot is None:
        assert not expected
    elif expected:
        assert spot.buurt_code in expected or _on_border(spot, lat, lon)
    else:
        assert _on_border(spot, lat, lon)


def _on_border(spot: Spot, lat: float, lon: float) -> bool:
    """Within 20 m of the buurt that was answered: a border, or a crumb between buurten."""
    around = [(lat + i * 9e-5, lon + j * 1.4e-4) for i in (-2, 0, 2) for j in (-2, 0, 2)]
    return any(spot.buurt_code in inside(*point) for point in around)


def test_points_of_a_border_have_one_answer_and_no_gap() -> None:
    for shape in atlas().buurten:
        for lon, lat in shape.geometry.geoms[0].exterior.coords:
            spot = atlas().locate(lat, lon)
            assert spot.buurt_code <= shape.code


INSIDE = (51.912572, 4.331445)
IN_RD = rd.from_wgs84(*INSIDE)


@pytest.mark.parametrize(
    ("lat", "lon", "code", "words"),
    [
        (math.nan, 4.33, "number", "geen getal"),
        (51.9, math.inf, "number", "geen getal"),
        (-math.inf, math.nan, "number", "geen getal"),
        (0.0, 0.0, "zero", "midden op zee"),
        (-0.0, 0.0001, "zero", "midden op zee"),
        (91.0, 4.3, "range", "geen plek op aarde"),
        (51.9, 181.0, "range", "geen plek op aarde"),
        (1e308, -1e308, "range", "geen plek op aarde"),
        (INSIDE[1], INSIDE[0], "swapped", "omgewisseld"),
        (*IN_RD, "rd", "RD-coördinaten"),
        (IN_RD[1], IN_RD[0], "rd", "RD-coördinaten"),
        (120_700.0, 487_525.0, "rd", "niet in Vlaardingen"),
        (51.92, 4.39, "neighbour", "in Schiedam, niet in Vlaardingen"),
        (51.925, 4.25, "neighbour", "in Maassluis, niet in Vlaardingen"),
        (51.96, 4.30, "neighbour", "in Midden-Delfland, niet in Vlaardingen"),
        (52.37, 4.89, "outside", "niet in Vlaardingen"),
        (-33.9, 151.2, "outside", "niet in Vlaardingen"),
    ],
)
def test_a_wrong_place_is_explained(lat: float, lon: float, code: str, words: str) -> None:
    with pytest.raises(PlaceProblem) as refused:
        atlas().locate(lat, lon)
    assert refused.value.code == code
    assert words in refused.value.message
    assert refused.value.messages == [refused.value.message]


@pytest.mark.parametrize("pair", [(INSIDE[1], INSIDE[0]), IN_RD, (IN_RD[1], IN_RD[0])])
def test_what_was_meant_is_suggested_and_is_right(pair: tuple[float, float]) -> None:
    with pytest.raises(PlaceProblem) as refused:
        atlas().locate(*pair)
    assert refused.value.suggestion == pytest.approx(INSIDE, abs=5e-6)
    assert atlas().locate(*refused.value.suggestion or ()).buurt_code == "BU06220101"
    assert "Indische buurt, Centrum" in refused.value.message


def test_other_places_suggest_nothing() -> None:
    for pair in ((52.37, 4.89), (120_700.0, 487_525.0), (51.92, 4.39)):
        with pytest.raises(PlaceProblem) as refused:
            atlas().locate(*pair)
        assert refused.value.suggestion is None


@given(st.floats(), st.floats())
@settings(max_examples=300, deadline=None)
def test_any_two_numbers_give_a_spot_or_a_problem(lat: float, lon: float) -> None:
    try:
        said = atlas().locate(lat, lon).buurt_code
    except PlaceProblem as problem:
        said = problem.message
    assert said.startswith("BU0622") or said.endswith((".", "?", "Vlaardingen."))


def test_without_areas_it_says_so() -> None:
    with pytest.raises(PlaceProblem) as refused:
        Atlas([]).locate(*INSIDE)
    assert refused.value.code == "unknown"


def test_a_wijk_with_one_buurt_of_its_name_is_said_once() -> None:
    assert atlas().words(Spot("BU06220103", "WK062201")) == "Centrum"
    assert atlas().words(Spot("BU06220203", "WK062202")) == "Wetering, Westwijk"


def test_a_crumb_between_buurten_belongs_to_the_nearest() -> None:
    def square(code: str, kind: str, west: float, east: float) -> Shape:
        box = shapely.box(west, 51.0, east, 51.1)
        label = Point(51.05, (west + east) / 2)
        return Shape(code, code, kind, "WK062201", box, label)

    crumb = [
        square("GM0622", "municipality", 4.0, 4.2),
        square("BU06220101", "buurt", 4.0, 4.1),
        square("BU06220102", "buurt", 4.1001, 4.19),
    ]
    areas = Atlas(crumb)
    assert areas.locate(51.05, 4.10002).buurt_code == "BU06220101"
    assert areas.locate(51.05, 4.10008).buurt_code == "BU06220102"
    with pytest.raises(PlaceProblem):
        areas.locate(51.05, 4.195)
