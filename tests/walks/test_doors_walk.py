"""A tenant reports in confidence; the desk asks who it was, a colleague decides, it is told.

And: who helps better than we do, a request that the municipality acts, and sharing taken back.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from baken.reports.intake.draft import FASTEST_SECONDS
from tests.reports.tools import stored
from tests.walks.walk import Begin, Walk, follow

pytestmark = [pytest.mark.walk, pytest.mark.usefixtures("city")]
STORY = "Hij komt elke week binnen zonder te bellen, en dreigt het gas af te sluiten."
SIZES = pytest.mark.parametrize("size", ["phone", "desktop"])


def on(page: Page) -> None:
    follow(page.get_by_role("button", name="Verder"))


def at_the_story(walk: Walk, page: Page, kind: str) -> None:
    """From the second question to the last step, past the questions of the kind."""
    page.goto("/melden/soort/?soort=housing")
    page.get_by_label(kind).check()
    on(page)
    page.get_by_label("Ik weet het niet, of ik wil geen plek opgeven").check()
    on(page)
    walk.look(page, "vragen")
    on(page)
    page.get_by_label("Vertel het in uw eigen woorden").fill(STORY)
    page.wait_for_timeout(int(FASTEST_SECONDS * 1000) + 200)


@SIZES
def test_a_name_is_opened_by_two_and_the_reporter_reads_it(begin: Begin, size: str) -> None:
    walk = begin(size, "vertrouwelijk")
    page = walk.who("")
    at_the_story(walk, page, "Mijn verhuurder bedreigt mij")
    page.get_by_label("Zonder naam").check()
    expect(page.get_by_label("E-mailadres")).to_be_hidden()
    page.get_by_label("Vertrouwelijk").check()
    page.get_by_label("E-mailadres").fill("bo@voorbeeld.invalid")
    page.get_by_label("Hoe mogen wij u noemen?").fill("Bo Bedenksel")
    page.get_by_label("Politie").check()
    walk.look(page, "vertel")
    follow(page.get_by_role("button", name="Verstuur"))
    walk.look(page, "bewijs")
    code = re.sub(r"\s", "", page.locator(".code").inner_text())
    report = stored().get()
    assert (report.door, report.contact_ways) == ("confidential", "mail")

    desk = walk.visit("desk", f"/werk/meldingen/{report.id}/", "melding", "Melder op slot")
    assert "Bedenksel" not in desk.content()
    desk.get_by_role("button", name="Neem in behandeling").click()
    desk.get_by_text("U behandelt deze melding nu").wait_for()
    follow(desk.get_by_role("link", name="Wie meldde dit?"))
    desk.get_by_label("Er kan iemand in gevaar zijn").check()
    desk.get_by_label("Leg het uit").fill("Wij moeten haar nu kunnen waarschuwen.")
    walk.look(desk, "vraag")
    follow(desk.get_by_role("button", name="Leg voor aan een collega"))
    walk.look(desk, "gevraagd")

    other = walk.visit("desk2", f"/werk/meldingen/{report.id}/melder/", "besluit", "waarschuwen")
    other.get_by_label("Ja, 24 uur lang").check()
    follow(other.get_by_role("button", name="Leg vast"))
    walk.look(other, "besloten")

    desk.reload()
    walk.look(desk, "open")
    follow(desk.get_by_role("button", name="Toon wie meldde"))
    expect(desk.get_by_text("Bo Bedenksel")).to_be_visible()
    walk.look(desk, "naam")

    page.goto(f"/volgen/{code}/")
    expect(page.get_by_text("mocht iemand die aan uw melding werkt")).to_be_visible()
    page.get_by_label("Politie").uncheck()
    follow(page.get_by_role("button", name="Bewaar mijn keuze"))
    expect(page.get_by_text("Uw keuze is bewaard")).to_be_visible()
    walk.look(page, "volgen")
    desk.goto(f"/werk/meldingen/{report.id}/")
    expect(desk.get_by_text("niet meer")).to_be_visible()


@SIZES
def test_a_tenant_asks_the_municipality_to_act(begin: Begin, size: str) -> None:
    walk = begin(size, "verzoek")
    page = walk.who("")
    at_the_story(walk, page, "Te hoge borg")
    expect(page.get_by_label("Uw adres", exact=True)).to_be_hidden()
    page.get_by_label("Ik wil dat de gemeente optreedt").check()
    page.get_by_label("Met naam").check()
    page.get_by_label("E-mailadres").fill("bo@voorbeeld.invalid")
    follow(page.get_by_role("button", name="Verstuur"))
    expect(page.get_by_role("link", name="Vul uw adres in")).to_be_visible()
    walk.look(page, "fouten")
    page.get_by_label("Uw adres").fill("Verzonnenlaan 12, 3131 AA Vlaardingen")
    page.get_by_label("Hoe mogen wij u noemen?").fill("Bo Bedenksel")
    walk.look(page, "vertel")
    follow(page.get_by_role("button", name="Verstuur"))
    expect(page.get_by_text("Wij behandelen dit als een verzoek om handhaving")).to_be_visible()
    walk.look(page, "bewijs")
    report = stored().get()
    walk.visit("desk", f"/werk/meldingen/{report.id}/", "melding", "Mogelijk verzoek")


@SIZES
def test_others_help_better(begin: Begin, size: str) -> None:
    walk = begin(size, "hulp")
    page = walk.who("")
    page.goto("/melden/soort/?soort=online_fraud")
    page.get_by_label("Gekocht of verkocht").check()
    on(page)
    expect(page.get_by_role("heading", name="Wie helpt u het snelst?")).to_be_visible()
    walk.look(page, "ander")
    page.goto("/melden/hulp/")
    page.get_by_text("Er klopt iets niet met werk").click()
    walk.look(page, "lijst")
    assert not stored().exists()
