"""The choropleth: what stands in it, for eyes, for screen readers, for a strict policy."""

import re
from xml.etree import ElementTree

import pytest

from baken.geo.drawing.choropleth import Choropleth, legend, shade
from baken.geo.drawing.ground import ground
from tests.geo.shipped import atlas

NOISE: dict[str, float | str | None] = {
    "WK062201": 9.6,
    "WK062202": 9.2,
    "WK062203": 8.4,
    "WK062204": 8.6,
    "WK062205": 8.1,
    "WK062206": 9.1,
    "WK062207": 7.8,
    "WK062208": None,
}
BREAKS = (8.0, 8.5, 9.0, 9.5)
SVG = "{http://www.w3.org/2000/svg}"


def draw(**options: object) -> str:
    given = {"values": NOISE, "level": "wijk", "breaks": BREAKS, "title": "Geluid van buren"}
    return Choropleth(atlas(), **{**given, **options}).svg()  # type: ignore[arg-type]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def hrefs(level: str = "wijk") -> dict[str, str]:
    return {shape.code: f"/wijken/{shape.code}?a=1&b=2" for shape in atlas().of_kind(level)}


def test_each_area_is_a_link_with_name_and_value() -> None:
    root = parsed(draw(hrefs=hrefs(), unit="procent", desc="Kaart per wijk"))
    links = {link.get("href"): link.get("aria-label") for link in root.iter(f"{SVG}a")}
    assert len(links) == 8
    assert links["/wijken/WK062201?a=1&b=2"] == "Centrum: 9,6 procent"
    assert links["/wijken/WK062208?a=1&b=2"] == "Broekpolder: geen gegevens"


def test_the_whole_map_has_title_and_description() -> None:
    root = parsed(draw(desc="Per wijk", hrefs=hrefs()))
    titles = {e.get("id"): e.text for e in root if e.tag in (f"{SVG}title", f"{SVG}desc")}
    assert list(titles.values()) == ["Geluid van buren", "Per wijk"]
    assert (root.get("aria-labelledby") or "").split() == list(titles)
    assert root.get("role") == "group"
    assert parsed(draw()).get("role") == "img"


def test_the_value_stands_in_each_area_and_unknown_is_hatched() -> None:
    root = parsed(draw())
    words = [text.text for text in root.iter(f"{SVG}text")]
    for value in ("9,6", "9,2", "8,4", "8,6", "8,1", "9,1", "7,8", "geen gegevens"):
        assert value in words
    fills = [path.get("fill") for path in root.iter(f"{SVG}path") if "w " in path.get("class", "")]
    assert [fill for fill in fills if fill and fill.startswith("url(#")] == fills[-1:]
    assert fills[0] == "#0B4F6C"


def test_words_in_the_map_lie_inside_their_area() -> None:
    base = ground(atlas(), "buurt")
    values = {shape.code: 12.3 for shape in atlas().buurten}
    svg = draw(values=values, level="buurt", breaks=())
    import shapely

    spots = re.findall(r'<text class="v[^"]*" x="([\d.]+)" y="([\d.]+)"', svg)
    assert len(spots) >= 35
    for x, y in spots:
        point = shapely.Point(float(x), float(y) - 5)
        assert any(area.contains(point) for area in base.areas.values())


def test_withheld_values_are_words_in_grey() -> None:
    svg = draw(values={**NOISE, "WK062204": "<5"})
    assert 'aria-label="Oostwijk: &lt;5"' in draw(values={**NOISE, "WK062204": "<5"}, hrefs=hrefs())
    assert ">&lt;5</text>" in svg
    assert 'class="w m0" fill="#ECEFF1"' in svg


def test_what_is_selected_gets_an_ink_line_with_a_white_edge() -> None:
    svg = draw(selected="WK062202", hrefs=hrefs())
    assert svg.count('class="sel"') == svg.count('class="sel-h"') == 1
    assert svg.count('aria-current="true"') == 1
    assert 'class="sel"' not in draw(selected="WK999999")
    in_buurten = draw(values={}, level="buurt", breaks=(), selected="WK062202")
    assert in_buurten.count('class="sel"') == 1


@pytest.mark.parametrize("level", ["wijk", "buurt"])
@pytest.mark.parametrize("focus", ["", "WK062202"])
def test_nothing_a_strict_policy_forbids_and_small(level: str, focus: str) -> None:
    values = {shape.code: float(i) for i, shape in enumerate(atlas().of_kind(level))}
    svg = draw(values=values, level=level, breaks=(2, 5), focus=focus, hrefs=hrefs(level))
    assert " style=" not in svg
    assert "<style" not in svg
    assert "<script" not in svg
    assert not re.search(r"\son[a-z]+=", svg)
    assert len(svg.encode()) < (12_000 if level == "wijk" else 24_000)
    parsed(svg)


def test_text_that_could_be_markup_is_escaped() -> None:
    evil = "<script>alert(1)</script>\"'&"
    svg = draw(
        title=evil,
        desc=evil,
        labels={"WK062201": evil},
        unit=evil,
        hrefs={"WK062201": '"><script>'},
        values={**NOISE, "WK062202": evil},
    )
    assert "<script" not in svg
    assert parsed(svg)[0].text == evil


def test_neighbours_and_waters_are_named() -> None:
    words = [text.text for text in parsed(draw()).iter(f"{SVG}text")]
    for name in ("Schiedam", "Maassluis", "Midden-Delfland", "Nieuwe Maas", "Het Scheur"):
        assert name in words


def test_two_maps_on_a_page_share_no_id() -> None:
    ids = [re.findall(r' id="([^"]+)"', draw(title=title)) for title in ("een", "twee")]
    assert not set(ids[0]) & set(ids[1])


def test_neighbouring_areas_share_their_edge_exactly() -> None:
    import shapely

    areas = list(ground(atlas(), "buurt").areas.values())
    assert shapely.coverage_is_valid(areas)


def test_focus_shows_names_that_the_whole_city_has_no_room_for() -> None:
    values = {shape.code: 1.0 for shape in atlas().buurten}
    assert ">Statenbuurt<" not in draw(values=values, level="buurt", breaks=())
    assert ">Statenbuurt<" in draw(values=values, level="buurt", breaks=(), focus="WK062206")


@pytest.mark.parametrize(
    ("value", "css"), [(7.9, "m1"), (8.0, "m2"), (8.49, "m2"), (8.5, "m3"), (9.5, "m5"), (99, "m5")]
)
def test_a_value_on_a_border_belongs_above(value: float, css: str) -> None:
    assert shade(value, BREAKS) == css


def test_the_legend_says_every_class_and_what_is_unknown() -> None:
    keys = legend({**NOISE, "WK062204": "<5"}, (8.0, 8.5))
    assert [(key.css, key.words) for key in keys] == [
        ("m1", "tot 8,0"),
        ("m3", "8,0 tot 8,5"),
        ("m4", "8,5 en meer"),
        ("m0", "te weinig om te tonen"),
        ("hatch", "geen gegevens"),
    ]
    assert [key.words for key in legend({"a": 1.0}, ())] == []
