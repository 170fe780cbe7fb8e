"""Signing in, in a real browser: invitation, passkey, recovery codes, one-time codes, keyboard."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from baken.access import actions
from baken.access.models import Organisation
from baken.core.acting import acting_as
from tests.city import City

pytestmark = pytest.mark.walk
PASSWORD = "vier losse woorden hier"


def _invited(city: City) -> str:
    with acting_as(city.acting("administrator")) as acting:
        organisation = Organisation.objects.get(kind="municipality")
        return actions.invite(
            acting, email="nieuw@voorbeeld.invalid", organisation=organisation,
            capacity="desk", purpose="reports",
        )  # fmt: skip


def _authenticator(page: Page) -> Any:
    """A security key of the browser's own: it answers like a real one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
               "hasUserVerification": True, "isUserVerified": True,
               "automaticPresenceSimulation": True}  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_an_invited_colleague_comes_in_with_a_passkey(
    city: City,
    open_browser: Callable[..., Page],
    axe: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
) -> None:
    page = open_browser("desktop")
    page.goto(f"/uitnodiging/{_invited(city)}/")
    axe(page)
    page.get_by_label("Uw naam").fill("Nina Nietechtema")
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Nog een keer").fill(PASSWORD)
    page.get_by_role("button", name="Maak mijn account").click()

    axe(page)
    shoot(page, "inloggen")
    page.get_by_label(re.compile("e-mail", re.IGNORECASE)).fill("nieuw@voorbeeld.invalid")
    page.get_by_label(re.compile("^wachtwoord", re.IGNORECASE)).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", name="Nog één stap")).to_be_visible()
    axe(page)

    _authenticator(page)
    page.get_by_role("link", name="Toegangssleutel toevoegen").click()
    # Adding a key asks for the password once more.
    axe(page)
    page.get_by_label(re.compile("^wachtwoord", re.IGNORECASE)).fill(PASSWORD)
    page.get_by_role("button", name="Bevestigen").click()
    shoot(page, "toegangssleutel-toevoegen")
    page.locator("#id_name").fill("Deze computer")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("2fa/(?!webauthn/add)"))
    axe(page)
    shoot(page, "herstelcodes")

    page.goto("/werk/")
    expect(page.get_by_role("heading", name="Nog één stap")).to_be_visible()
    page.get_by_role("button", name="Uitloggen").click()

    page.goto("/account/login/")
    page.get_by_role("button", name="Inloggen met toegangssleutel").click()
    expect(page.get_by_role("heading", name="Mijn werk")).to_be_visible()
    expect(page.get_by_text("Nina Nietechtema")).to_be_visible()
    axe(page)

    page.goto("/account/2fa/")
    axe(page)
    shoot(page, "tweede-stap")


def test_every_page_of_the_door_is_accessible(
    city: City, open_browser: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    for size in ("phone", "desktop"):
        page = open_browser(size)
        for path in ("/inloggen/", "/account/login/", "/account/password/reset/", "/privacy/",
                     "/toegankelijkheid/", "/bestaat-niet/"):  # fmt: skip
            page.goto(path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
