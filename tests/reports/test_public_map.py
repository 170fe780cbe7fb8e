"""The public map: late, coarse, of public space alone, with a table and a file beside it."""

from django.test import Client

from tests.reports.test_nearby import WORDS, placed, spot  # noqa: F401

PAGE = "/melden/kaart/"


def test_everyone_sees_counts_and_the_newest_and_no_words(spot):  # noqa: F811
    number = placed(spot)
    placed(spot, days=0)
    placed(spot, code="housing.crowded")
    page = Client().get(PAGE).content.decode()
    assert "1 melding over de openbare ruimte" in page
    assert page.count("Afval op straat") == 1
    assert WORDS not in page
    assert "<svg" in page
    rows = Client().get(PAGE, {"als": "csv"}).content.decode().splitlines()
    assert len(rows) == 2
    assert rows[1].startswith(number)
    assert WORDS not in rows[1]


def test_a_kind_narrows_it_and_nothing_is_said_in_words(city):
    page = Client().get(PAGE, {"soort": "unsafe"}).content.decode()
    assert "Er is nu niets te tonen" in page
    assert Client().get(PAGE, {"soort": "' or 1=1"}).status_code == 200
