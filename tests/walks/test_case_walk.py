"""A report becomes a case, climbs a phase and closes: in a real browser, partly by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from baken.cases.models import Case, PhaseDecision
from tests.cases.build import Thread
from tests.city import City
from tests.reports.tools import follow_code, tell
from tests.walks.walk import Begin, Walk, follow

PURPOSE = "Iedereen in de straat slaapt weer"
BROUGHT = "Drie keer ter plaatse geweest in deze maand."
TOLD = "Wij hebben met de bestuurders gesproken. Er staan nu geen auto's meer."


def tab_to(page: Page, text: str, most: int = 90) -> None:
    """Press Tab until the focus is on the control with this text; never a mouse."""
    seen = []
    for _press in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const e = document.activeElement; return (e.getAttribute('aria-label') || "
            "(e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText) || '').trim() })()"
        )
        seen.append(found)
        if text in found:
            return
    raise AssertionError(f"no way to {text!r} by keyboard: {[s[:40] for s in seen[:30]]}")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_from_report_to_answer(size: str, city: City, begin: Begin) -> None:
    walk = begin(size, "casus")
    report = tell()
    _the_desk_makes_a_case(walk, report)
    case = Case.objects.using("keeper").get()
    there = f"/werk/casussen/{case.id}/"
    _the_process_manager_takes_it_on(walk, there)
    _partners_and_what_they_bring_in(walk, there)
    _scaling_up_by_keyboard(walk, there)
    case.refresh_from_db(using="keeper")
    assert case.phase == 2
    assert PhaseDecision.objects.using("keeper").count() == 1
    Thread(city, case.id).ready()
    _closing(walk, there)
    resident = walk.who("")
    resident.goto(f"/volgen/{follow_code(report)}/")
    expect(resident.get_by_text(TOLD)).to_be_visible()
    walk.look(resident, "melder")


def _the_desk_makes_a_case(walk: Walk, report: Any) -> None:
    page = walk.who("desk")
    page.goto(f"/werk/meldingen/{report.id}/")
    follow(page.get_by_role("link", name="Maak casus").first)
    walk.look(page, "1-van-melding")
    page.get_by_role("button", name="Maak casus").click()
    expect(page.locator(".err-sum")).to_be_focused()
    walk.look(page, "1-fouten")
    page.get_by_label("Naam van de casus").fill("Nachtelijke auto's")
    page.get_by_label("Aanleiding").fill("Buren slapen niet. Gesprekken hielpen niet.")
    page.get_by_label("Doel").fill(PURPOSE)
    page.get_by_label("Procesregisseur").select_option(label=_first_manager(page))
    page.get_by_role("button", name="Maak casus").click()
    expect(page.get_by_text("De casus is gemaakt.")).to_be_visible()


def _first_manager(page: Page) -> str:
    options = page.get_by_label("Procesregisseur").locator("option").all_inner_texts()
    return next(option for option in options if option.startswith("Process Manager V"))


def _the_process_manager_takes_it_on(walk: Walk, there: str) -> None:
    page = walk.who("process_manager")
    page.goto("/werk/")
    page.get_by_role("link", name="Aanvaard de stoel procesregie").first.click()
    expect(page.get_by_text(PURPOSE)).to_be_visible()
    expect(page.get_by_text("Nachtelijke auto's")).to_have_count(0)
    walk.look(page, "2-gevraagd")
    page.get_by_role("button", name="Ik aanvaard").click()
    expect(page.get_by_role("heading", name="Nachtelijke auto's")).to_be_visible()
    expect(page.get_by_text("De casus is nog niet in behandeling")).to_be_visible()
    page.goto(f"{there}triage/vragen/")
    for key in ("a", "b", "c", "d", "stagnation", "complexity", "safety"):
        page.locator(f"input[name=answer_{key}][value=yes]").check()
        page.locator(f"textarea[name=evidence_{key}]").fill("Zie de melding.")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.goto(there)
    page.get_by_role("link", name="Neem in behandeling").first.click()
    page.get_by_role("button", name="Neem in behandeling").click()
    expect(page.get_by_text("De casus loopt.")).to_be_visible()
    walk.look(page, "3-casus")


def _partners_and_what_they_bring_in(walk: Walk, there: str) -> None:
    page = walk.who("process_manager")
    for name in ("Politie (voorbeeld)", "Corporatie Proefwoning"):
        page.goto(f"{there}partner/")
        walk.look(page, "4-partner-kiezen")
        page.get_by_role("link", name=name).click()
        page.get_by_label("Waarvoor doet deze organisatie mee?").fill("Vertelt wat er speelt")
        page.get_by_label("Uit welke wet volgt die taak?").select_option(index=1)
        page.locator("label", has_text="Voorbeeld, partner").first.click()
        page.get_by_role("button", name="Voeg toe").click()
        expect(page.get_by_text(f"{name} doet mee aan deze casus.")).to_be_visible()
    walk.look(page, "4-partners")
    police = walk.who("police")
    police.goto(there)
    follow(police.get_by_role("link", name="Nieuwe inbreng"))
    walk.look(police, "5-inbreng")
    police.locator("label", has_text="Feit").first.click()
    police.get_by_label("Inbreng", exact=True).fill(BROUGHT)
    police.locator("label", has_text="Gemeente Voorbeeldstad").click()
    police.get_by_role("button", name="Breng in").click()
    expect(police.get_by_text(BROUGHT)).to_be_visible()
    page.goto(there)
    expect(page.get_by_text(BROUGHT)).to_be_visible()
    housing = walk.who("housing")
    housing.goto(there)
    expect(housing.get_by_role("heading", name="Vier stoelen")).to_be_visible()
    expect(housing.get_by_text(BROUGHT)).to_have_count(0)
    walk.look(housing, "5-partner")


def _scaling_up_by_keyboard(walk: Walk, there: str) -> None:
    """Refused with what is missing; mended, asked and decided without a mouse."""
    page = walk.who("process_manager")
    page.goto(f"{there}fase/2/")
    expect(page.get_by_role("heading", name="Opschalen naar fase 2 kan nog niet")).to_be_visible()
    walk.look(page, "6-geweigerd")
    tab_to(page, "Vraag iemand")
    enter(page)
    tab_to(page, "Het huishouden zelf")
    page.keyboard.press("ArrowDown")
    walk.look(page, "7-stoel")
    tab_to(page, "Vraag")
    enter(page)
    expect(page.get_by_text("Er is om gevraagd.").first).to_be_visible()
    manager = walk.who("case_manager")
    manager.goto("/werk/")
    tab_to(manager, "Aanvaard de stoel casusregie")
    enter(manager)
    tab_to(manager, "Ik aanvaard")
    enter(manager)
    tab_to(manager, "Vraag om op te schalen")
    enter(manager)
    walk.look(manager, "7-verzoek")
    for label in ("Wat is er geprobeerd", "Samenwerking loopt vast", "Wie loopt gevaar?",
                  "Wat kan er gebeuren?"):  # fmt: skip
        tab_to(manager, label)
        manager.keyboard.type("De afspraken komen niet van de grond.")
    tab_to(manager, "nu of vandaag")
    manager.keyboard.press("Space")
    tab_to(manager, "Ja")
    manager.keyboard.press("Space")
    for label in ("Wat is er afgesproken", "Welke doorbraak", "Welk mandaat"):
        tab_to(manager, label)
        manager.keyboard.type("geen")
    tab_to(manager, "ja, zij zijn")
    manager.keyboard.press("Space")
    for label in ("Welke partners", "Wat moet vertrouwelijk"):
        tab_to(manager, label)
        manager.keyboard.type("geen")
    tab_to(manager, "Vraag het")
    enter(manager)
    expect(manager.get_by_role("heading", name="Verzoek: opschalen naar fase 2")).to_be_visible()
    page.goto(there)
    tab_to(page, "Lees en besluit")
    enter(page)
    walk.look(page, "8-besluit")
    tab_to(page, "Ja")
    page.keyboard.press("Space")
    tab_to(page, "Besluit")
    enter(page)
    expect(page.get_by_role("heading", name="Fase 2, vraag")).to_be_visible()
    expect(page.get_by_text("Opgeschaald van fase 1 naar fase 2")).to_be_visible()
    walk.look(page, "9-fase-2")


def _closing(walk: Walk, there: str) -> None:
    page = walk.who("process_manager")
    page.goto(there)
    follow(page.get_by_role("link", name="Sluit de casus"))
    walk.look(page, "10-sluiten")
    page.get_by_label("Waarom sluit u de casus?").fill("De doelen zijn gehaald.")
    page.get_by_label("Wat leest de melder?").fill(TOLD)
    page.get_by_role("button", name="Sluit", exact=True).click()
    expect(page.get_by_role("heading", name="Deze casus is gesloten")).to_be_visible()
    walk.look(page, "11-gesloten")
    assert walk.who("police").goto(there).status == 404  # type: ignore[union-attr]


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_lists_and_the_briefing_without_violations(size: str, city: City, begin: Begin) -> None:
    from baken.cases import actions
    from tests.cases.build import running

    walk = begin(size, "casus")
    thread = running(city, 3)
    thread.do("process_manager", actions.ask_seat, thread.id, "bestuurlijk",
              holder=city.user("mayor"))  # fmt: skip
    places = (
        ("process_manager", "/werk/casussen/"),
        ("process_manager", "/werk/casussen/?fase=4"),
        ("process_manager", f"/werk/casussen/{thread.id}/?deel=acties"),
        ("process_manager", f"/werk/casussen/{thread.id}/?deel=personen"),
        ("process_manager", f"/werk/casussen/{thread.id}/evaluatie/"),
        ("process_manager", f"/werk/casussen/{thread.id}/actie/"),
        ("process_manager", f"/werk/casussen/{thread.id}/persoon/"),
        ("lead", f"/werk/casussen/{thread.id}/"),
        ("mayor", "/werk/briefing/"),
        ("mayor", f"/werk/casussen/{thread.id}/"),
        ("police", "/werk/casussen/"),
    )
    for number, (name, there) in enumerate(places):
        page = walk.who(name)
        answer = page.goto(there)
        assert answer is not None
        assert answer.status == 200, there
        walk.look(page, f"lijst-{number}")
