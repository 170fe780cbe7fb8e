"""A resident reports, the desk reads and asks, the resident replies, the desk answers.

In a real browser: at phone and desktop width, and for the public part once without script and
once with the keyboard only. Every page visited is checked with axe.
"""

import re

import pytest

from baken.reports.intake.draft import FASTEST_SECONDS
from tests.city import sign_in
from tests.reports.tools import keeper_get, stored, tell
from tests.walks.walk import follow

pytestmark = [pytest.mark.walk, pytest.mark.usefixtures("city")]
STORY = "Borg van drie maanden en geen contract. Ik durf niet te klagen."


def as_a_person(page):
    """Take the time that no robot takes: a form sent sooner is asked about once more."""
    page.wait_for_timeout(int(FASTEST_SECONDS * 1000) + 200)


def report_it(page, check, *, script=True):
    """From the first question to the receipt; returns the code."""
    page.goto("/melden/")
    check("start")
    follow(page.get_by_role("link", name="Nee, ik wil iets melden"))
    check("soort")
    page.get_by_label("Er klopt iets niet met een woning").check()
    follow(page.get_by_role("button", name="Verder"))
    check("precies")
    page.get_by_label("Iets anders met een verhuurder").check()
    page.get_by_role("button", name="Verder").click()
    if script:
        if page.viewport_size["width"] <= 700:
            page.get_by_role("button", name="Wijs aan op de kaart").click()
        page.locator(".leaflet-container").wait_for()
    page.get_by_label("Kies een buurt").select_option("BU06220203")
    check("waar")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Ik woon daar").check()
    page.get_by_label("Via een bemiddelaar").check()
    check("vragen")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Met naam").check()
    page.get_by_label("Telefoonnummer").fill("06 1234 567")
    follow(page.get_by_role("button", name="Verstuur"))
    if script:
        assert page.evaluate("document.activeElement.className") == "err-sum"
    check("fouten")
    page.get_by_label("Vertel het in uw eigen woorden").fill(STORY)
    page.get_by_label("Telefoonnummer").fill("")
    page.get_by_label("E-mailadres").fill("bo@voorbeeld.invalid")
    as_a_person(page)
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_role("heading", name="Uw melding is binnen").wait_for()
    check("bewijs")
    return re.sub(r"\s", "", page.locator(".code").inner_text())


@pytest.fixture
def look(axe, shoot, request):
    """`check(name)`: axe on the page, no sideways scroll, and a picture."""

    def checker(page, size, *, script=True):
        def check(name):
            shoot(page, f"{request.node.name}-{name}-{size}".replace("[", "-").replace("]", ""))
            if script:
                axe(page)
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert wide <= 0, f"{name}: {wide} px too wide"

        return check

    return checker


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_report_goes_round(city, open_browser, look, size):
    page = open_browser(size)
    check = look(page, size)
    code = report_it(page, check)
    page.get_by_label("Typ de laatste 4 cijfers").fill(code[-4:])
    page.get_by_role("button", name="Klaar").click()
    page.get_by_role("heading", name="Melding M-").wait_for()
    check("volgen")
    report = stored().get()

    work = open_browser(size, client=sign_in(city, "desk"))
    seen = look(work, size)
    work.goto("/werk/meldingen/")
    seen("lijst")
    work.get_by_role("link", name="Borg van drie maanden").click()
    work.locator("#lezen .story", has_text=STORY).wait_for()
    assert work.url.endswith(f"/werk/meldingen/{report.id}/")
    seen("lezen")
    work.get_by_role("button", name="Neem in behandeling").click()
    work.get_by_text("U behandelt deze melding nu").wait_for()
    follow(work.get_by_role("link", name="Vraag melder"))
    seen("vraag")
    work.get_by_label("Uw vraag").fill("Heeft u het contract nog?")
    work.get_by_role("button", name="Verstuur").click()
    work.get_by_text("Uw vraag staat klaar").wait_for()

    page.reload()
    page.get_by_text("Heeft u het contract nog?").wait_for()
    check("gevraagd")
    page.get_by_label("Uw bericht").fill("Ja, een foto ervan.")
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_text("Uw bericht is binnen").wait_for()

    work.reload()
    work.get_by_text("Ja, een foto ervan.").wait_for()
    work.get_by_role("link", name="Vraag inzage").click()
    work.get_by_label("De melder vraagt om gebeld").check()
    work.get_by_role("button", name="Toon de gegevens").click()
    work.get_by_text("bo@voorbeeld.invalid").wait_for()
    seen("contact")
    work.get_by_role("link", name="Terug naar de melding").click()
    work.get_by_role("link", name="Antwoord", exact=True).click()
    work.get_by_label("Opgelost").check()
    work.get_by_label("Uw antwoord aan de melder").fill("De verhuurder geeft de borg terug.")
    seen("antwoord")
    work.get_by_role("button", name="Verstuur en sluit").click()
    work.get_by_text("Het antwoord is weg").wait_for()
    work.goto("/werk/meldingen/?staat=klaar")
    seen("klaar")
    work.goto("/werk/meldingen/export/")
    seen("export")

    page.reload()
    page.get_by_text("U kreeg antwoord").wait_for()
    check("beantwoord")
    page.goto("/volgen/")
    page.get_by_label("Uw code").fill(code[:-1])
    page.get_by_role("button", name="Open mijn melding").click()
    page.locator(".err-sum").wait_for()
    check("code")
    assert keeper_get(report.id).state == "answered"


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_public_part_without_script(open_browser, look, size):
    page = open_browser(size, javascript=False)
    code = report_it(page, look(page, size, script=False), script=False)
    page.get_by_label("Typ de laatste 4 cijfers").fill(code[-4:])
    page.get_by_role("button", name="Klaar").click()
    page.get_by_label("Uw bericht").fill("Nog iets")
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_text("Uw bericht is binnen").first.wait_for()


