"""Pages that no story passes: each visited at both widths, with axe, as who uses it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baken.access import tokens
from baken.access.models import Agreement
from baken.cases import actions
from baken.cases.models import Handover, Jump
from baken.core.acting import acting_as
from baken.geo.api import load_fictional
from baken.reports.tasks import find_clusters
from tests.cases.build import DOWN, running
from tests.cases.radar.test_confirming import passed
from tests.city import City
from tests.messages.test_failed import lost as failed
from tests.reports.test_clusters import told
from tests.reports.test_nearby import line_near, middle, placed
from tests.reports.test_opinion import answered
from tests.reports.tools import follow_code
from tests.retention.test_lists import closed, decided, proposed
from tests.walks.walk import Begin, Walk, follow

DETAILS = {"happens": "Brand in het portiek.", "risk_whom": "De bewoners", "minors": "nee",
           "safety": "De brandweer is er."}  # fmt: skip


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_that_no_story_passes(size: str, city: City, begin: Begin) -> None:
    walk = begin(size, "bezoek")
    _outside(walk, city)
    _an_emergency(walk, city)
    _a_hand_over(walk, city)
    _destruction(walk, city)


def _outside(walk: Walk, city: City) -> None:
    """Who is not signed in, the administrator's keys, the desk that takes down a report."""
    walk.visit("", "/koppeling/", "koppeling", "GET /api/v1/casussen")
    report = answered(city)
    walk.visit("", f"/volgen/{follow_code(report)}/", "oordeel", "Bent u tevreden")
    walk.visit("desk", "/werk/meldingen/nieuw/", "opschrijven-soort", "Waar gaat het over?")
    there = "/werk/meldingen/nieuw/?subject=housing.deposit"
    walk.visit("desk", there, "opschrijven", "Hoe kwam het binnen?")
    _near_by(walk)
    _clusters(walk)
    walk.visit("administrator", "/werk/koppelingen/", "koppelingen-leeg", "nog geen koppeling")
    agreement = Agreement.objects.using("keeper").get(organisation=city.organisation("politie"))
    with acting_as(city.acting("administrator")) as acting:
        tokens.make(acting, agreement.id, title="zaaksysteem", until=timezone.localdate())
    walk.visit("administrator", "/werk/koppelingen/", "koppelingen", "zaaksysteem")
    lost = "/werk/berichten/niet-aangekomen/"
    walk.visit("administrator", lost, "post-goed", "Alles is aangekomen")
    failed(city, "administration")
    walk.visit("administrator", lost, "post-niet-aangekomen", "550 no such user")


def _clusters(walk: Walk) -> None:
    walk.visit("desk", "/werk/meldingen/plekken/", "plekken-geen", "Er valt nu niets op")
    told(4, 3)
    find_clusters.run()
    walk.visit("desk", "/werk/meldingen/plekken/", "plekken", "meldingen in de laatste 4 weken")


def _near_by(walk: Walk) -> None:
    """The public map, what is known near by, and following it."""
    load_fictional()
    spot = middle()
    placed(spot)
    walk.visit("", "/melden/kaart/", "openbare-ruimte", "Afval op straat")
    page = walk.who("")
    page.goto("/melden/soort/?soort=waste")
    page.get_by_label("Afval op straat").check()
    follow(page.get_by_role("button", name="Verder"))
    page.get_by_label("Straat en huisnummer").fill(line_near(spot))
    follow(page.get_by_role("button", name="Verder"))
    walk.look(page, "al-gemeld")
    follow(page.get_by_role("button", name="Dit is het"))
    expect(page.get_by_text("wij zijn ermee bezig")).to_be_visible()
    walk.look(page, "volgt-mee")


def _an_emergency(walk: Walk, city: City) -> None:
    thread = running(city, 2)
    there = f"/werk/casussen/{thread.id}/"
    walk.visit("process_manager", f"{there}regime/", "regime", "Onder welk regime")
    walk.visit("process_manager", "/werk/casussen/nieuw/", "nieuw", "Bepaalt wie er mag meedoen")
    walk.visit("process_manager", f"{there}acuut/", "acuut", "Wat gebeurt er nu?")
    thread.do("process_manager", actions.jump, thread.id, details=DETAILS,
              seats={"bestuurlijk": city.user("mayor")})  # fmt: skip
    thread.do("mayor", actions.accept_seat, thread.seat("bestuurlijk").id)
    jump = Jump.objects.using("keeper").get()
    _sure(walk, "mayor")
    walk.visit("mayor", "/werk/briefing/", "briefing-acuut", "Bekrachtig")
    walk.visit("mayor", f"{there}acuut/{jump.id}/", "bekrachtigen", "Was deze sprong terecht?")


def _sure(walk: Walk, who: str) -> None:
    """This person has just passed the second step."""
    client = walk.client_as(who)
    passed(client, 10)
    walk.pages[who] = walk.browser(walk.size, client=client)


def _a_hand_over(walk: Walk, city: City) -> None:
    thread = running(city, 2)
    thread.evaluate()
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    told = {**DOWN, "receiver": str(city.user("process_manager")), "aftercare": day}
    thread.do("case_manager", actions.request_phase, thread.id, 1, grounds="Rust", details=told)
    assert Handover.objects.using("keeper").get().accepted_at is None
    there = f"/werk/casussen/{thread.id}/"
    walk.visit("process_manager", there, "overdracht", "Ik neem de casus over")
    walk.visit("process_manager", f"{there}bekend-elders/", "bekend-elders")
    walk.visit("process_manager", "/werk/noodtoegang/", "noodtoegang")


def _destruction(walk: Walk, city: City) -> None:
    _sure(walk, "privacy_officer")
    walk.visit("privacy_officer", "/werk/bewaartermijnen/lijsten/", "lijsten-leeg")
    closed()
    found = proposed(city)
    there = f"/werk/bewaartermijnen/lijsten/{found.id}/"
    walk.visit("privacy_officer", "/werk/bewaartermijnen/", "bewaartermijnen", "Lijst 1")
    walk.visit("administrator", there, "lijst", "U legde deze lijst zelf voor")
    walk.visit("privacy_officer", f"{there}besluit/", "besluit", "Mogen deze dossiers weg?")
    walk.visit("privacy_officer", "/werk/bewaartermijnen/lijsten/", "lijsten", "Wacht op")
    closed()
    other = decided(city)
    walk.visit("privacy_officer", f"/werk/bewaartermijnen/lijsten/{other.id}/", "lijst-goed")
