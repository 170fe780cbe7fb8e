"""The kit in a real browser: axe, width, keys, and nothing that the policy refuses."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from baken.core.headers import CSP
from tests.core import gallery

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.walk

HOST = "http://baken.test"
HERE = Path(__file__).parent / "gallery"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
NAMES = list(gallery.pages())


def markup(name: str) -> str:
    """The page as the server would send it."""
    template, context = gallery.pages()[name]
    request = RequestFactory().get(f"/{name}")
    with translation.override("nl"):
        if "/" in template:
            return render_to_string(template, context, request)
        source = (HERE / template).read_text()
        return str(engines["django"].from_string(source).render(context, request))


def answer(route: "Route") -> None:
    """Serve pages and static files without a server; everything else does not exist."""
    path = route.request.url.removeprefix(HOST).split("?")[0].split("#")[0]
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        assert isinstance(found, str), f"no file for {path}"
        kind = KINDS.get(Path(found).suffix, "application/octet-stream")
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)
    elif path.strip("/") in NAMES:
        policy = {"Content-Security-Policy": CSP.format(tiles="")}
        body = markup(path.strip("/"))
        route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=policy)
    else:
        route.fulfill(status=404, body=f"unknown: {route.request.url}")


def opened(chromium: "Browser", name: str, width: int = 1280, **options: Any) -> "Page":
    page = chromium.new_page(viewport={"width": width, "height": 900}, **options)
    page.route("**/*", answer)
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda message: page.complaints.append(message.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.goto(f"{HOST}/{name}")
    return page


def violations(page: "Page") -> list[Any]:
    """What axe finds: rule and elements."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [(v["id"], [n["target"] for n in v["nodes"]]) for v in found.response["violations"]]


@pytest.mark.parametrize("name", NAMES)
def test_page_is_accessible_fits_and_obeys_the_policy(chromium: "Browser", name: str) -> None:
    page = opened(chromium, name)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.complaints == []  # type: ignore[attr-defined]
    page.close()


TRACKS = """() => [...document.querySelectorAll(".split, .hero .wrap, .desk, .case-grid, .two")]
    .filter((grid) => getComputedStyle(grid).gridTemplateColumns.split(" ").length > 1)
    .map((grid) => grid.className)"""


def test_columns_stack_on_a_phone(chromium: "Browser") -> None:
    for name in ("public", "work", "desk", "conflict", "paper"):
        page = opened(chromium, name, 390)
        assert page.evaluate(TRACKS) == []
        page.close()


def test_first_tab_is_the_way_to_the_content(chromium: "Browser") -> None:
    page = opened(chromium, "work")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_the_error_summary_has_the_focus(chromium: "Browser") -> None:
    page = opened(chromium, "step")
    assert page.evaluate("document.activeElement.className") == "err-sum"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_story"


def test_keys_search_walk_the_list_and_can_be_switched_off(chromium: "Browser") -> None:
    page = opened(chromium, "desk")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "Afval" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "zoek"
    page.keyboard.press("j")
    assert page.input_value("#zoek") == "j"
    page.get_by_role("button", name="Toetsen").click()
    page.get_by_label("Toetsen gebruiken").uncheck()
    page.get_by_role("button", name="Sluit").click()
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "zoek"


def test_typed_text_comes_back_on_a_public_form(chromium: "Browser") -> None:
    page = opened(chromium, "step")
    page.fill("#id_since", "sinds de zomer")
    page.reload()
    assert page.input_value("#id_since") == "sinds de zomer"
    assert page.input_value("#id_phone") == "06 1234 567"


def test_leaving_unsent_work_asks_first(chromium: "Browser") -> None:
    page = opened(chromium, "conflict")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#samen-1", "samen")
    page.goto(f"{HOST}/404")
    assert asked == ["beforeunload"]


def test_leaving_quickly_leaves_no_way_back(chromium: "Browser") -> None:
    page = opened(chromium, "public")
    page.goto(f"{HOST}/step")
    page.fill("#id_since", "geheim")
    with page.expect_navigation(url="https://www.knmi.nl/"):
        page.get_by_role("link", name="Snel weg").click()
    page.go_back()
    assert page.url == f"{HOST}/public"
    assert page.evaluate("sessionStorage.length") == 0


def test_forced_colours_keep_the_current_step(chromium: "Browser") -> None:
    page = opened(chromium, "work", forced_colors="active")
    outline = "getComputedStyle(document.querySelector('.ladder .now .step')).outlineStyle"
    assert page.evaluate(outline) == "solid"