def test_back_goes_back_and_enter_goes_on(open_browser):
    page = open_browser("phone")
    page.goto("/melden/soort/?soort=waste")
    page.get_by_label("Vernield of beklad").check()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Waar is het?").wait_for()
    page.get_by_label("Kies een buurt").select_option("BU06220203")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Vertel het in uw eigen woorden").fill("Een fiets in de sloot")
    page.get_by_role("button", name="Terug").click()
    page.get_by_role("heading", name="Waar is het?").wait_for()
    assert page.get_by_label("Kies een buurt").input_value() == "BU06220203"
    page.get_by_role("button", name="Verder").click()
    field = page.get_by_label("Vertel het in uw eigen woorden")
    assert field.input_value() == "Een fiets in de sloot"
    as_a_person(page)
    page.get_by_label("E-mailadres").press("Enter")
    page.get_by_role("heading", name="Uw melding is binnen").wait_for()


def tab_to(page, name):
    """Press Tab until the thing with this name has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const e = document.activeElement;"
            " const label = e.labels?.[0]?.innerText || e.innerText || ''; return label; })()"
        )
        if name in found:
            return
    raise AssertionError(f"Tab never reached {name}")


def test_a_report_with_the_keyboard_only(open_browser):
    page = open_browser("desktop")
    page.goto("/melden/")
    tab_to(page, "Nee, ik wil iets melden")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Wat is er aan de hand?").wait_for()
    tab_to(page, "Overlast in de buurt")
    page.keyboard.press("Space")
    tab_to(page, "Verder")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Wat precies?").wait_for()
    tab_to(page, "Lawaai")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Waar is het?").wait_for()
    tab_to(page, "Ik weet het niet")
    page.keyboard.press("Space")
    tab_to(page, "Verder")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Wat gebeurt er?").wait_for()
    tab_to(page, "Vertel het in uw eigen woorden")
    page.keyboard.type("Elke nacht lawaai")
    as_a_person(page)
    tab_to(page, "Verstuur")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Uw melding is binnen").wait_for()
    assert stored().count() == 1


def test_the_desk_with_the_keyboard(city, open_browser):
    tell("Eerste melding", code="housing.dangerous")
    tell("Tweede melding", code="nuisance.noise")
    page = open_browser("desktop", client=sign_in(city, "desk"))
    page.goto("/werk/meldingen/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Tweede melding").wait_for()
    page.keyboard.press("b")
    page.get_by_text("U behandelt deze melding nu").wait_for()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"


def test_a_double_click_on_send_gives_one_report(open_browser):
    page = open_browser("desktop")
    page.goto("/melden/soort/?soort=nuisance")
    page.get_by_label("Lawaai").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Ik weet het niet").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Vertel het in uw eigen woorden").fill("Dubbel geklikt")
    as_a_person(page)
    page.get_by_role("button", name="Verstuur").dblclick()
    page.get_by_role("heading", name="Uw melding is binnen").wait_for()
    assert stored().count() == 1
