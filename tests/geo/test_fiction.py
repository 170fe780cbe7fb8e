"""Fictional addresses: the same each time, plausible on a map, and plainly invented."""

from collections import Counter

import pytest

from baken.geo import fiction
from baken.geo.bag import check_address_id, tidy_postcode
from tests.geo.shipped import atlas

ROWS = list(fiction.addresses(atlas(), prefix="0622"))


def test_the_same_seed_gives_the_same_city_and_another_seed_another() -> None:
    assert list(fiction.addresses(atlas(), prefix="0622")) == ROWS
    assert list(fiction.addresses(atlas(), prefix="0622", seed=1)) != ROWS


def test_as_many_as_asked_and_in_every_buurt() -> None:
    assert 3800 <= len(ROWS) <= 4200
    counts = Counter(row.buurt_code for row in ROWS)
    assert len(counts) == 40
    assert counts["BU06220801"] <= 12 < 150 < counts["BU06220203"]


def test_there_is_an_end_to_invention() -> None:
    assert len(list(fiction.addresses(atlas(), prefix="0622", count=6000))) > 5000
    with pytest.raises(ValueError, match="at most 6000"):
        next(fiction.addresses(atlas(), prefix="0622", count=6001))


def test_every_address_lies_in_its_buurt() -> None:
    for row in ROWS:
        assert atlas().locate(row.lat, row.lon).buurt_code == row.buurt_code


def test_numbers_pass_the_check_and_are_unique() -> None:
    assert len({check_address_id(row.bag_id, ["0622"]) for row in ROWS}) == len(ROWS)
    assert all(row.bag_id[4:8] == "2099" for row in ROWS)
    keys = {(row.postcode, row.number, row.letter) for row in ROWS}
    assert len(keys) == len(ROWS)


def test_every_street_says_that_it_is_invented() -> None:
    streets = {row.street for row in ROWS}
    assert len(streets) > 150
    for street in streets:
        assert street.startswith(fiction.INVENTED)
        assert any(thing in street for thing in fiction.THINGS)
    assert not streets & {shape.name for shape in atlas().buurten}


def test_a_street_lies_in_one_buurt_with_one_postcode_that_was_never_issued() -> None:
    places = {row.street: set() for row in ROWS}
    for row in ROWS:
        places[row.street].add((row.buurt_code, row.postcode))
        assert set(tidy_postcode(row.postcode)[4:]) & set("IOQ")
    assert all(len(place) == 1 for place in places.values())


def test_postcodes_belong_to_their_wijk() -> None:
    digits = fiction.postcodes(atlas())
    assert digits["WK062202"] == "3132"
    for row in ROWS:
        assert row.postcode[:4] == digits[atlas().shapes[row.buurt_code].parent]


def test_houses_stand_apart() -> None:
    import shapely

    points = [shapely.Point(row.lon * 68_600, row.lat * 111_250) for row in ROWS]
    tree = shapely.STRtree(points)
    near = tree.query(points, predicate="dwithin", distance=7)
    assert (near[0] == near[1]).all()
