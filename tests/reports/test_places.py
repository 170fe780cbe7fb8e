"""Where it is: an address, a point, a buurt, words, a mistake, or nothing."""

import pytest
from django.http import QueryDict
from django.test import Client

from baken.core.acting import PUBLIC, acting_as
from baken.geo import fiction
from baken.geo.areas import atlas
from baken.geo.models import Address, SourceFile
from baken.geo.rows import street_key
from baken.reports.intake.draft import Draft
from baken.reports.intake.places import read_place
from tests.reports.tools import draft, sealed_in

pytestmark = pytest.mark.usefixtures("database")
IN_WETERING = {"lat": "51.9083", "lon": "4.3175"}


def read(fields, *, search=False):
    data = QueryDict(mutable=True)
    data.update(fields)
    with acting_as(PUBLIC):
        return read_place(draft(placed=False), data, search=search)


@pytest.fixture
def addresses():
    """A hundred invented addresses."""
    source, _made = SourceFile.objects.using("keeper").get_or_create(
        kind="addresses", sha256="0" * 64, defaults={"name": "test", "rows": 200}
    )
    with acting_as(PUBLIC):
        made = list(fiction.addresses(atlas(), prefix="0622", count=400))[:200]
    Address.objects.using("keeper").bulk_create(
        [
            Address(bag_id=a.bag_id, street=a.street, street_key=street_key(a.street),
                    number=a.number, letter=a.letter, addition=a.addition, postcode=a.postcode,
                    buurt_id=a.buurt_code, lat=a.lat, lon=a.lon, fictional=True, source=source)
            for a in made
        ]
    )  # fmt: skip
    return made


def test_an_address_from_the_list(addresses):
    one = addresses[3]
    answer = read({"address": one.bag_id, "query": "iets"})
    assert answer.done
    assert answer.draft.address == f"{one.street} {one.number}{one.letter}"
    assert (answer.draft.buurt, answer.draft.lat) == (one.buurt_code, one.lat)


def test_an_exact_address_is_taken_at_once(addresses):
    one = next(a for a in addresses if not a.letter)
    answer = read({"query": f"{one.street} {one.number}"})
    assert answer.done
    assert answer.draft.bag_id == one.bag_id


def test_half_a_street_gives_rows_to_choose_from(addresses):
    street = addresses[0].street[:9]
    answer = read({"query": street})
    assert not answer.done
    assert answer.hits
    assert answer.problems == [{"text": "Kies welk adres u bedoelt.", "id": "adres-0"}]
    page = Client().post("/melden/waar/", {"staat": draft().seal(), "query": street, "zoek": "1"})
    assert page.status_code == 422
    assert 'type="radio" name="address"' in page.content.decode()
    assert Draft.open(sealed_in(page)).query == street


def test_words_that_are_no_address():
    answer = read({"query": "bij de grote boom"})
    assert "geen adres" in answer.problems[0]["text"]
    assert read({"query": "bij de grote boom", "buurt": "BU06220203"}).draft.address == (
        "bij de grote boom"
    )


def test_a_point_on_the_map():
    answer = read(IN_WETERING)
    assert answer.done
    assert answer.draft.wijk == "WK062202"


def test_a_buurt_without_more():
    answer = read({"buurt": "BU06220203"})
    assert (answer.draft.buurt, answer.draft.wijk) == ("BU06220203", "WK062202")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"lat": "4.3175", "lon": "51.9083"}, "omgewisseld"),
        ({"lat": "82500", "lon": "435700"}, "RD"),
        ({"lat": "0", "lon": "0"}, "midden op zee"),
        ({"lat": "nan", "lon": "inf"}, "geen getal"),
        ({"lat": "x" * 5000, "lon": "4"}, "geen getal"),
        ({"lat": "51.9083"}, "geen getal"),
        ({"lat": "51.92", "lon": "4.40"}, "Schiedam"),
        ({"lat": "48.85", "lon": "2.35"}, "niet in Vlaardingen"),
        ({"lat": "1e308", "lon": "1e308"}, "geen plek op aarde"),
        ({}, "Typ een straat, kies een buurt"),
        ({"buurt": "BU99999999"}, "Typ een straat, kies een buurt"),
        ({"buurt": "WK062202"}, "Typ een straat, kies een buurt"),
        ({"address": "9999999999999999"}, "Typ een straat, kies een buurt"),
        ({"address": "'; drop table x"}, "Typ een straat, kies een buurt"),
        ({"query": "a" * 5000}, "te lang"),
        ({"query": "straat\u202e12"}, "onzichtbaar teken"),
        ({"query": "straat\x0012"}, "onzichtbaar teken"),
    ],
)
def test_what_is_no_place_is_explained(fields, sentence):
    answer = read(fields)
    assert not answer.done
    assert sentence in answer.problems[0]["text"]
    page = Client().post("/melden/waar/", {"staat": draft().seal(), **fields})
    assert page.status_code == 422


def test_a_swapped_place_can_be_taken_as_meant():
    page = Client().post("/melden/waar/", {"staat": draft().seal(), "lat": "4.3175",
                                           "lon": "51.9083"})  # fmt: skip
    assert "Ja, ik bedoel" in page.content.decode()
    answer = read({"bedoeld": "51.9083;4.3175", "lat": "4.3175", "lon": "51.9083"})
    assert answer.done
    assert not read({"bedoeld": "x;y;z", "lat": "", "lon": ""}).done


def test_a_place_next_door_leads_to_the_site_of_the_neighbour(city):
    page = Client().post("/melden/waar/", {
        "staat": draft(placed=False).seal(), "lat": "51.92", "lon": "4.40",
    })  # fmt: skip
    assert page.status_code == 422
    assert 'href="https://www.schiedam.nl/"' in page.content.decode()
