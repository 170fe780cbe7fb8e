"""Triage, the question who is known elsewhere, and an exercise: in a real browser, by the eye."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from baken.cases.models import Practice
from tests.cases.build import untried
from tests.cases.duty.build import tell
from tests.cases.triage.build import person
from tests.city import City
from tests.walks.walk import Begin, follow

pytestmark = pytest.mark.walk


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_triage_to_its_outcome(size: str, city: City, begin: Begin) -> None:
    walk = begin(size, "triage")
    cache.clear()
    thread = untried(city)
    tell(thread, person(thread, "Bo Verzinsel", "1987-04-09"))
    page = walk.who("process_manager")
    here = f"/werk/casussen/{thread.id}/"
    page.goto(f"{here}triage/signaal/")
    page.get_by_label("Wat is er gezien of gehoord?").fill("Er was weer ruzie op de trap.")
    page.get_by_label("zelf gezien of vastgesteld").check()
    page.get_by_role("button", name="Bewaar het signaal").click()
    page.goto(f"{here}triage/vragen/")
    rule = page.locator("#regel")
    expect(rule).to_contain_text("nog niet te zeggen")
    for key in ("a", "b", "c", "d", "stagnation", "complexity", "safety"):
        page.locator(f"input[name=answer_{key}][value=yes]").check()
        page.locator(f"textarea[name=evidence_{key}]").fill("Zie het signaal.")
    expect(rule).to_contain_text("er is een aanleiding")
    walk.look(page, "triage-vragen")
    follow(page.get_by_role("button", name="Bewaar", exact=True))
    walk.look(page, "triage")
    page.goto(f"{here}bekend-elders/")
    page.get_by_label("voorkomen dat twee trajecten").check()
    page.get_by_label("naam en geboortedatum").check()
    page.get_by_label("Volledige naam").fill("Bo Verzinsel")
    page.get_by_role("textbox", name="Geboortedatum").fill("9-4-1987")
    page.get_by_role("button", name="Vraag het na").click()
    expect(page.locator("#uitslag")).to_contain_text("Wij kennen niemand")
    walk.look(page, "bekend-elders")
    page.goto(f"{here}triage/uitkomst/")
    page.get_by_label("Wij nemen de casus in behandeling").check()
    page.get_by_label("Waarom?").fill("Het speelt op meer dan één gebied.")
    walk.look(page, "triage-uitkomst")
    page.get_by_role("button", name="Leg de uitkomst vast").click()
    expect(page.get_by_text("De uitkomst is vastgelegd.")).to_be_visible()
    officer = walk.who("privacy_officer")
    officer.goto("/werk/bekend-elders/")
    walk.look(officer, "bekend-elders-toezicht")
    follow(officer.get_by_role("link", name="Bekijk de vragen van"))
    walk.look(officer, "bekend-elders-oordeel")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_exercise_by_hand(size: str, city: City, begin: Begin) -> None:
    walk = begin(size, "oefenen")
    page = walk.who("case_manager")
    page.goto("/werk/oefenen/")
    walk.look(page, "oefenen")
    follow(page.get_by_role("button", name="Begin met Trap op en af"))
    walk.look(page, "oefening")
    for _step in range(2):
        page.get_by_role("button", name="Laat Pia Proef (oefening) dit doen").click()
    page.get_by_role("link", name="Doe deze stap").click()
    expect(page.get_by_text("Alles in deze casus is verzonnen").first).to_be_visible()
    walk.look(page, "oefening-casus")
    assert Practice.objects.using("keeper").count() == 1
