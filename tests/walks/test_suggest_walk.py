"""A kind is proposed; what is no report is hidden; a request to enforce takes longer; entrepreneurs
of the area are told: each page at both widths.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baken.reports.actions.intake import Firm
from baken.reports.suggest.learning import learn, store
from tests.reports.test_suggest import sentences
from tests.reports.tools import tell
from tests.walks.walk import Begin, Walk, follow

pytestmark = [pytest.mark.walk, pytest.mark.usefixtures("city")]
SIZES = pytest.mark.parametrize("size", ["phone", "desktop"])


@SIZES
def test_a_kind_is_proposed_and_the_reporter_chooses(begin: Begin, size: str) -> None:
    walk = begin(size, "voorstel")
    walk.visit("", "/melden/voorstel/", "niets-geleerd", "niets geleerd")
    walk.visit("administrator", "/werk/voorstellen/", "niets", "niets geleerd")
    store(learn(sentences(), fictional=True))
    manager = walk.visit("administrator", "/werk/voorstellen/", "beheer", "Het staat uit")
    manager.get_by_role("button", name="Zet aan").click()
    manager.get_by_text("Het staat aan").first.wait_for()
    walk.look(manager, "aan")
    walk.visit("", "/melden/voorstel/", "openbaar", "verzonnen meldingen")
    page = walk.visit("", "/melden/soort/", "vraag", "typ in een paar woorden")
    page.get_by_label("Of typ in een paar woorden wat er is").fill("De lantaarn is kapot, donker")
    follow(page.get_by_role("button", name="Stel een soort voor"))
    walk.look(page, "gevonden")
    page.get_by_label("Te donker").first.check()
    follow(page.get_by_role("button", name="Verder"))
    expect(page.get_by_text("Waar is het?").first).to_be_visible()


@SIZES
def test_the_desk_hides_extends_and_tells(begin: Begin, size: str) -> None:
    walk = begin(size, "balie")
    advert = tell("GRATIS krediet voor iedereen!", code="nuisance.noise")
    page = walk.visit("desk", f"/werk/meldingen/{advert.id}/verberg/", "verberg", "geen melding")
    page.get_by_label("Reclame").check()
    follow(page.get_by_role("button", name="Verberg"))
    walk.look(page, "verborgen")
    walk.visit("desk", "/werk/meldingen/?staat=verborgen", "lijst", "GRATIS")
    _a_request(walk)
    _entrepreneurs(walk)


def _a_request(walk: Walk) -> None:
    asked = tell(code="housing.deposit", formal=True, door="named", name="Bo Bedenksel",
                 address="Verzonnenlaan 12")  # fmt: skip
    path = f"/werk/meldingen/{asked.id}/"
    walk.visit("desk", path, "verzoek", "Het duurt langer")
    page = walk.visit("desk", f"{path}verleng/", "verleng", "langer")
    day = timezone.localdate(asked.answer_due_at) + timedelta(days=20)
    page.get_by_label("Wanneer komt het besluit wel?").fill(day.isoformat())
    page.get_by_label("Wat schrijft u de aanvrager?").fill("Wij moeten nog meten.")
    follow(page.get_by_role("button", name="Verleng en schrijf het"))
    walk.look(page, "verlengd")
    walk.visit("desk", f"{path}geen-verzoek/", "geen-verzoek", "Awb 1:3")


def _entrepreneurs(walk: Walk) -> None:
    report = tell(code="crime.pressure", firm=Firm("shop", "Winkel Verzonnen", others=True),
                  door="named", name="Bo Bedenksel")  # fmt: skip
    page = walk.visit(
        "desk", "/werk/meldingen/ondernemers/", "contacten-geen", "nog geen contacten"
    )
    page.get_by_label("Naam van de vereniging").fill("Ondernemers Verzonnen")
    page.get_by_label("E-mailadres").fill("ov@voorbeeld.invalid")
    follow(page.get_by_role("button", name="Voeg toe"))
    walk.look(page, "contacten")
    path = f"/werk/meldingen/{report.id}/"
    page = walk.visit("desk", f"{path}ondernemers/", "schrijf", "Ondernemers Verzonnen")
    page.get_by_label("Wat schrijft u de ondernemers?").fill("Betaal niet, en bel 112.")
    follow(page.get_by_role("button", name="Verstuur"))
    walk.look(page, "geschreven")
