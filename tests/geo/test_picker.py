"""The place picker in a real browser: keyboard, pin, device, and a policy that forbids styles.

The pages are handed to the browser from memory, static files from disk.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from django.template import Context, Template
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from baken.geo import api, areas
from baken.geo.address_import import load_fictional
from baken.geo.models import Address

pytestmark = pytest.mark.walk
# Only a secure origin may ask for the place of the device.
SITE = "http://localhost"
ROOT = Path("src/baken").resolve()
PAGE = """{% load geo static %}<!doctype html><html lang="nl"><head><title>Waar is het?</title>
<link rel="stylesheet" href="{% static "baken/build/baken.css" %}">
<link rel="stylesheet" href="{% static "baken/css/tokens.css" %}"></head>
<body class="utrecht-document voorbeeld-theme baken pub"><main><h1>Waar is het?</h1>
<form>{% place_picker query=query lat=lat lon=lon %}</form></main></body></html>"""
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


FIGURE = """{% load geo static %}<!doctype html><html lang="nl"><head><title>Kaart</title>
<link rel="stylesheet" href="{% static "baken/build/baken.css" %}">
<link rel="stylesheet" href="{% static "baken/css/tokens.css" %}"></head>
<body class="utrecht-document voorbeeld-theme baken pub"><main><h1>Kaart</h1>
{% area_map figure %}</main></body></html>"""


class Site:
    """Answers made beforehand, and every question the browser asked."""

    def __init__(self) -> None:
        self.answers = {
            "/": Template(PAGE).render(Context({"query": "", "lat": None, "lon": None})),
            "/figuur": Template(FIGURE).render(Context({"figure": _figure()})),
            "/wijk/WK062202": "<h1>Westwijk</h1>",
            "/kaart/gebieden.json": Client().get("/kaart/gebieden.json").content.decode(),
        }
        self.addresses = Client().get("/kaart/adressen", {"q": "verzonnen"}).content.decode()
        self.policy = str(Client().get("/kaart/gebieden.json")["Content-Security-Policy"])
        self.asked: list[str] = []

    def answer(self, route: Any) -> None:
        url = urlparse(route.request.url)
        self.asked.append(f"{url.path}?{url.query}")
        if url.path.startswith("/static/"):
            self._file(route, url.path.removeprefix("/static/"))
        elif url.path == "/kaart/adressen":
            known = parse_qs(url.query)["q"][0].startswith("verzonnen")
            body = self.addresses if known else '{"addresses": [], "message": "Niets."}'
            route.fulfill(body=body, content_type="application/json")
        elif url.path == "/kaart/straten.json":
            route.fulfill(body='{"streets": {}}', content_type="application/json")
        elif url.path in self.answers:
            kind = "application/json" if url.path.endswith(".json") else "text/html"
            headers = {"Content-Security-Policy": self.policy, "Content-Type": kind}
            route.fulfill(body=self.answers[url.path], headers=headers)
        else:
            route.fulfill(status=404, body="")

    def _file(self, route: Any, name: str) -> None:
        for folder in (ROOT / "core/static", ROOT / "geo/static"):
            if (folder / name).exists():
                kind = TYPES.get(Path(name).suffix, "application/octet-stream")
                route.fulfill(body=(folder / name).read_bytes(), content_type=kind)
                return
        route.fulfill(status=404, body="")


def _figure() -> api.Figure:
    values = {area.code: float(index) for index, area in enumerate(api.wijken())}
    hrefs = {area.code: f"/wijk/{area.code}" for area in api.wijken()}
    return api.figure(values, title="Een cijfer per wijk", hrefs=hrefs, unit="procent")


@pytest.fixture
def site(database: None) -> Site:
    areas.forget()
    load_fictional(count=800)
    return Site()


Open = Callable[..., Any]


@pytest.fixture
def open_page(site: Site, chromium: Browser) -> Iterator[Open]:
    """Opens the picker at a width; script errors and refused styles fail the test."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def start(width: int = 1280, path: str = "/", **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda m: faults.append(m.text) if "Security" in m.text else None)
        page.route("**/*", site.answer)
        page.goto(f"{SITE}{path}")
        return page

    yield start
    for context in contexts:
        context.close()
    assert faults == []


def fields(page: Any) -> dict[str, str]:
    names = ("query", "address", "lat", "lon", "buurt")
    return {name: page.input_value(f"[name={name}]") for name in names}


