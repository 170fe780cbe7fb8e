"""Attempts and used codes count for all web processes together, and say nothing about anybody."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from baken.access.limits import USED_CODE
from baken.access.models import Limit
from baken.access.tasks import sweep
from tests.access.door import code, enrol, person, with_password
from tests.city import City

_START = """
import sys, django
django.setup()
from django.test import Client
from django.conf import settings
from django.test.utils import setup_test_environment
settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
setup_test_environment()
"""
_CODE = """
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
print(TOTP(Authenticator.objects.get(type="totp")).validate_code(sys.argv[1]))
"""
_ATTEMPT = """
page = Client().post("/account/login/", {"login": sys.argv[1], "password": "iets anders"})
print("te vaak" in page.content.decode())
"""


def _other_worker(script: str, *arguments: str) -> str:
    """What another web process, with the same environment, says."""
    done = subprocess.run(
        [sys.executable, "-c", _START + script, *arguments], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def _attempt(email: str) -> str:
    page = Client().post("/account/login/", {"login": email, "password": "iets anders"})
    return page.content.decode()


def test_a_used_code_is_refused_by_another_process(city: City) -> None:
    user = person(city)
    secret = enrol(with_password(user))
    used, fresh = code(secret), code(secret, 1)
    assert with_password(user).post("/account/2fa/authenticate/", {"code": used}).url == "/werk/"
    assert _other_worker(_CODE, used) == "False"
    assert _other_worker(_CODE, fresh) == "True"


def test_a_code_stays_used_for_as_long_as_it_opens(city: City) -> None:
    user = person(city)
    secret = enrol(with_password(user))
    shown, before = code(secret), timezone.now()
    with_password(user).post("/account/2fa/authenticate/", {"code": shown})
    name = cache.make_key(f"{USED_CODE}user={user.pk}&code={shown}")
    assert Limit.objects.get(cache_key=name).expires - before > timedelta(seconds=88)


def test_attempts_count_for_all_processes(city: City) -> None:
    email = person(city).email
    for _number in range(20):
        if "te vaak" in _attempt(email):
            break
    assert "te vaak" in _attempt(email)
    assert _other_worker(_ATTEMPT, email) == "True"
    assert _other_worker(_ATTEMPT, "iemand@anders.invalid") == "False"


def test_attempts_stay_counted_when_the_request_is_rolled_back(city: City) -> None:
    with transaction.atomic():
        assert cache.add("one", 1, 60)
        transaction.set_rollback(True)
    assert not cache.add("one", 1, 60)


def test_the_table_names_nobody(city: City) -> None:
    email = person(city).email
    _attempt(email)
    rows = list(Limit.objects.values_list("cache_key", "value"))
    assert rows
    for key, _value in rows:
        assert len(key) == 64
        assert set(key) <= set("0123456789abcdef")
    assert not any(word in f"{rows}" for word in (email, "127.0.0.1"))


def test_an_ordinary_page_counts_nothing(client_as: "Callable[..., Client]") -> None:
    client = client_as("desk")
    with connections["limits"].execute_wrapper(_forbidden):
        assert client.get("/werk/").status_code == 200
        assert Client().get("/account/login/").status_code == 200


def _forbidden(*arguments: object) -> None:
    raise AssertionError(arguments[1])


def test_what_expired_goes_at_night(city: City) -> None:
    _attempt(person(city).email)
    Limit.objects.update(expires=timezone.now() - timedelta(seconds=1))
    Limit.objects.create(
        cache_key="f" * 64, value="", expires=timezone.now() + timedelta(minutes=5)
    )
    sweep.run()
    assert [row.cache_key for row in Limit.objects.all()] == ["f" * 64]
