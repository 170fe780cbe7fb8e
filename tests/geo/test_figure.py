"""The map on a page: heading, legend, credit; and the place picker without script."""

import re

import pytest
from django.template import Context, Template

from baken.geo import api, areas


@pytest.fixture(autouse=True)
def fresh(database: None) -> None:
    areas.forget()


def show(source: str, **context: object) -> str:
    return Template("{% load geo %}" + source).render(Context(context))


def test_a_figure_has_heading_legend_source_and_credit() -> None:
    made = api.figure(
        {"WK062201": 9.6, "WK062202": 7.8},
        title="Geluid van buren, 2020",
        lead="In procenten.",
        source="RIVM, tabel 50090NED",
        table_href="#tabel",
    )
    text = show("{% area_map made %}", made=made)
    for words in (
        "<b>Geluid van buren, 2020</b>",
        "Bron: RIVM, tabel 50090NED.",
        "Grenzen: CBS, Wijk- en Buurtkaart 2016.",
        "geen gegevens",
        'href="#tabel"',
    ):
        assert words in text
    assert text.count("<li>") == len(made.legend) == len(api.round_breaks([9.6, 7.8])) + 2
    assert " style=" not in text


def test_map_svg_draws_areas_that_were_not_given_as_unknown() -> None:
    svg = api.map_svg({"WK062201": 1.0}, title="x", hrefs={"WK062202": "/w"})
    assert 'aria-label="Westwijk: geen gegevens"' in svg


def test_the_picker_works_without_script() -> None:
    text = show(
        '{% place_picker hrefs=hrefs query="Nergensweg" buurt="BU06220203" '
        "lat=51.9135 lon=4.3222 %}",
        hrefs={area.code: f"?buurt={area.code}" for area in api.buurten()},
    )
    assert text.count("<optgroup") == 8
    assert '<option value="BU06220203" selected>Wetering</option>' in text
    assert 'name="lat" value="51.9135"' in text
    assert 'value="Nergensweg"' in text
    assert "Gekozen plek: Wetering, Westwijk" in text
    assert 'href="?buurt=BU06220203"' in text
    assert not re.search(r"\s(style|on[a-z]+)=", text)


def test_an_empty_picker_shows_the_whole_city() -> None:
    text = show("{% place_picker %}")
    assert "Kaart van Vlaardingen." in text
    assert 'name="lat" value=""' in text
    assert text.count("<option") == 41


def test_a_picker_with_a_place_outside_still_shows(database: None) -> None:
    assert "Kaart van Vlaardingen." in show("{% place_picker lat=52.37 lon=4.89 %}")
