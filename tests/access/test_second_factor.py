"""The second step: an app with real codes, recovery codes, wrong ones, too many, none at all."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from baken.access.models import SignIn
from tests.access.door import PASSWORD, code, enrol, person, with_password
from tests.city import City


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Attempts and used codes are counted in the cache."""
    cache.clear()
    yield
    cache.clear()


def test_an_app_is_added_and_opens_the_workplace_at_once(city: City) -> None:
    client = with_password(person(city))
    assert client.get("/werk/").url == "/account/tweede-stap/"
    secret = enrol(client)
    assert client.get("/werk/").status_code == 200
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept


def test_signing_in_asks_for_the_code_of_the_app(city: City) -> None:
    user = person(city)
    secret = enrol(with_password(user))
    client = with_password(user)
    assert client.get("/werk/").url.startswith("/inloggen/")
    page = client.get("/account/2fa/authenticate/")
    assert "Uw tweede stap" in page.content.decode()
    done = client.post("/account/2fa/authenticate/", {"code": code(secret)})
    assert done.url == "/werk/"
    assert client.get("/werk/").status_code == 200


def test_one_code_works_once(city: City) -> None:
    user = person(city)
    secret = enrol(with_password(user))
    shown = code(secret)
    assert with_password(user).post("/account/2fa/authenticate/", {"code": shown}).url == "/werk/"
    again = with_password(user).post("/account/2fa/authenticate/", {"code": shown})
    assert again.status_code == 200
    assert "Deze code klopt niet" in again.content.decode()


@pytest.mark.parametrize("wrong", ["000000", "", "abc", "9" * 400, "12\x003456", "\u202e123456"])
def test_a_wrong_code_is_told_and_opens_nothing(city: City, wrong: str) -> None:
    user = person(city)
    enrol(with_password(user))
    client = with_password(user)
    answer = client.post("/account/2fa/authenticate/", {"code": wrong})
    assert answer.status_code == 200
    assert 'class="err"' in answer.content.decode()
    assert client.get("/werk/").status_code == 302


def test_a_recovery_code_works_once(city: City) -> None:
    user = person(city)
    first = with_password(user)
    enrol(first)
    page = first.get("/account/2fa/recovery-codes/").content.decode()
    codes = re.findall(r"<li>(\d{8})</li>", page)
    assert len(codes) == 10
    assert codes[0] in first.get("/account/2fa/recovery-codes/download/").content.decode()
    client = with_password(user)
    assert client.post("/account/2fa/authenticate/", {"code": codes[0]}).url == "/werk/"
    again = with_password(user).post("/account/2fa/authenticate/", {"code": codes[0]})
    assert "Deze code klopt niet" in again.content.decode()


def test_new_recovery_codes_end_the_old_ones(city: City) -> None:
    user = person(city)
    first = with_password(user)
    enrol(first)
    page = first.get("/account/2fa/recovery-codes/").content.decode()
    old = re.findall(r"<li>(\d{8})</li>", page)[0]
    assert "De oude werken dan niet meer" in (
        first.get("/account/2fa/recovery-codes/generate/").content.decode()
    )
    first.post("/account/2fa/recovery-codes/generate/")
    client = with_password(user)
    assert client.post("/account/2fa/authenticate/", {"code": old}).status_code == 200


def test_too_many_wrong_codes_are_held_back(city: City) -> None:
    user = person(city)
    secret = enrol(with_password(user))
    client = with_password(user)
    for _try in range(5):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    answer = client.post("/account/2fa/authenticate/", {"code": code(secret, 1)})
    assert answer.status_code == 200
    assert "Wacht vijf minuten" in answer.content.decode()


def test_too_many_wrong_passwords_are_held_back(city: City) -> None:
    user = person(city)
    for _try in range(5):
        with_password(user, "fout")
    answer = Client().post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "Wacht vijf minuten" in answer.content.decode()


