"""The pages of the AVE model: read, write, compare, try, adopt, move; axe on each."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page, expect

from baken.cases.versions import moving, trial
from tests.cases.build import running
from tests.cases.versions.test_pages import fresh
from tests.cases.versions.town import a_draft, adopted, changed, do, example, row_of, work, write
from tests.city import City

HOME = "/werk/model/"


@pytest.fixture
def only_examples(superuser: psycopg.Connection) -> Iterator[None]:
    yield
    superuser.execute("set session_replication_role = replica")
    superuser.execute("delete from cases_avemodel where adopted_by is not null")
    superuser.execute("set session_replication_role = origin")


def a_town(city: City) -> dict[str, object]:
    """An adopted version to which a case moves, one that stays, and a draft that was tried."""
    running(city, 2)
    running(city, 3)
    first = a_draft(city)
    body = changed(first)
    body["phases"][1]["review"] = "3 m"
    body["phases"][2]["seats"] = ["casusregie", "procesregie", "operationeel", "bestuurlijk"]
    write(city, first, "fase-2", body)
    target = adopted(city, first)
    move = do(city, "lead", moving.ask, target.id, reason="Nieuw model sinds dit najaar")
    do(city, "mayor", moving.decide, move, granted=True, grounds="Besproken in de stuurgroep")
    work()
    asked = do(city, "lead", moving.ask, example().id, reason="Toch maar het voorbeeld")
    key = a_draft(city)
    body = changed(key, plan_from=0)
    body["phases"][1] |= {"review": "1 m", "name": "Hulpvraag"}
    body["clocks"].pop("contact")
    body["triggers"]["overlast"] = "De buurt heeft er last van"
    write(city, key, "fase-2", body)
    tried = do(city, "administrator", trial.start, draft=row_of(key))
    wrong = a_draft(city, "lead")
    body = changed(wrong)
    body |= {"phases": body["phases"][:3]}
    write(city, wrong, "algemeen", body, "lead")
    work()
    return {"version": target.id, "move": move, "asked": asked, "draft": key, "trial": tried,
            "wrong": wrong, "example": example().id}  # fmt: skip


@pytest.mark.walk
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_model_from_draft_to_moved_cases(
    size: str, city: City, open_browser: Callable[..., Page], client_as: Any, axe: Any, shoot: Any,
    only_examples: None,
) -> None:  # fmt: skip
    town = a_town(city)
    draft, version = f"concept/{town['draft']}/", f"versie/{town['version']}/"
    stops = (
        ("lead", "", "Versies", "lijst"),
        ("lead", version, "College van Voorbeeldstad", "versie"),
        ("administrator", f"versie/{town['example']}/", "voorbeeld, niet vastgesteld", "voorbeeld"),
        ("administrator", draft, "Dit concept is heel", "concept"),
        ("lead", f"concept/{town['wrong']}/", "Vaststellen kan nog niet", "concept-mis"),
        ("administrator", f"{draft}algemeen/", "Aantal fasen", "algemeen"),
        ("administrator", f"{draft}fase-2/", "Beginsituatie", "fase"),
        ("administrator", f"{draft}verantwoordelijkheden/", "wie kan het zijn", "stoelen"),
        ("administrator", f"{draft}aanleidingen/", "Nieuwe aanleiding 1", "aanleidingen"),
        ("administrator", f"{draft}vragen/", "Wie opschaalt", "vragen"),
        ("administrator", f"{draft}acuut/", "Wie doet dat", "acuut"),
        ("administrator", f"{draft}klokken/", "Lege stoel vullen", "klokken"),
        ("administrator", f"{draft}stilte/", "Trede 1", "stilte"),
        ("administrator", f"{draft}inlezen/", "Bestand (YAML)", "inlezen"),
        ("lead", f"vergelijken/?van={town['example']}&naar={town['draft']}", "verschillen", "diff"),
        ("process_manager", f"proef/{town['trial']}/", "Wat er zou veranderen", "proef"),
        ("administrator", f"proef/{town['trial']}/", "1 tot 9", "proef-beheerder"),
        ("lead", f"{draft}vaststellen/", "Wie stelde het vast?", "vaststellen"),
        ("process_manager", f"versie/{town['version']}/verhuizen/", "Welke van uw", "vraag"),
        ("process_manager", f"verhuizing/{town['move']}/", "1 casus bleef", "verhuizing"),
        ("mayor", f"verhuizing/{town['asked']}/besluit/", "Toch maar het voorbeeld", "besluit"),
    )
    for who, url, words, name in stops:
        page = open_browser(size, client=fresh(client_as(who)))
        page.goto(f"{HOME}{url}")
        expect(page.get_by_text(words).first).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, url
        shoot(page, f"model-{name}-{size}")


@pytest.mark.walk
def test_an_adopted_version_with_the_keyboard(
    city: City, open_browser: Callable[..., Page], client_as: Any, only_examples: None
) -> None:
    page = open_browser("desktop", client=client_as("administrator"))
    page.goto(f"{HOME}versie/{example().id}/")
    page.get_by_role("button", name="Begin een concept").press("Enter")
    page.get_by_role("link", name="Wijzig Klokken").press("Enter")
    page.get_by_label("Lege stoel vullen").fill("snel")
    page.get_by_role("button", name="Bewaar").press("Enter")
    expect(page.get_by_text("bijvoorbeeld 5 wd of 6 w").first).to_be_visible()
    page.get_by_label("Lege stoel vullen").fill("2 wd")
    page.get_by_role("button", name="Bewaar").press("Enter")
    expect(page.get_by_text("1 verschil met Voorbeeld 2")).to_be_visible()
    there = page.url
    chief = open_browser("desktop", client=fresh(client_as("lead")))
    chief.goto(there)
    chief.get_by_role("link", name="Stel vast").press("Enter")
    chief.get_by_label("Wie stelde het vast?").fill("College van Voorbeeldstad")
    chief.get_by_label("Met welk besluit?").fill("2026-17")
    chief.get_by_role("button", name="Stel vast").press("Enter")
    expect(chief.get_by_text("Nieuwe casussen beginnen op deze versie.")).to_be_visible()
