"""What the browser asks for: layers, addresses, places, within limits."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from baken.geo import areas
from baken.geo.address_import import load_fictional
from baken.geo.models import Address


@pytest.fixture(autouse=True)
def fresh(database: None) -> None:
    areas.forget()


def ask(path: str, **data: Any) -> HttpResponse:
    """As a client of its own, so that the limit of one test does not reach the next."""
    client = Client(REMOTE_ADDR=str(uuid4()), headers=data.pop("headers", None))
    return client.get(path, data)  # type: ignore[return-value]


def test_layers_are_geojson_that_may_be_kept() -> None:
    answer = ask("/kaart/gebieden.json")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/geo+json"
    assert "max-age=86400" in answer["Cache-Control"]
    document = json.loads(answer.content)
    kinds = [feature["properties"]["kind"] for feature in document["features"]]
    assert (kinds.count("buurt"), kinds.count("neighbour"), kinds.count("road")) == (40, 3, 1)
    assert document["credit"] == "CBS, Wijk- en Buurtkaart 2016"
    assert len(answer.content) < 60_000
    wijken = json.loads(ask("/kaart/gebieden.json", level="wijk").content)
    assert sum(f["properties"]["kind"] == "wijk" for f in wijken["features"]) == 8


def test_an_unchanged_layer_is_not_sent_again() -> None:
    tag = ask("/kaart/gebieden.json")["ETag"]
    again = ask("/kaart/gebieden.json", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = ask("/kaart/gebieden.json", level="wijk", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_an_unknown_layer_is_refused() -> None:
    answer = ask("/kaart/gebieden.json", level="<script>")
    assert answer.status_code == 400
    assert json.loads(answer.content) == {"message": "Kies buurt of wijk."}


def test_addresses_as_json() -> None:
    load_fictional(count=400)
    street = Address.objects.order_by("bag_id")[0].street
    rows = json.loads(ask("/kaart/adressen", q=street).content)["addresses"]
    assert 1 < len(rows) <= 8
    assert set(rows[0]) == {
        "bag_id", "line", "where", "postcode", "lat", "lon", "buurt", "fictional",
    }  # fmt: skip
    assert rows[0]["line"].startswith(street)


def test_addresses_as_a_fragment_with_choices() -> None:
    load_fictional(count=400)
    row = Address.objects.order_by("bag_id")[0]
    answer = ask("/kaart/adressen", q=row.street, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert f'value="{row.bag_id}"' in text
    assert "Welk adres bedoelt u?" in text
    assert "(verzonnen adres)" in text
    assert "<html" not in text


def test_streets_of_a_buurt_with_their_houses() -> None:
    load_fictional(count=800)
    streets = json.loads(ask("/kaart/straten.json", buurt="BU06220203").content)["streets"]
    rows = Address.objects.filter(buurt_id="BU06220203")
    assert sum(map(len, streets.values())) == rows.count() > 10
    first = rows.order_by("street", "number")[0]
    assert streets[first.street][0] == [first.lat, first.lon, f"{first.number}{first.letter}"]
    assert ask("/kaart/straten.json", buurt="BU9").status_code == 404


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("", 200, "Typ minstens 3"),
        ("ab", 200, "Typ minstens 3"),
        ("bestaat niet 3", 200, "geen adres dat hierop lijkt"),
        ("x" * 81, 400, "te lang"),
        ("x" * 5000, 400, "te lang"),
        ("weg\x00", 400, "onzichtbaar teken"),
        ("w\u202eeg", 400, "onzichtbaar teken"),
        ("'; drop table geo_address --", 200, "geen adres"),
    ],
)
def test_other_questions_get_a_sentence(text: str, status: int, words: str) -> None:
    answer = ask("/kaart/adressen", q=text)
    assert answer.status_code == status
    assert words in json.loads(answer.content)["message"]
    fragment = ask("/kaart/adressen", q=text, format="html")
    assert words in fragment.content.decode()


def test_a_place_is_named() -> None:
    answer = ask("/kaart/plek", lat="51.912572", lon="4,331445")
    assert answer["Cache-Control"] == "no-store"
    assert json.loads(answer.content) == {
        "buurt": "BU06220101", "wijk": "WK062201", "where": "Indische buurt, Centrum",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        ("", "", "number"),
        ("abc", "4.3", "number"),
        ("nan", "nan", "number"),
        ("1e999", "0", "number"),
        ("0", "0", "zero"),
        ("4.331445", "51.912572", "swapped"),
        ("83900", "435900", "rd"),
        ("52.37", "4.89", "outside"),
    ],
)
def test_a_wrong_place_is_explained(lat: str, lon: str, code: str) -> None:
    answer = ask("/kaart/plek", lat=lat, lon=lon)
    assert answer.status_code == 422
    body = json.loads(answer.content)
    assert body["code"] == code
    assert body["message"]
    assert bool(body["suggestion"]) == (code in ("swapped", "rd"))


def test_who_asks_too_fast_has_to_wait() -> None:
    client = Client(REMOTE_ADDR="203.0.113.7")
    answers = [client.get("/kaart/plek", {"lat": 0, "lon": 0}) for _ in range(200)]
    assert answers[0].status_code == 422
    assert {answer.status_code for answer in answers} == {422, 429}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert "Wacht een paar tellen" in json.loads(refused.content)["message"]


def test_only_reading_is_possible() -> None:
    for path in ("/kaart/gebieden.json", "/kaart/adressen", "/kaart/plek"):
        assert Client().post(path).status_code in (403, 405)
