"""Someone on a case is told, a victim is shielded, and somebody asks for their own data."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from baken.cases import actions as case_actions
from tests.cases.build import Thread, running
from tests.cases.duty.build import NAME, put_on
from tests.city import City
from tests.walks.walk import Begin, follow

REFUSED = "Vrijgeven aan een ander kan nog niet"


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_people_are_told_shielded_and_answered(size: str, city: City, begin: Begin) -> None:
    thread = running(city, 2)
    thread.partner("politie", "police")
    put_on(thread)
    put_on(thread, name="Vera Verborgenberg", role="victim")
    walk = begin(size, "betrokkenen")
    who, look = walk.who, walk.look

    _a_release_waits_and_is_mended(who("process_manager"), thread, city, look)
    _putting_off_is_judged_by_another(who, thread, look)
    _a_victim_is_shielded(who("process_manager"), thread, look)
    _somebody_asks(who, thread, look)


Look = Callable[[Page, str], None]


def _a_release_waits_and_is_mended(page: Page, thread: Thread, city: City, look: Look) -> None:
    there = f"/werk/casussen/{thread.id}/"
    page.goto(f"{there}inbreng/")
    page.get_by_label("Feit").check()
    page.get_by_label("Inbreng", exact=True).fill("De tuin ligt vol.")
    page.get_by_label("Politie (voorbeeld)").check()
    page.get_by_role("button", name="Breng in").click()
    expect(page.get_by_text(REFUSED)).to_be_visible()
    look(page, "geweigerd")
    page.get_by_role("link", name="Informeer, of vraag uitstel").first.click()
    expect(page.get_by_text("nog niet geïnformeerd").first).to_be_visible()
    look(page, "lijst")
    page.get_by_role("link", name="Maak de brief: Betrokkene 1").click()
    expect(page.get_by_text("Wat kunt u doen?")).to_be_visible()
    look(page, "brief")
    with page.expect_download() as download:
        page.get_by_role("button", name="Haal de brief op (pdf)").click()
    assert download.value.suggested_filename.startswith("brief-")
    page.goto(f"{there}betrokkenen/")
    page.get_by_role("link", name="Leg vast dat u informeerde: Betrokkene 1").click()
    page.get_by_label("in een gesprek").check()
    look(page, "informeren")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("in een gesprek, door")).to_be_visible()


def _putting_off_is_judged_by_another(
    who: Callable[[str], Page], thread: Thread, look: Look
) -> None:
    page = who("process_manager")
    page.goto(f"/werk/casussen/{thread.id}/betrokkenen/")
    page.get_by_role("link", name="Vraag uitstel: Betrokkene 2").click()
    page.get_by_label("Een ander, of de persoon zelf, komt in gevaar").check()
    page.get_by_label("Waarom?").fill("De dader leest mee met de post.")
    page.get_by_label("Wanneer kijkt u opnieuw?").fill(timezone.localdate().isoformat())
    look(page, "uitstel")
    page.get_by_role("button", name="Vraag uitstel").click()
    expect(page.get_by_text("uitstel gevraagd", exact=True)).to_be_visible()
    officer = who("privacy_officer")
    officer.goto("/werk/verzoeken/")
    look(officer, "verzoeken")
    officer.get_by_role("link", name=f"Uitstel in casus {thread.row.number}").click()
    expect(officer.get_by_text("De dader leest mee met de post.")).to_be_visible()
    look(officer, "besluit-uitstel")
    officer.get_by_label("Ja, uitstellen").check()
    follow(officer.get_by_role("button", name="Besluit"))
    page.reload()
    expect(page.get_by_text("uitgesteld", exact=True)).to_be_visible()


def _a_victim_is_shielded(page: Page, thread: Thread, look: Look) -> None:
    page.get_by_role("link", name="Afschermen: Betrokkene 2").click()
    page.get_by_label("Scherm de naam af").check()
    page.get_by_label("Scherm het adres af").check()
    page.get_by_label("Procesregie").check()
    look(page, "afschermen")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("alleen zichtbaar voor procesregie")).to_be_visible()
    page.get_by_role("link", name="Gegevens van een kind: Betrokkene 1").click()
    page.get_by_label("Leeftijd in jaren").fill("13")
    page.get_by_label("Wie heeft gezag?").select_option("both")
    page.get_by_label("nog niet").check()
    page.get_by_label("Toestemming van het kind zelf").select_option("not_asked")
    page.get_by_label("Jeugdbescherming").select_option("none")
    look(page, "kind")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Het kind wordt gehoord en zelf geïnformeerd.")).to_be_visible()
    look(page, "klaar")


def _somebody_asks(who: Callable[[str], Page], thread: Thread, look: Look) -> None:
    thread.do("process_manager", case_actions.add_contribution, thread.id, nature="fact",
              text="De tuin ligt vol.")  # fmt: skip
    officer, manager = who("privacy_officer"), who("process_manager")
    officer.goto("/werk/verzoeken/nieuw/")
    officer.get_by_label("inzage (AVG art. 15)").check()
    officer.get_by_label("Naam", exact=True).fill(NAME)
    officer.get_by_label("identiteitsbewijs gezien").check()
    look(officer, "verzoek-nieuw")
    officer.get_by_role("button", name="Leg vast").click()
    expect(officer.get_by_text("Nog in geen casus gevonden.")).to_be_visible()
    there = officer.url.split("/werk/")[1]
    manager.goto(f"/werk/{there}")
    manager.get_by_role("button", name="Zoek in mijn casussen").click()
    manager.get_by_label(thread.row.number).check()
    look(manager, "zoeken")
    manager.get_by_role("button", name="Ja, dit is dezelfde persoon").click()
    manager.goto(f"/werk/casussen/{thread.id}/betrokkenen/")
    manager.get_by_role("link", name="Verzoek V-").click()
    follow(manager.get_by_role("button", name="Verzamel"))
    look(manager, "verzameld")
    manager.get_by_role("link", name="Beoordeel: inbreng").click()
    manager.get_by_label("niet geven", exact=True).check()
    manager.get_by_label("Op welke grond geeft u het niet?").select_option("others")
    manager.get_by_label("Waarom niet?").fill("Het gaat over een ander.")
    look(manager, "beoordelen")
    manager.get_by_role("button", name="Bewaar").click()
    expect(manager.get_by_text("Het gaat over een ander.")).to_be_visible()
    officer.goto(f"/werk/{there}")
    expect(officer.get_by_text("Politie (voorbeeld) heeft nog niet verzameld")).to_be_visible()
    look(officer, "verzoek")
    officer.goto(f"/werk/{there}brief/")
    look(officer, "antwoord")
