"""Behind proxies of our own each visitor counts apart; what visitors write themselves does not."""

import pytest
from django.test import Client, RequestFactory

from baken.core import visitor
from baken.geo import views
from baken.geo.limits import Limit
from tests.city import City

DIRECT = "10.0.0.1"


@pytest.mark.parametrize(
    ("count", "header", "found"),
    [
        (0, "", DIRECT),
        (0, "203.0.113.5", DIRECT),
        (1, "", DIRECT),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.1, 203.0.113.5, 192.0.2.7", "203.0.113.5"),
        (2, "203.0.113.5", DIRECT),
        (1, "198.51.100.1, niets", DIRECT),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_only_our_own_proxies_are_believed(
    monkeypatch: pytest.MonkeyPatch, count: int, header: str, found: str
) -> None:
    monkeypatch.setattr("django.conf.settings.BAKEN_TRUSTED_PROXIES", count)
    extra = {"HTTP_X_FORWARDED_FOR": header} if header else {}
    assert visitor.address(RequestFactory().get("/", REMOTE_ADDR=DIRECT, **extra)) == found


def _statuses(addresses: list[str]) -> list[int]:
    return [
        Client().get("/kaart/adressen?q=ab", headers={"X-Forwarded-For": one}).status_code
        for one in addresses
    ]


def _sign_in(address: str) -> bool:
    """One wrong attempt; is it held back?"""
    page = Client().post(
        "/account/login/", {"login": f"{address}@voorbeeld.invalid", "password": "onjuist"},
        headers={"X-Forwarded-For": address},
    )  # fmt: skip
    return page.status_code == 429 or "te vaak" in page.content.decode()


def test_look_ups_are_counted_per_visitor(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_LOOKUPS", Limit(burst=2, per_second=0.001))
    monkeypatch.setattr("django.conf.settings.BAKEN_TRUSTED_PROXIES", 1)
    one, other = "203.0.113.5", "203.0.113.6"
    assert _statuses([one, one, one, other]) == [200, 200, 429, 200]


def test_a_forged_header_escapes_no_limit(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_LOOKUPS", Limit(burst=2, per_second=0.001))
    forged = [f"203.0.113.{number}" for number in range(40)]
    assert _statuses(forged[:3]) == [200, 200, 429]
    assert any(_sign_in(one) for one in forged)


def test_attempts_to_sign_in_are_counted_per_visitor(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.BAKEN_TRUSTED_PROXIES", 1)
    assert not any(_sign_in(f"203.0.113.{number}") for number in range(40))
