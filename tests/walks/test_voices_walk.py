"""Somebody reacts to a paper, with script and without; the clerk places it, the city answers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from baken.core.acting import PUBLIC, acting_as
from baken.programme import demo
from baken.programme.queries.papers import published
from baken.programme.voices.models import Reaction
from tests.city import City
from tests.walks.walk import Begin, follow

pytestmark = pytest.mark.walk
WORDS = "Bij de speeltuin is het donker. (verzonnen)"


@pytest.fixture
def url(city: City) -> Iterator[str]:
    cache.clear()
    demo.fill(now=timezone.now())
    with acting_as(PUBLIC):
        (paper,) = published()
    yield f"/raadsstukken/{paper.slug}/"
    cache.clear()


def newest() -> Reaction:
    found = Reaction.objects.using("keeper").order_by("-made_at").first()
    assert found is not None
    return found


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_from_a_paragraph_to_the_city_s_answer(url: str, begin: Begin, size: str) -> None:
    walk = begin(size, "reactie")
    page = walk.visit("", url, "stuk", "Antwoord van de gemeente")
    follow(page.get_by_role("link", name="Reageer op Grip op leefbaarheid"))
    walk.look(page, "formulier")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("alert")).to_be_focused()
    walk.look(page, "leeg")
    page.get_by_label("Uw reactie").fill(WORDS)
    page.get_by_label("Uw reactie").press("Tab")
    expect(page.get_by_label("Uw naam")).to_be_focused()
    page.get_by_label("Uw naam").press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Verstuur")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Uw bericht is binnen")).to_be_visible()
    walk.look(page, "binnen")
    own = page.url.partition("?")[0]
    one = newest()
    assert (one.text, one.proven, one.paragraph) == (WORDS, True, "Grip op leefbaarheid")

    clerk = walk.visit("clerk", "/werk/reacties/", "balie", "wacht")
    follow(clerk.get_by_role("link", name=WORDS[:30]))
    walk.look(clerk, "een")
    clerk.get_by_role("button", name="Plaats", exact=True).click()
    adviser = walk.visit("adviser", f"/werk/reacties/{one.id}/antwoord/", "antwoord")
    adviser.get_by_label("Antwoord van de gemeente").fill("Er komt een lamp. (verzonnen)")
    adviser.get_by_role("button", name="Zet het antwoord eronder").click()

    walk.visit("", url, "geplaatst", "Er komt een lamp.")
    page.goto(own)
    page.get_by_text("Trek dit in").click()
    page.get_by_role("button", name="Ja, trek in").click()
    expect(page.get_by_text("Ingetrokken")).to_be_visible()
    walk.look(page, "ingetrokken")
    page.goto(url)
    assert WORDS not in page.content()


def test_without_script_it_waits_further_back(
    url: str, open_browser: Callable[..., Page], shoot: Any
) -> None:
    page = open_browser("phone", javascript=False)
    page.goto(url)
    page.get_by_role("link", name="Reageer op dit stuk").click()
    page.get_by_label("Uw reactie").fill(WORDS)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Uw bericht is binnen")).to_be_visible()
    shoot(page, "reactie-zonder-script")
    assert newest().proven is False


def test_a_chart_of_ours_shows_on_another_site(url: str, open_browser: Callable[..., Page]) -> None:
    """The code under the chart, on a page of another origin."""
    page = open_browser("desktop")
    page.goto("/cijfers/I-STRAATROOF/")
    page.get_by_text("Download of gebruik dit").first.click()
    code = page.locator(".share textarea").first.input_value()
    other = open_browser("desktop")
    other.set_content(code)
    picture = other.locator("img")
    other.wait_for_function("document.querySelector('img').naturalWidth > 100")
    expect(picture).to_have_attribute("alt", "Straatroven, 2010–2019. " + page.locator(
        ".lead").inner_text())  # fmt: skip
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF-")
