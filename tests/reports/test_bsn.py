"""A number that may be a BSN is asked back before anything is kept; something else may pass."""

from uuid import uuid4

import pytest
from django.test import Client

from baken.core.text import holds_bsn
from baken.reports.models import Content, Event, Message
from tests.reports.test_taking_down import PAGE, filled
from tests.reports.tools import draft, follow_code, keeper_get, send, stored, tell

BSN = "111222333"  # passes the 11-proef; the tax office gives no such number
ASKED = "een burgerservicenummer (BSN) kan zijn"


def words(response):
    return response.content.decode()


@pytest.mark.parametrize(
    "text", [BSN, "bsn:111222333.", "111 222 333", "1112.22.333", "111-222-333", "nr 12 111222333"]
)
def test_what_may_be_one(text):
    assert holds_bsn(text)


@pytest.mark.parametrize(
    "text",
    ["", "111222334", "000000000", "1112223330", "06 11122233", "kenteken 12-AB-34", "11122233",
     "M-1112-2233 en 3"],
)  # fmt: skip
def test_what_is_none(text):
    assert not holds_bsn(text)


def test_a_resident_leaves_it_out_or_says_that_it_is_something_else(database):
    sealed, text = draft(), f"Mijn nummer is {BSN}"
    page = send(Client(), sealed, text=text)
    assert page.status_code == 422
    assert ASKED in words(page)
    assert text in words(page)
    assert 'name="no_bsn"' in words(page)
    assert not stored().exists()
    assert send(Client(), sealed, text="Zonder nummer").status_code == 200
    assert send(Client(), draft(), text=text, no_bsn="on").status_code == 200
    assert Content.objects.using("keeper").filter(text=text).count() == 1


def test_the_tick_is_there_only_for_a_text_that_asks_for_it(database):
    page = send(Client(), draft(), text="", no_bsn="on")
    assert page.status_code == 422
    assert "no_bsn" not in words(page)


def test_not_in_a_message_and_not_in_a_place(database):
    report = tell()
    data = {"text": BSN, "nonce": str(uuid4()), "website": ""}
    page = Client().post(f"/volgen/{follow_code(report)}/bericht/", data)
    assert page.status_code == 422
    assert ASKED in words(page)
    assert not Message.objects.using("keeper").exists()
    sealed = draft(placed=False, buurt="", wijk="")
    place = Client().post("/melden/waar/", {"staat": sealed.seal(), "query": f"Dorp {BSN}",
                                            "buurt": "BU06220203"})  # fmt: skip
    assert place.status_code == 422
    assert "Typ alleen een straat" in words(place)


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("vraag", {"text": f"Klopt {BSN}?"}),
        ("antwoord", {"text": f"U bent {BSN}", "result": "solved"}),
        ("soort", {"subject": "housing.landlord", "reason": f"Zegt {BSN}"}),
    ],
)
def test_the_desk_is_asked_the_same(client_as, step, fields):
    report, client = tell(), client_as("desk")
    address = f"/werk/meldingen/{report.id}/{step}/"
    assert "no_bsn" not in words(client.get(address))
    page = client.post(address, {"version": 1, **fields})
    assert page.status_code == 422
    assert ASKED in words(page)
    assert keeper_get(report.id).version == 1
    assert client.post(address, {"version": 1, **fields, "no_bsn": "on"}).status_code == 302
    assert Event.objects.using("keeper").filter(report=report).count() == 2


def test_nor_is_it_written_down_for_a_caller(client_as):
    page = client_as("desk").post(PAGE, filled(text=f"Beller noemt {BSN}"))
    assert page.status_code == 422
    assert ASKED in words(page)
    assert not stored().exists()