@pytest.mark.parametrize("width", [1280, 390])
def test_an_address_is_found_and_taken_by_keyboard(open_page: Open, site: Site, width: int) -> None:
    page = open_page(width)
    if width <= 700:
        assert page.locator(".leaflet-container").count() == 0
        page.get_by_role("button", name="Wijs aan op de kaart").click()
    page.wait_for_selector(".leaflet-container")
    page.locator("#plek").press_sequentially("verzonnen")
    page.wait_for_selector("[role=option]")
    assert page.get_attribute("#plek", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#plek", "aria-activedescendant") == "plek-lijst-1"
    page.keyboard.press("Enter")
    second = json.loads(site.addresses)["addresses"][1]
    chosen = fields(page)
    assert (chosen["query"], chosen["address"]) == (second["line"], second["bag_id"])
    assert chosen["buurt"] == second["buurt"]
    assert second["line"] in page.inner_text("#plek-uitleg")
    assert page.locator(".place-pin").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_clicking_and_steering_the_pin(open_page: Open, site: Site) -> None:
    page = open_page()
    room = page.wait_for_selector(".leaflet-container")
    box = room.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.68)
    before = fields(page)
    assert before["buurt"].startswith("BU0622")
    page.focus(".place-pin")
    page.keyboard.press("ArrowUp")
    assert float(fields(page)["lat"]) == pytest.approx(float(before["lat"]) + 9e-5, abs=2e-6)
    room.focus()
    page.keyboard.press("Enter")
    assert fields(page)["lat"] != before["lat"]
    assert not [asked for asked in site.asked if "/kaart/plek" in asked]


def test_the_device_s_place(open_page: Open) -> None:
    here = {"latitude": 51.9105, "longitude": 4.3398}
    page = open_page(geolocation=here, permissions=["geolocation"])
    page.click("[data-place-here]")
    page.wait_for_function("document.querySelector('[name=lat]').value !== ''")
    assert fields(page)["buurt"] == "BU06220103"
    assert "Centrum" in page.inner_text("#plek-uitleg")


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        (51.92, 4.39, "Deze plek ligt in Schiedam, niet in Vlaardingen."),
        (52.37, 4.89, "Deze plek ligt niet in Vlaardingen."),
    ],
)
def test_a_device_elsewhere(open_page: Open, lat: float, lon: float, words: str) -> None:
    where = {"latitude": lat, "longitude": lon}
    page = open_page(geolocation=where, permissions=["geolocation"])
    page.click("[data-place-here]")
    page.wait_for_function("document.querySelector('#plek-uitleg').textContent.includes('ligt')")
    assert words in page.inner_text("#plek-uitleg")
    assert fields(page)["lat"] == ""


def test_a_device_that_may_not_tell(open_page: Open) -> None:
    page = open_page()
    page.click("[data-place-here]")
    page.wait_for_function("document.querySelector('#plek-uitleg').textContent.includes('toestem')")
    assert "U gaf geen toestemming" in page.inner_text("#plek-uitleg")


def test_choosing_a_buurt_from_the_list_lets_go_of_the_pin(open_page: Open) -> None:
    here = {"latitude": 51.9105, "longitude": 4.3398}
    page = open_page(geolocation=here, permissions=["geolocation"])
    page.click("[data-place-here]")
    page.wait_for_selector(".place-pin")
    page.select_option("[name=buurt]", "BU06220203")
    assert fields(page)["lat"] == fields(page)["lon"] == ""
    assert page.locator(".place-pin").count() == 0
    assert page.inner_text("#plek-uitleg") == "Gekozen plek: Wetering, Westwijk"


def test_without_script_the_map_and_the_list_are_there(open_page: Open) -> None:
    page = open_page(390, java_script_enabled=False)
    assert page.locator("svg.map--place").count() == 1
    assert page.locator("[name=buurt] option").count() == 41
    assert not page.locator("[data-place-here]").is_visible()


def test_no_axe_violations_with_the_list_open(open_page: Open) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(bypass_csp=True)
    page.wait_for_selector(".leaflet-container")
    page.locator("#plek").press_sequentially("verzonnen")
    page.wait_for_selector("[role=option]")
    found = Axe().run(page).response["violations"]
    assert [violation["id"] for violation in found] == []


def test_a_map_grows_and_shrinks_and_a_drag_follows_no_link(open_page: Open, site: Site) -> None:
    page = open_page(path="/figuur")
    assert not [asked for asked in site.asked if "vendor/leaflet" in asked]
    page.get_by_role("button", name="Vergroot de kaart").click()
    box = page.wait_for_selector(".leaflet-container").bounding_box()
    page.click(".leaflet-control-zoom-in")
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 30, steps=5)
    page.mouse.up()
    assert page.url == f"{SITE}/figuur"
    page.get_by_role("button", name="Terug naar de hele kaart").click()
    assert page.locator(".leaflet-container").count() == 0
    page.get_by_role("link", name="Westwijk: 1 procent").focus()
    assert page.inner_text(".map-readout") == "Westwijk: 1 procent"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{SITE}/wijk/WK062202")


def test_the_demo_has_addresses_to_find(site: Site) -> None:
    assert Address.objects.filter(street__startswith="Verzonnen").exists()