def test_a_flood_from_one_place_gets_a_page_that_says_wait(city: City) -> None:
    client = Client()
    for _try in range(31):
        answer = client.post("/account/login/", {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "Even wachten" in answer.content.decode()


def test_taking_the_app_away_asks_who_you_are(city: City) -> None:
    user = person(city)
    first = with_password(user)
    enrol(first)
    first.get("/account/2fa/totp/deactivate/")
    session = first.session
    session["account_authentication_methods"] = [
        {**way, "at": 0} for way in session["account_authentication_methods"]
    ]
    session.save()
    assert "reauthenticate" in first.get("/account/2fa/totp/deactivate/").url
    wrong = first.post("/account/reauthenticate/", {"password": "fout"})
    assert "Dit wachtwoord klopt niet" in wrong.content.decode()
    first.post("/account/reauthenticate/", {"password": PASSWORD})
    assert first.post("/account/2fa/totp/deactivate/").url == "/account/2fa/"
    assert not Authenticator.objects.filter(user=user).exists()
    page = first.get("/account/2fa/").content.decode()
    assert page.count("Nog niet toegevoegd") == 2


def test_signing_in_changes_the_session_key(city: City) -> None:
    """Someone who planted a session in this browser gains nothing."""
    user = person(city)
    secret = enrol(with_password(user))
    client = Client()
    session = client.session
    session["planted"] = "before"
    session.save()
    planted = session.session_key
    client.cookies["baken"] = planted
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": code(secret, 1)})
    assert client.get("/werk/").status_code == 200
    assert client.cookies["baken"].value != planted
    stranger = Client()
    stranger.cookies["baken"] = planted
    assert stranger.get("/werk/").url.startswith("/inloggen/")


def test_changing_the_password_ends_other_sessions(city: City) -> None:
    user = person(city)
    here, there = with_password(user), with_password(user)
    enrol(here)
    new = "een heel ander lang wachtwoord"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": "iets heel anders"}
    wrong = here.post("/account/password/change/", data)
    assert "niet gelijk" in wrong.content.decode()
    wrong = here.post("/account/password/change/", {**data, "oldpassword": "fout"})
    assert "Dit is niet uw wachtwoord van nu" in wrong.content.decode()
    assert here.post("/account/password/change/", {**data, "password2": new}).status_code == 302
    assert here.get("/werk/").status_code == 200
    assert there.get("/account/sessies/").url == "/inloggen/"
    assert [s.session_key for s in SignIn.objects.filter(user=user)] == [here.session.session_key]


@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "confirm-email/", "3rdparty/", "3rdparty/signup/", "password/set/",
     "dicht/account_signup/", "dicht/socialaccount_connections/", "oidc/organisatie/login/",
     "2fa/webauthn/signup/"],
)  # fmt: skip
def test_pages_that_nobody_needs_are_not_there(city: City, path: str) -> None:
    client = with_password(person(city))
    assert client.get(f"/account/{path}").status_code == 404
    assert Client().post(f"/account/{path}").status_code == 404


def test_the_pages_of_the_door_speak_dutch(city: City) -> None:
    """No word of English, no 'je', and 'wachtwoord vergeten' once."""
    user = person(city)
    client = with_password(user)
    enrol(client)
    for path in ("login/", "password/reset/", "password/reset/done/", "inactive/",
                 "password/reset/key/x-y/", "password/reset/key/done/", "password/change/",
                 "reauthenticate/", "2fa/", "2fa/reauthenticate/", "2fa/webauthn/add/",
                 "2fa/webauthn/", "2fa/totp/deactivate/", "2fa/recovery-codes/",
                 "2fa/recovery-codes/generate/", "organisatie/fout/", "organisatie/geannuleerd/",
                 ):  # fmt: skip
        browser = Client() if path == "login/" else client
        answer = browser.get(f"/account/{path}")
        assert answer.status_code in (200, 401), (path, answer.status_code)
        page = answer.content.decode().split("<main")[1].split("</main>")[0]
        words = re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.S)
        assert not re.search(r"\b(je|jouw|the|your|password|code:|passwordless)\b", words, re.I), (
            path, words,
        )  # fmt: skip
        assert words.count("Wachtwoord vergeten") <= 1 + ("reset/" in path), path
