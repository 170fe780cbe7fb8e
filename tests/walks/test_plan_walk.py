"""A plan in the browser: written, conflicted, kept as a draft, settled and compared."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from baken.cases.plan import actions
from baken.cases.plan.models import Goal
from tests.cases.build import running
from tests.cases.plan import build
from tests.city import City
from tests.walks.walk import Begin, Walk, follow

MINE = "Iedereen in huis slaapt de nacht door"


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_plan_with_a_draft_and_a_conflict(size: str, city: City, begin: Begin) -> None:
    walk = begin(size, "casus")
    thread = running(city, 2)
    thread.partner("politie", "police")
    there = f"/werk/casussen/{thread.id}/plan/"
    page = walk.who("process_manager")
    page.goto(there)
    walk.look(page, "plan-0-leeg")
    follow(page.get_by_role("link", name="Begin het plan"))
    walk.look(page, "plan-1-begin")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Er staat nog geen doel in")).to_be_visible()
    _goal(walk, page)
    _agreement(walk, page)
    goal = Goal.objects.using("keeper").get()
    _draft(walk, page, f"{there}doel/{goal.id}/")
    thread.do("case_manager", actions.edit_goal, goal.id, domain="relations",
              text="Rust na elf uur", see="Stil in het trappenhuis", version=1)  # fmt: skip
    _conflict(walk, page)
    build.view(thread, consent="partly", reason="Zij willen minder mensen in huis.")
    for score, safety in ((2, 3), (6, 5)):
        build.scored(thread, score)
        thread.do("case_manager", _evaluated, thread.id, safety)
    page.goto(there)
    walk.look(page, "plan-6-plan")
    page.get_by_role("link", name="Stel het plan vast").click()
    page.get_by_role("button", name="Stel vast").click()
    expect(page.get_by_text("Het plan is vastgesteld.")).to_be_visible()
    build.begun(thread)
    (after,) = build.goals(build.newest(thread))
    thread.do("process_manager", actions.edit_goal, after.id, domain="housing",
              text=f"{MINE}, ook in het weekend", see=after.see, version=1)  # fmt: skip
    page.goto(f"{there}verschil/2/")
    walk.look(page, "plan-7-verschil")
    page.goto(f"/werk/casussen/{thread.id}/evaluatie/")
    walk.look(page, "plan-8-evaluatie")
    police = walk.who("police")
    police.goto(there)
    expect(police.get_by_text("Er wordt geschreeuwd")).to_be_visible()
    expect(police.get_by_text(MINE)).to_have_count(0)
    walk.look(police, "plan-9-partner")


def _evaluated(acting: Any, case_id: Any, safety: int) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from baken.cases import actions as cases

    cases.record_evaluation(
        acting, case_id, held_on=timezone.localdate() - timedelta(days=20 * safety),
        safety=safety, text="Het gaat stap voor stap.", household_safety=safety - 2,
        advice="stay", worked="Vaste belmomenten.",
    )  # fmt: skip


def _goal(walk: Walk, page: Page) -> None:
    follow(page.get_by_role("link", name="Nieuw doel").first)
    walk.look(page, "plan-2-doel")
    page.get_by_label("Leefgebied").select_option(label="Relaties thuis")
    page.get_by_label("Doel", exact=True).fill(build.GOAL)
    page.get_by_label("Wat willen wij zien?").fill("De buren slapen door.")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("Het doel staat in het plan.")).to_be_visible()


def _agreement(walk: Walk, page: Page) -> None:
    page.get_by_role("link", name="Nieuwe veiligheidsafspraak").first.click()
    page.get_by_label("Als", exact=True).fill("Er wordt geschreeuwd")
    page.get_by_label("Dan", exact=True).fill("Ieder gaat naar de eigen kamer")
    page.get_by_label("Wie belt wie?").fill("De oudste belt het wijkteam")
    page.get_by_label("Geldig tot en met").fill(build.later().isoformat())
    options = page.get_by_label("Wie is eigenaar?").locator("option").all_inner_texts()
    page.get_by_label("Wie is eigenaar?").select_option(
        label=next(option for option in options if option.startswith("Police"))
    )
    walk.look(page, "plan-3-afspraak")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("De afspraak staat in het plan.")).to_be_visible()


def _draft(walk: Walk, page: Page, there: str) -> None:
    """Typed and kept by itself; offered when the form is opened again."""
    page.goto(there)
    page.get_by_label("Doel", exact=True).fill(MINE)
    expect(page.get_by_text("Concept bewaard om")).to_be_visible()
    page.goto("/werk/")
    page.goto(there)
    expect(page.get_by_text("Alleen u ziet dat concept.")).to_be_visible()
    expect(page.get_by_label("Doel", exact=True)).to_have_value(build.GOAL)
    walk.look(page, "plan-4-concept")
    page.get_by_role("link", name="Ga verder met uw concept").click()
    expect(page.get_by_label("Doel", exact=True)).to_have_value(MINE)


def _conflict(walk: Walk, page: Page) -> None:
    """A colleague was first: both texts, the own one in hand; sent again it is stored."""
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Er is niets weg.")).to_be_visible()
    walk.look(page, "plan-5-conflict")
    field = page.get_by_label("Doel", exact=True)
    expect(field).to_have_value(MINE)
    field.fill(f"{MINE}, met rust na elf uur")
    page.get_by_role("button", name="Bewaar deze tekst").click()
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    assert Goal.objects.using("keeper").get().text == f"{MINE}, met rust na elf uur"
