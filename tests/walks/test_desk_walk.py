"""The desk orders its work: teams, a rule that is tried and adopted, a sweep and the way back."""

import pytest
from playwright.sync_api import expect

from baken.core.acting import acting_as
from baken.reports.routing import actions
from tests.city import City
from tests.reports.tools import tell
from tests.walks.walk import Begin, Walk, follow

DESK = "/werk/meldingen/"


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_desk_orders_its_work(size: str, city: City, begin: Begin) -> None:
    walk = begin(size, "balie")
    lamp = tell("De lantaarn bij het station is stuk", code="unsafe.dark")
    tell("Elke nacht herrie", code="nuisance.noise")
    _teams(walk, city)
    _rules(walk)
    _sweep(walk)
    _beside(walk, f"{DESK}{lamp.id}/")


def _teams(walk: Walk, city: City) -> None:
    walk.visit("desk", f"{DESK}teams/", "teams-leeg", "Er zijn nog geen teams")
    with acting_as(city.acting("desk")) as acting:
        for name in ("Balie", "Straat"):
            team = actions.add_team(acting, name)
            actions.set_members(acting, team.id, [city.users["desk"]])
    page = walk.visit("desk", f"{DESK}teams/", "teams", "Straat")
    follow(page.get_by_role("link", name="Straat", exact=True))
    walk.look(page, "team")


def _rules(walk: Walk) -> None:
    page = walk.visit("desk", f"{DESK}regels/", "regels-leeg", "Er gelden nog geen regels")
    follow(page.get_by_role("button", name="Maak een concept"))
    follow(page.get_by_role("link", name="Nieuwe regel"))
    page.get_by_label("Naam van de regel").fill("Lampen")
    page.get_by_label("Naar welk team?").select_option(label="Straat")
    page.get_by_label("Woorden, met komma's ertussen").fill("lantaarn, lamp")
    walk.look(page, "regel")
    follow(page.get_by_role("button", name="Bewaar in het concept"))
    walk.look(page, "concept")
    follow(page.get_by_role("link", name="Probeer op de laatste 1.000 meldingen"))
    expect(page.get_by_role("heading", name="Wat verschuift")).to_be_visible()
    walk.look(page, "proef")
    follow(page.get_by_role("button", name="Laat deze regels gelden"))
    expect(page.get_by_text("De regels gelden vanaf nu")).to_be_visible()
    walk.visit("desk", f"{DESK}scherm/", "stand", "Stand van de meldingen")
    walk.visit("desk", f"{DESK}zinnen/nieuw/", "standaardantwoord", "Dit vult Baken in")


def _sweep(walk: Walk) -> None:
    """Ticked with the keyboard, looked at, done, and undone."""
    page = walk.visit("desk", DESK, "lijst", "Elke nacht herrie")
    page.get_by_text("Meer filters").click()
    page.get_by_text("Teken een gebied op de kaart").click()
    expect(page.locator("[data-area-map].leaflet-container")).to_be_visible()
    walk.look(page, "gebied")
    for row in page.locator("[data-row]").all():
        row.focus()
        page.keyboard.press("x")
    assert page.locator(".pick input:checked").count() == 2
    page.get_by_label("Wat doet u?").select_option(label="Spoed")
    follow(page.get_by_role("button", name="Bekijk eerst"))
    walk.look(page, "tegelijk")
    follow(page.get_by_role("button", name="Doe dit"))
    expect(page.get_by_text("2 meldingen zijn veranderd.")).to_be_visible()
    follow(page.get_by_role("link", name="Maak ongedaan"))
    walk.look(page, "terug")
    follow(page.get_by_role("button", name="Ja, zet terug"))
    expect(page.get_by_text("2 meldingen zijn terug.")).to_be_visible()


def _beside(walk: Walk, home: str) -> None:
    """A note and a reminder, out of the menu beside the report."""
    page = walk.visit("desk", home, "melding", "Antwoord vóór")
    page.locator("summary", has_text="Meer").last.click()
    walk.look(page, "meer")
    follow(page.get_by_role("link", name="Splits"))
    walk.look(page, "splits")
    page.goto(f"{home}notitie/")
    page.get_by_label("Uw notitie").fill("Bel eerst de netbeheerder")
    walk.look(page, "notitie")
    follow(page.get_by_role("button", name="Bewaar"))
    expect(page.get_by_text("Bel eerst de netbeheerder")).to_be_visible()
    walk.look(page, "met-notitie")
