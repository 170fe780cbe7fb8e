"""The pages for upkeep in a real browser: retention, messages, and showing a name."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from baken.access.models import Membership
from baken.core.acting import acting_as
from baken.messages.models import Message
from baken.people import api as people
from baken.retention import actions, tasks
from baken.retention.models import Certificate
from tests.city import City, sign_in

pytestmark = pytest.mark.walk

Open = Callable[..., Page]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]


def old_message(year: int, month: int, state: str = "sent") -> Message:
    moment = datetime(year, month, 1, tzinfo=timezone.get_default_timezone())
    return Message.objects.using("keeper").create(
        channel="mail",
        purpose="reports",
        about_id=uuid4(),
        to="bewoner@voorbeeld.invalid",
        subject="Uw melding M-4821-9370 is binnen",
        text="Uw melding is binnen.",
        html="",
        state=state,
        created_at=moment,
        sent_at=moment if state == "sent" else None,
    )


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_privacy_officer_holds_what_would_go(
    city: City, open_browser: Open, axe: Check, shoot: Shoot, size: str
) -> None:
    old_message(2019, 1)
    tasks.nightly.run()
    due = old_message(2020, 5)
    tasks.nightly.run(tasks.ONLY_COUNT)
    page = open_browser(size, client=sign_in(city, "privacy_officer"))
    page.goto("/werk/bewaartermijnen/")
    axe(page)
    page.get_by_text("bericht: het eerste kenmerk").click()
    page.get_by_role("link", name="Houd tegen").click()
    assert page.get_by_label("Kenmerk van het dossier").input_value() == str(due.id)
    page.get_by_role("button", name="Houd tegen").click()
    assert page.get_by_role("alert").filter(has_text="waarom").is_visible()
    axe(page)
    shoot(page, f"bewaartermijnen-{size}")
    page.get_by_label("Waarom moet dit bewaard blijven?").fill("Er loopt bezwaar")
    page.get_by_role("button", name="Houd tegen").click()
    assert page.get_by_text("Er loopt bezwaar", exact=True).is_visible()
    tasks.nightly.run()
    assert Message.objects.using("keeper").filter(id=due.id).exists()
    page.get_by_role("link", name="Verklaring 1").click()
    assert page.get_by_text("Klopt").is_visible()
    axe(page)
    shoot(page, f"verklaring-{size}")
    assert Certificate.objects.using("keeper").count() == 1


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_outbox(city: City, open_browser: Open, axe: Check, shoot: Shoot, size: str) -> None:
    for state in ("sent", "failed", "shown"):
        old_message(2026, 11, state)
    page = open_browser(size, client=sign_in(city, "desk"))
    page.goto("/werk/berichten/")
    axe(page)
    shoot(page, f"berichten-{size}")
    page.get_by_role("link", name="Niet aangekomen").click()
    page.get_by_role("link", name="Uw melding M-4821-9370 is binnen").click()
    page.get_by_role("button", name="Verstuur opnieuw").click()
    assert page.get_by_text("Wacht op verzending").is_visible()
    axe(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_name_is_shown_after_the_question_why(
    city: City, open_browser: Open, axe: Check, shoot: Shoot, javascript: bool
) -> None:
    file_id = uuid4()
    Membership.objects.using("keeper").create(
        file_id=file_id,
        user_id=city.user("case_manager"),
        organisation_id=city.organisation("gemeente"),
        valid_from=timezone.now(),
    )
    acting: Any = city.acting("case_manager")
    with acting_as(acting):
        person_id = people.add(acting, file_id, name="Lucinde Bakboord", role="subject")
    page = open_browser(javascript=javascript, client=sign_in(city, "case_manager"))
    page.goto(f"/werk/personen/{person_id}/naam/")
    assert not page.get_by_text("Lucinde Bakboord").is_visible()
    page.get_by_role("button", name="Toon de naam").click()
    page.get_by_text("Kies waarom u de naam wilt zien.").first.wait_for()
    if javascript:
        axe(page)
    page.get_by_label("ik neem contact op").check()
    page.get_by_role("button", name="Toon de naam").click()
    page.get_by_text("Lucinde Bakboord").wait_for()
    shoot(page, f"naam-tonen-{'met' if javascript else 'zonder'}-javascript")


def test_a_hold_is_let_go(city: City, open_browser: Open) -> None:
    acting = city.acting("privacy_officer")
    with acting_as(acting):
        actions.place_hold(acting, uuid4(), "Er liep bezwaar")
    page = open_browser(client=sign_in(city, "privacy_officer"))
    page.goto("/werk/bewaartermijnen/")
    page.get_by_text("Laat los").first.click()
    page.get_by_role("button", name="Laat los").click()
    assert page.get_by_text("Er wordt nu niets tegengehouden.").is_visible()
