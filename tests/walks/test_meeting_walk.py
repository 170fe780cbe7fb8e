"""A meeting from plan to letter in a real browser; its screen by keyboard alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from baken.cases.meetings.models import Meeting, MinutesLine
from baken.cases.models import Action
from tests.cases.meetings.build import Table, case
from tests.city import City
from tests.walks.test_case_walk import tab_to
from tests.walks.walk import Begin, Walk, follow

TOLD = "Drie keer ter plaatse geweest."


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_from_plan_to_letter(size: str, city: City, begin: Begin) -> None:
    walk = begin(size, "overleg")
    thread = case(city)
    home = f"/werk/casussen/{thread.id}/overleg/"
    _plans(walk, home)
    meeting = Table(thread, Meeting.objects.using("keeper").get().id)
    _prepares(walk, meeting)
    _holds(walk, meeting)
    _writes_down(walk, meeting)
    _tells_the_household(walk, meeting)


def _plans(walk: Walk, home: str) -> None:
    page = walk.who("process_manager")
    page.goto(home)
    expect(page.get_by_role("heading", name="Er is nog geen overleg geweest")).to_be_visible()
    walk.look(page, "1-leeg")
    page.get_by_role("link", name="Nieuw overleg").first.click()
    day = timezone.localdate() + timedelta(days=9)
    page.get_by_label("Dag").fill(day.isoformat())
    page.get_by_label("Begint om").fill("11:00")
    page.get_by_label("Eindigt om").fill("10:00")
    page.get_by_label("Waar?").fill("Kamer 3")
    page.get_by_label("Notulist").select_option(
        label=_option(page, "Notulist", "Case Manager Voorbeeld")
    )
    for name in ("Police Voorbeeld", "Housing Voorbeeld"):
        page.locator(".choice label", has_text=name).click()
    page.get_by_role("button", name="Plan het overleg").click()
    expect(page.get_by_text("Het overleg eindigt vóór het begint.").first).to_be_visible()
    expect(page.get_by_label("Waar?")).to_have_value("Kamer 3")
    walk.look(page, "2-fout")
    page.get_by_label("Eindigt om").fill("12:00")
    page.get_by_role("button", name="Plan het overleg").click()
    expect(page.get_by_text("Het overleg staat.")).to_be_visible()
    walk.look(page, "3-gepland")


def _option(page: Page, label: str, start: str) -> str:
    found = page.get_by_label(label).locator("option").all_inner_texts()
    return next(text for text in found if text.startswith(start))


def _prepares(walk: Walk, meeting: Table) -> None:
    meeting.brought(TOLD)
    police = walk.who("police")
    police.goto(meeting.there)
    police.get_by_role("button", name="Ik kom", exact=True).click()
    police.get_by_role("button", name="Ik houd het geheim").click()
    follow(police.get_by_role("link", name="Nieuw punt"))
    walk.look(police, "4-punt")
    police.get_by_label("Punt").fill("Overlast in het portiek")
    police.get_by_role("button", name="Zet op de agenda").click()
    follow(police.get_by_role("link", name="Geef vrij voor dit overleg"))
    walk.look(police, "5-vrijgeven")
    police.locator(".choice label", has_text=TOLD).click()
    for name in ("Gemeente", "Corporatie"):
        police.locator(".choice label", has_text=name).click()
    police.get_by_role("button", name="Geef vrij").click()
    expect(police.get_by_text("Tot het verslag is vastgesteld")).to_be_visible()
    walk.look(police, "6-partner")
    meeting.item("process_manager", "Wat spreken wij af", "politie", "corporatie")


def _holds(walk: Walk, meeting: Table) -> None:
    """One point at a time, by keyboard: next, the step of decisions, type, keep."""
    page = walk.who("process_manager")
    page.goto(meeting.there)
    page.get_by_role("button", name="Begin het overleg").click()
    expect(page.get_by_role("heading", name="1. Overlast in het portiek")).to_be_visible()
    expect(page.get_by_text(TOLD)).to_be_visible()
    walk.look(page, "7-scherm")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="2. Wat spreken wij af")).to_be_visible()
    page.keyboard.press("3")
    expect(page.get_by_role("link", name="Besluit")).to_have_attribute("aria-current", "step")
    tab_to(page, "Wat leggen wij vast?")
    page.keyboard.type("De politie belt maandag")
    tab_to(page, "Wie doet het?")
    page.keyboard.type("Police V")
    tab_to(page, "Uiterlijk op")
    day = timezone.localdate() + timedelta(days=12)
    page.get_by_label("Uiterlijk op").fill(day.isoformat())
    page.keyboard.press("Enter")
    expect(page.locator(".beamer-lines .decided")).to_contain_text("De politie belt maandag")
    walk.look(page, "8-besluit")
    action = Action.objects.using("keeper").get()
    assert MinutesLine.objects.using("keeper").get().action_id == action.id
    assert action.owner_id == meeting.thread.city.user("police")


def _writes_down(walk: Walk, meeting: Table) -> None:
    meeting.all_there()
    page = walk.who("case_manager")
    page.goto(meeting.there)
    walk.look(page, "9-bezig")
    page.get_by_role("button", name="Sluit het overleg af").click()
    follow(page.get_by_role("link", name="Nieuwe regel"))
    walk.look(page, "10-regel")
    page.get_by_label("Wat is er gezegd of afgesproken?").fill("De buren slapen slecht.")
    page.get_by_role("button", name="Schrijf op").click()
    page.get_by_role("button", name="Leg het verslag voor").click()
    housing = walk.who("housing")
    housing.goto(meeting.there)
    follow(housing.get_by_role("link", name="Maak bezwaar: De buren slapen slecht."))
    walk.look(housing, "11-bezwaar")
    housing.get_by_label("Wat klopt er niet?").fill("Niet alle buren.")
    housing.get_by_role("button", name="Maak bezwaar").click()
    expect(housing.locator(".minutes").get_by_text("Niet alle buren.")).to_be_visible()
    meeting.over()
    chair = walk.who("process_manager")
    chair.goto(meeting.there)
    walk.look(chair, "12-verslag")
    chair.get_by_role("button", name="Stel het verslag vast").click()
    expect(chair.get_by_text("Het verslag is vastgesteld.")).to_be_visible()
    expect(chair.get_by_text(TOLD)).to_have_count(0)


def _tells_the_household(walk: Walk, meeting: Table) -> None:
    page = walk.who("case_manager")
    page.goto(f"{meeting.there}samenvatting/")
    page.get_by_label("Samenvatting voor het huishouden").fill("Wij bellen u maandag.")
    page.get_by_role("button", name="Bewaar en bekijk de brief").click()
    expect(page.get_by_text("Wij bellen u maandag.")).to_be_visible()
    walk.look(page, "13-brief")
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Haal de brief op (pdf)").click()
    assert fetched.value.suggested_filename.startswith("samenvatting-")
