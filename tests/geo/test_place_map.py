"""The map to pick a place from."""

import re

from baken.geo.drawing.place import PlaceMap
from baken.geo.problems import Point
from tests.geo.shipped import atlas

SPOT = Point(51.9135, 4.3222)


def links() -> dict[str, str]:
    return {shape.code: f"?buurt={shape.code}" for shape in atlas().buurten}


def test_every_buurt_is_a_link_with_its_wijk() -> None:
    svg = PlaceMap(atlas(), hrefs=links()).svg()
    assert svg.count("<a href=") == 40
    assert 'aria-label="Wetering, Westwijk"' in svg
    assert 'aria-label="Centrum"' in svg
    assert len(svg) < 20_000
    assert " style=" not in svg


def test_waters_road_and_neighbours_help_to_find_the_way() -> None:
    svg = PlaceMap(atlas(), level="wijk").svg()
    for name in ("Vlaardingervaart", "A20", "Nieuwe Maas", "Schiedam", "Westwijk"):
        assert f">{name}<" in svg
    assert svg.count("<a ") == 0


def test_what_is_chosen_is_said_and_drawn() -> None:
    svg = PlaceMap(atlas(), hrefs=links(), selected="BU06220203", spot=SPOT, focus="WK062202").svg()
    assert "Kaart van Westwijk. Gekozen: Wetering." in svg
    assert svg.count('aria-current="true"') == 1
    assert 'class="pin"' in svg
    assert "Kaart van Vlaardingen." in PlaceMap(atlas()).svg()


def test_the_pin_stands_in_its_buurt_on_the_map() -> None:
    import shapely

    from baken.geo.drawing.ground import ground

    svg = PlaceMap(atlas(), spot=SPOT, focus="WK062202").svg()
    found = re.search(r'class="pin" transform="translate\(([\d.]+) ([\d.]+)\)"', svg)
    assert found
    area = ground(atlas(), "buurt", "WK062202").areas["BU06220203"]
    assert area.contains(shapely.Point(*map(float, found.groups())))


def test_its_bounds_tell_where_a_map_under_it_would_lie() -> None:
    svg = PlaceMap(atlas()).svg()
    found = re.search(r'data-bounds="([^"]+)"', svg)
    assert found
    south, west, north, east = map(float, found[1].split(","))
    for shape in atlas().buurten:
        assert south < shape.label.lat < north
        assert west < shape.label.lon < east
