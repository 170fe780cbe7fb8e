"""Signing in through one's own organisation, against a real provider on loopback."""

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from baken.access.models import User
from tests.access.door import enrol, person, with_password
from tests.access.provider import CLIENT, SECRET, Provider, running
from tests.city import City

START = "/account/oidc/organisatie/login/"


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with running() as found:
        app = {
            "provider_id": "organisatie", "name": "Politie (voorbeeld)", "client_id": CLIENT,
            "secret": SECRET, "settings": {"server_url": found.url},
        }  # fmt: skip
        monkeypatch.setattr(
            settings, "SOCIALACCOUNT_PROVIDERS", {"openid_connect": {"APPS": [app]}}
        )
        yield found


def _claims(email: str, **more: Any) -> dict[str, Any]:
    return {"sub": f"nummer-van-{email}", "email": email, "email_verified": True,
            "name": "Niet Bewaren", **more}  # fmt: skip


def _go(client: Client, start: str = START) -> HttpResponse:
    """Walk to the provider and back, as a browser does."""
    away = urlsplit(client.get(start).url)
    connection = http.client.HTTPConnection(away.netloc)
    connection.request("GET", f"{away.path}?{away.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def test_the_door_shows_the_way(city: City, provider: Provider) -> None:
    page = Client().get("/inloggen/?next=/werk/casussen/").content.decode()
    assert f'href="{START}?next=/werk/casussen/"' in page


def test_a_verified_address_of_someone_invited_signs_in(city: City, provider: Provider) -> None:
    provider.claims = _claims("police@voorbeeld.invalid")
    client = Client()
    assert _go(client, f"{START}?next=/werk/casussen/").url == "/werk/casussen/"
    assert client.get("/werk/casussen/").status_code == 200
    (account,) = SocialAccount.objects.all()
    assert account.user_id == city.users["police"]
    assert account.extra_data == {}
    assert not SocialToken.objects.exists()


def test_later_the_subject_is_enough_and_nothing_more_is_kept(
    city: City, provider: Provider
) -> None:
    provider.claims = _claims("police@voorbeeld.invalid")
    _go(Client())
    provider.claims = {**provider.claims, "email": "getrouwd@voorbeeld.invalid"}
    client = Client()
    assert _go(client).url == "/werk/"
    assert client.get("/werk/").status_code == 200
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    "claims",
    [
        _claims("onbekend@voorbeeld.invalid"),
        _claims("police@voorbeeld.invalid", email_verified=False),
        _claims("police@voorbeeld.invalid", email_verified="true"),
        {"sub": "x", "email": "police@voorbeeld.invalid"},
        {"sub": "x"},
    ],
)
def test_who_is_unknown_or_not_verified_is_refused(
    city: City, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    client = Client()
    page = _go(client).content.decode()
    assert "U bent hier nog niet uitgenodigd" in page
    assert client.get("/werk/").url.startswith("/inloggen/")
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == len(city.users)


def test_a_closed_account_stays_closed(city: City, provider: Provider) -> None:
    provider.claims = _claims("police@voorbeeld.invalid")
    _go(Client())
    User.objects.using("keeper").filter(pk=city.users["police"]).update(is_active=False)
    client = Client()
    _go(client)
    assert client.get("/werk/").url.startswith("/inloggen/")


def test_an_own_second_step_is_asked_here_too(city: City, provider: Provider) -> None:
    user = person(city, "police")
    enrol(with_password(user))
    provider.claims = _claims(user.email)
    client = Client()
    assert _go(client).url == "/account/2fa/authenticate/"
    assert client.get("/werk/").url.startswith("/inloggen/")


def test_stopping_there_and_a_forged_answer_are_told(city: City, provider: Provider) -> None:
    provider.cancelled = True
    assert _go(Client()).url == "/account/organisatie/geannuleerd/"
    answer = Client().get(f"{START}callback/?code=code-0&state=verzonnen")
    assert answer.status_code == 401
    assert "lukte niet" in answer.content.decode()


def test_a_provider_that_is_away_is_told(city: City, provider: Provider) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    answer = Client().get(START)
    assert answer.status_code == 401
    assert "lukte niet" in answer.content.decode()
