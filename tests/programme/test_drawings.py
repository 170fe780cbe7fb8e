"""Charts and maps with an address of their own: whole, open to any site, nothing runs in them."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.city import City

SVG = "{http://www.w3.org/2000/svg}"
ROWS = re.compile(r'<th scope="row"[^>]*>(?:<a[^>]*>)?([^<]+)')
DRAWINGS = {
    "/cijfers/I-MISDRIJVEN-POL.svg": "Raadsmemo 2019: 3.820",
    "/cijfers/I-STRAATROOF/doel.svg": "Niet gehaald",
    "/cijfers/I-GELUIDHINDER/kaart-wijk.svg": "Holy-Zuid",
    "/cijfers/I-RONDKOMEN/kaart-buurt.svg": "geen gegevens",
    "/wijk/WK062202/I-EENZAAM.svg": "17,4 wijk",
}


@pytest.mark.parametrize(("url", "words"), DRAWINGS.items())
def test_a_drawing_stands_by_itself_on_any_site(plan: City, url: str, words: str) -> None:
    answer = Client().get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not answer.cookies
    root = ElementTree.fromstring(answer.content)
    names = {str(item.get("id")) for item in root.iter() if item.get("id")}
    assert set(str(root.get("aria-labelledby")).split()) <= names
    assert root.findtext(f"{SVG}title")
    text = "".join(root.itertext())
    assert words in text
    assert "Bron: " in text
    assert "Gemeente" in text
    assert not re.search(rb"<(style|script|a|image|use|foreignObject)[ >]", answer.content)
    assert not re.search(rb"\s(style|on[a-z]+|class|href)=", answer.content)


def test_a_drawing_is_the_same_for_every_reader(plan: City) -> None:
    """The address says the language; who asks again is told that nothing changed."""
    url = "/cijfers/I-MISDRIJVEN-POL.svg"
    dutch = Client().get(url, headers={"accept-language": "en"})
    assert "Bron: " in dutch.content.decode()
    assert "Source: " in Client().get(f"{url}?taal=en").content.decode()
    assert Client().get(url, headers={"if-none-match": dutch["ETag"]}).status_code == 304
    assert "attachment" in Client().get(f"{url}?bewaar=1")["Content-Disposition"]


@pytest.mark.parametrize("url", [
    "/cijfers/I-BRP.svg", "/cijfers/NIETS.svg", "/cijfers/I-BRP/doel.svg",
    "/cijfers/I-STRAATROOF/kaart-wijk.svg",
    "/wijk/WK999999/I-EENZAAM.svg", "/wijk/WK062202/I-BRP.svg", "/wijk/WK999999.csv",
])  # fmt: skip
def test_what_cannot_be_drawn_is_not_there(plan: City, url: str) -> None:
    assert Client().get(url).status_code == 404


def test_under_each_figure_stands_how_to_use_it(plan: City) -> None:
    page = Client().get("/cijfers/I-GELUIDHINDER/").content.decode()
    code = "&lt;img src=&quot;http://testserver/cijfers/I-GELUIDHINDER.svg&quot; alt="
    assert code in page
    assert "/cijfers/I-GELUIDHINDER/kaart-wijk.svg?bewaar=1" in page
    area = Client().get("/wijk/WK062202/").content.decode()
    assert area.count("?bewaar=1") == 6
    rows = Client().get("/wijk/WK062202.csv").content.decode().splitlines()
    assert len(rows) == 7
    assert rows[0] == "indicator,cijfer,wijk,2012,2016,2020,stad,bronnen"


@pytest.mark.parametrize("query", ["", "?per=buurt", "?cijfer=I-RONDKOMEN&per=buurt", "?cijfer=x"])
def test_the_city_by_wijk_and_by_buurt_in_one_fixed_order(plan: City, query: str) -> None:
    Client().get(f"/wijk/{query}")
    with CaptureQueriesContext(connection) as asked:
        page = Client().get(f"/wijk/{query}").content.decode()
    assert len(asked) <= 12
    names = ROWS.findall(page)
    assert len(names) == (41 if "buurt" in query else 9)
    assert "geen ranglijst" in page
    level = "&per=buurt" if "buurt" in query else ""
    other = Client().get(f"/wijk/?cijfer=I-EENZAAM{level}").content.decode()
    assert names == ROWS.findall(other)


def test_promises_stand_by_what_came_of_them(plan: City) -> None:
    page = Client().get("/plan/beloofd/").content.decode()
    heads = re.findall(r'<h2 id="([a-z-]+)"', page)
    assert heads == ["niet-gehaald", "gehaald", "loopt", "niet-bekend"]
    assert re.search(r"Van de \d+ beloften zijn er 2 gehaald of besloten, en 2 niet gehaald", page)


def test_counted_and_perceived_stand_apart(plan: City) -> None:
    page = Client().get("/cijfers/").content.decode()
    parts = re.split(r"<h2>", page)
    counted = next(part for part in parts if part.startswith("Geteld"))
    felt = next(part for part in parts if part.startswith("Ervaren"))
    assert "/cijfers/I-STRAATROOF/" in counted
    assert "ONVEILIG" not in counted
    assert re.findall(r"/cijfers/(I-[A-Z0-9-]+)/", felt) == [
        "I-ONVEILIG-BUURT-2019", "I-ONVEILIG-BUURT-VM"]  # fmt: skip
