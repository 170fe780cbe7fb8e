"""Signing in, in a real browser: invitation, passkey, recovery codes, one-time codes, keyboard."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from baken.access import actions
from baken.access.models import Organisation
from baken.core.acting import acting_as
from tests.city import City
from tests.walks.walk import follow

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


def _accept(page: Page, city: City) -> None:
    page.goto(f"/uitnodiging/{_invited(city)}/")
    page.get_by_label("Uw naam").fill("Nina Nietechtema")
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Nog een keer").fill(PASSWORD)
    page.get_by_role("button", name="Maak mijn account").click()


def _sign_in(page: Page) -> None:
    page.get_by_label("E-mailadres").fill("nieuw@voorbeeld.invalid")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


def _confirm(page: Page) -> None:
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Bevestigen").click()


def _code(secret: str, *, step: int = 0) -> str:
    """What the app on the phone would show now, or `step` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def test_an_invited_colleague_comes_in_with_a_passkey(
    city: City,
    open_browser: Callable[..., Page],
    axe: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
) -> None:
    page = open_browser("desktop")
    _accept(page, city)
    axe(page)
    shoot(page, "inloggen")
    _sign_in(page)
    expect(page.get_by_role("heading", name="Nog één stap")).to_be_visible()
    axe(page)

    _authenticator(page)
    page.get_by_role("link", name="Toegangssleutel toevoegen").click()
    # Adding a key asks for the password once more.
    axe(page)
    shoot(page, "bevestigen")
    _confirm(page)
    axe(page)
    shoot(page, "toegangssleutel-toevoegen")
    page.get_by_label("Naam van deze sleutel").fill("Deze computer")
    page.get_by_role("button", name="Sleutel toevoegen").click()
    expect(page.get_by_role("heading", name="Uw herstelcodes")).to_be_visible()

    # The key was proven just now: no need to sign in again.
    page.goto("/werk/")
    expect(page.get_by_role("heading", name="Mijn werk")).to_be_visible()
    page.goto("/account/2fa/webauthn/")
    axe(page)
    shoot(page, "toegangssleutels")
    page.get_by_role("link", name="Andere naam voor Deze computer").click()
    page.get_by_label("Naam van deze sleutel").fill("Laptop")
    page.get_by_role("button", name="Opslaan").click()
    follow(page.get_by_role("link", name="Haal Laptop weg"))
    axe(page)
    page.get_by_role("link", name="Annuleren").click()

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Inloggen met toegangssleutel").click()
    expect(page.get_by_role("heading", name="Mijn werk")).to_be_visible()
    expect(page.get_by_text("Nina Nietechtema")).to_be_visible()


def test_a_key_that_is_not_used_is_told(
    city: City, open_browser: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = open_browser("phone")
    page.goto("/account/login/")
    session = _authenticator(page)
    session.send("WebAuthn.disable")
    page.route("**/webauthn/login/", lambda route: route.abort())
    page.get_by_role("button", name="Inloggen met toegangssleutel").click()
    expect(page.get_by_text("De toegangssleutel is niet gebruikt")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_app_and_a_recovery_code_open_the_door(
    city: City,
    open_browser: Callable[..., Page],
    axe: Callable[[Page], None],
    shoot: Callable[[Page, str], None],
    size: str,
) -> None:
    page = open_browser(size)

    def look(name: str) -> None:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        shoot(page, f"{name}-{size}")

    _accept(page, city)
    _sign_in(page)
    look("nog-een-stap")
    page.get_by_role("link", name="Code-app toevoegen").click()
    _confirm(page)
    look("code-app")
    page.get_by_label("Code die de app nu toont").fill("000000")
    page.get_by_role("button", name="App toevoegen").click()
    expect(page.get_by_role("alert")).to_contain_text("deze code klopt niet")
    look("code-app-fout")
    secret = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("Code die de app nu toont").fill(_code(secret))
    page.get_by_role("button", name="App toevoegen").click()
    expect(page.get_by_role("heading", name="Uw herstelcodes")).to_be_visible()
    expect(page.get_by_role("button", name="Afdrukken")).to_be_visible()
    look("herstelcodes")
    recovery = page.locator("#recovery_codes li").first.inner_text()
    page.emulate_media(media="print")
    expect(page.locator("#recovery_codes")).to_be_visible()
    shoot(page, f"herstelcodes-papier-{size}")
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.get_by_role("heading", name="Mijn werk")).to_be_visible()

    # Another browser, with only a recovery code at hand.
    other = open_browser("desktop")
    other.goto("/account/login/")
    _sign_in(other)
    expect(other.get_by_role("heading", name="Uw tweede stap")).to_be_visible()
    axe(other)
    shoot(other, "tweede-stap-vragen")
    other.get_by_label("Code", exact=True).fill(recovery)
    other.get_by_role("button", name="Inloggen").click()
    expect(other.get_by_role("heading", name="Mijn werk")).to_be_visible()
    other.goto("/account/2fa/")
    expect(other.get_by_text("Nog 9 codes")).to_be_visible()
    axe(other)
    shoot(other, f"tweede-stap-{size}")

    # The list shows both; the first one ends the other.
    page.goto("/account/sessies/")
    expect(page.get_by_role("button", name="Beëindig")).to_have_count(1)
    look("sessies")
    page.get_by_role("button", name="Beëindig").click()
    expect(page.get_by_text("Die sessie is beëindigd.")).to_be_visible()
    other.goto("/werk/")
    expect(other.get_by_role("heading", name="Inloggen")).to_be_visible()


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
