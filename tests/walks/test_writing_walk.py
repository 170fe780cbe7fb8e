"""Writing a paper in the browser: what is typed is marked at once, and a figure is put in."""

import pytest
from playwright.sync_api import expect

from baken.core.acting import acting_as
from baken.programme.actions import write_paper
from tests.city import City
from tests.programme.conftest import plan  # noqa: F401
from tests.walks.walk import Begin


@pytest.mark.walk
def test_a_typed_number_becomes_a_figure(plan: City, begin: Begin) -> None:  # noqa: F811
    walk = begin("desktop", "schrijven")
    with acting_as(plan.acting("adviser")) as acting:
        text = "In 2024 waren het er {{ cijfer: I-MISDRIJVEN-POL | 2024 }}."
        paper = write_paper(acting, title="Voortgang", text=text)
    page = walk.visit("adviser", f"/werk/stukken/{paper.id}/schrijven/", "0-begin", "Nog te doen")
    field = page.locator("textarea[data-into]")
    field.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Dat waren er 3.597.")
    expect(page.locator("mark.typed")).to_be_visible()
    page.get_by_role("button", name="in plaats van 3.597").first.click()
    expect(page.locator("mark.typed")).to_have_count(0)
    page.keyboard.press("Control+End")
    page.locator("#q").fill("misdrijven politie")
    page.locator("#soort").select_option("grafiek")
    page.get_by_role("button", name="Voeg in: Grafiek").click()
    expect(page.locator(".proof svg.ch")).to_be_visible()
    walk.look(page, "1-grafiek")
    expect(field).to_have_value(
        f"{text} Dat waren er {{{{ cijfer: I-MISDRIJVEN-POL | 2024 }}}}.\n\n"
        "{{ grafiek: I-MISDRIJVEN-POL }}\n"
    )
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Bewaard.")).to_be_visible()
