"""Finding an address by what somebody types."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.geo import api, areas
from baken.geo.address_import import load_fictional
from baken.geo.models import Address
from baken.geo.queries import Asked, parse


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Nergensmolenweg 12a", Asked("nergensmolenweg", "", 12, "A")),
        ("  nergens  molenweg, 12 - a ", Asked("nergensmolenweg", "", 12, "A")),
        ("'s-Gravenweg", Asked("sgravenweg")),
        ("Wég 3", Asked("weg", "", 3)),
        ("2e Verzonnenpad 4", Asked("2everzonnenpad", "", 4)),
        ("3131 ab 7", Asked("", "3131AB", 7)),
        ("3131", Asked("", "3131")),
        ("3131QA", Asked("", "3131QA")),
        ("ab", None),
        ("12", None),
        ("123456", None),
        ("!!!", None),
        ("", None),
        ("x" * 81, None),
    ],
)
def test_what_is_typed_is_taken_apart(text: str, asked: Asked | None) -> None:
    assert parse(text) == asked


@given(st.text(max_size=90))
def test_any_text_is_taken_apart_quickly(text: str) -> None:
    start = time.perf_counter()
    parse(text)
    assert time.perf_counter() - start < 0.5


@pytest.fixture
def demo(database: None) -> list[Address]:
    areas.forget()
    load_fictional(count=800)
    return list(Address.objects.order_by("bag_id"))


def test_street_and_number(demo: list[Address]) -> None:
    some = next(row for row in demo if not row.letter)
    found = api.addresses(f"{some.street} {some.number}")
    assert found[0].bag_id == some.bag_id
    assert {one.number for one in found} == {some.number}


def test_part_of_a_street_gives_streets(demo: list[Address]) -> None:
    found = api.addresses("verzonnen")
    assert len({one.street for one in found}) == len(found) > 1
    assert all(one.street.startswith("Verzonnen") for one in found)


def test_a_middle_part_is_found_after_those_that_begin_with_it(demo: list[Address]) -> None:
    found = [one.street for one in api.addresses("straat")]
    assert len(found) == 8
    assert all("straat" in street for street in found)


def test_one_street_gives_its_first_numbers(demo: list[Address]) -> None:
    street = demo[0].street
    found = api.addresses(street)
    assert len(found) > 1
    assert {one.street for one in found} == {street}
    numbers = [one.number for one in found]
    assert numbers == sorted(numbers)


def test_a_postcode_finds_its_street(demo: list[Address]) -> None:
    some = demo[50]
    spaced = f"{some.postcode[:4]} {some.postcode[4:].lower()}"
    assert {one.street for one in api.addresses(spaced)} == {some.street}
    assert api.addresses(f"{spaced} {some.number}")[0].number == some.number


def test_never_more_than_asked_and_wildcards_are_plain_letters(demo: list[Address]) -> None:
    assert len(api.addresses("str", limit=3)) == 3
    assert api.addresses("%%%") == []
    assert api.addresses("___") == []
    assert api.addresses("bestaatniet") == []
