"""The radar, the briefing, a partner's home and the clocks: in a real browser, axe on each."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from baken.cases import actions
from baken.cases.models import Action, Seat
from tests.cases.build import Thread, running, tomorrow
from tests.city import City
from tests.walks.walk import Begin


def a_busy_case(city: City) -> Thread:
    """In phase 3, with an action that is late, an empty seat and something released."""
    thread = running(city, 3)
    thread.fill("bestuurlijk", "mayor")
    thread.partner("corporatie", "housing")
    key = thread.do("process_manager", actions.add_action, thread.id, title="Slot vervangen",
                    owner=city.user("housing"), due_on=tomorrow())  # fmt: skip
    Action.objects.using("keeper").filter(pk=key).update(
        due_at=timezone.now() - timedelta(days=3), created_at=timezone.now() - timedelta(days=40)
    )
    thread.do("process_manager", actions.add_contribution, thread.id, nature="fact", text="Rustig",
              release_to=[city.organisation("corporatie")])  # fmt: skip
    thread.ask("process_manager", 4, "Het loopt op.")
    Seat.objects.using("keeper").filter(case_id=thread.id, role="casusregie").update(
        holder=None, organisation=None, accepted_at=None
    )
    return thread


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_over_many_cases(size: str, city: City, begin: Begin) -> None:
    thread = a_busy_case(city)
    there = f"/werk/casussen/{thread.id}/klokken/"
    stops = (
        ("process_manager", "/werk/radar/", "Vraag iemand", "radar"),
        ("process_manager2", "/werk/radar/", "U bewaakt nu geen casus", "radar-leeg"),
        ("process_manager", there, "Wat loopt er", "klokken"),
        ("process_manager", "/werk/overdragen/", "Vraag iemand om over te nemen", "overdragen"),
        ("housing", "/werk/", "Slot vervangen", "partner"),
        ("mayor", "/werk/briefing/", "Het loopt op.", "briefing"),
        ("lead", "/werk/overzicht/", "te weinig", "overzicht"),
    )
    walk = begin(size, "over-casussen")
    for who, url, words, name in stops:
        walk.visit(who, url, name, words)


@pytest.mark.walk
def test_from_the_radar_to_where_it_is_mended_within_two_clicks(
    city: City, open_browser: Callable[..., Page], client_as: Any
) -> None:
    a_busy_case(city)
    page = open_browser("desktop", client=client_as("process_manager"))
    start = time.monotonic()
    page.goto("/werk/radar/")
    expect(page.locator(".first .do")).to_have_text("Casusregie is leeg")
    page.locator(".first a.utrecht-button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("casusregie", ignore_case=True)
    assert time.monotonic() - start < 10
