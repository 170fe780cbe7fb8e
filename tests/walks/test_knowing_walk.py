"""Participation, contribution, disclosure and emergency access in a real browser."""

import pytest

from baken.cases.disclosures import actions as disclosures
from baken.cases.glass import actions as glass
from baken.cases.glass.models import Glass
from tests.cases.build import running
from tests.cases.knowing.test_knowing import asked, keep, told
from tests.city import City
from tests.walks.walk import Begin


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_of_need_to_know(size: str, city: City, begin: Begin) -> None:
    thread = running(city, 2)
    thread.partner("politie", "police")
    item = told(thread, "case_manager")
    made, waits = asked(thread, items=[item]), asked(thread, items=[item])
    thread.do("process_manager", disclosures.decide, made, granted=True, reason="Nodig.")
    reason = "Een bewoner belt in paniek, niemand neemt op."
    thread.do("process_manager2", glass.break_glass, number=thread.row.number, reason=reason)
    looked = keep(Glass).get().id
    there, party = f"/werk/casussen/{thread.id}/", city.organisation("corporatie")
    pages = (
        ("process_manager", f"{there}partner/{party}/", "deelname"),
        ("case_manager", f"{there}inbreng/", "inbreng"),
        ("case_manager", f"{there}verstrekkingen/vraag/", "vraag"),
        ("process_manager", f"{there}verstrekkingen/", "verstrekkingen"),
        ("process_manager", f"{there}verstrekkingen/{waits}/besluit/", "besluit"),
        ("care", f"/werk/verstrekkingen/{made}/", "bewijs"),
        ("care", "/werk/verstrekkingen/", "ontvangen"),
        ("privacy_officer", "/werk/toezicht/casussen/", "toezicht"),
        ("privacy_officer", f"/werk/verstrekkingen/{waits}/advies/", "advies"),
        ("privacy_officer", f"/werk/noodtoegang/{looked}/", "beoordelen"),
        ("process_manager2", "/werk/noodtoegang/", "noodtoegang"),
        ("process_manager2", there, "door-het-glas"),
    )
    walk = begin(size, "kennen")
    for who, url, name in pages:
        walk.visit(who, url, name)
