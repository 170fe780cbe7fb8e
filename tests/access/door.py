"""What the tests of the door share: a person with a password, and the codes of an app."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from baken.access.models import User
from tests.city import City

PASSWORD = "een lang en eigen wachtwoord"


def person(city: City, who: str = "desk") -> User:
    """Someone of the city who has a password."""
    user = User.objects.get(pk=city.users[who])
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def with_password(user: User, password: str = PASSWORD, **headers: str) -> Client:
    """A browser in which the first step was done."""
    client = Client(headers=headers)
    client.post("/account/login/", {"login": user.email, "password": password})
    return client


def code(secret: str, step: int = 0) -> str:
    """What an app shows, `step` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def enrol(client: Client, password: str = PASSWORD) -> str:
    """Add a code app as a person does; returns its secret."""
    client.post("/account/reauthenticate/", {"password": password})
    page = client.get("/account/2fa/totp/activate/")
    secret: str = page.context["form"].secret
    done = client.post("/account/2fa/totp/activate/", {"code": code(secret)})
    assert done.url == "/account/2fa/recovery-codes/", done.status_code
    return secret
