"""Settings that weaken security, told by `baken doctor`: what, why it is wrong, how to mend it."""

import os
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any, NamedTuple

ENCRYPTED = {"require", "verify-ca", "verify-full"}


class Setting(NamedTuple):
    """One setting looked at; `wrong` is empty when it is well."""

    what: str
    wrong: str
    mend: str


def weak_settings() -> Iterator[Setting]:
    """Every setting that can weaken security. Django must be set up."""
    yield from _doors()
    yield from _lines()
    yield from _proxies()


def _doors() -> Iterator[Setting]:
    """Who may come in, and what is told."""
    from django.conf import settings

    off = not settings.BAKEN_SECOND_FACTOR
    yield Setting("tweede stap", "BAKEN_NO_SECOND_FACTOR staat aan" if off else "",
                  "Haal BAKEN_NO_SECOND_FACTOR weg: het mag nooit waar echte gegevens staan."
                  )  # fmt: skip
    demo = "BAKEN_DEMO" in os.environ
    yield Setting("geen voorbeeldstad", "BAKEN_DEMO staat in deze omgeving" if demo else "",
                  "Haal BAKEN_DEMO weg: in een voorbeeldstad komt iedereen overal in.")  # fmt: skip
    wide = [host for host in settings.ALLOWED_HOSTS if host == "*" or host.startswith(".")]
    yield Setting("namen van de site", f"BAKEN_HOSTS laat {', '.join(wide)} toe" if wide else "",
                  "Zet in BAKEN_HOSTS alleen de hele namen van de site.")  # fmt: skip
    logging: Any = settings.LOGGING
    chatty = logging["root"]["level"].upper() in {"DEBUG", "INFO", "NOTSET"}
    yield Setting("niveau van het logboek", "BAKEN_LOG_LEVEL laat te veel zien" if chatty else "",
                  "Zet BAKEN_LOG_LEVEL op WARNING of haal het weg.")  # fmt: skip


def _lines() -> Iterator[Setting]:
    """Whether what goes over a network is encrypted."""
    from django.conf import settings

    yield Setting("https", "" if settings.HTTPS else "BAKEN_HTTPS staat uit",
                  "Zet een webserver met TLS ervoor en BAKEN_HTTPS=1, anders zijn wachtwoorden"
                  " onderweg leesbaar.")  # fmt: skip
    bare = settings.EMAIL_HOST and not settings.EMAIL_USE_TLS and not _near(settings.EMAIL_HOST)
    yield Setting("lijn naar de mailserver", "mail gaat onversleuteld" if bare else "",
                  "Zet BAKEN_SMTP_TLS=1.")  # fmt: skip
    database: Any = settings.DATABASES["default"]
    mode = database["OPTIONS"].get("sslmode", "prefer")
    bare = not _near(database["HOST"]) and mode not in ENCRYPTED
    yield Setting("lijn naar de database", f"sslmode is {mode}" if bare else "",
                  "Zet sslmode=verify-full in DATABASE_URL.")  # fmt: skip
    outside = {"OIDC_SERVER_URL": os.environ.get("OIDC_SERVER_URL", ""),
               "BAKEN_TILES": settings.BAKEN_TILES}  # fmt: skip
    plain = [name for name, url in outside.items() if url.startswith("http:")]
    yield Setting("lijn naar anderen", f"{' en '.join(plain)} is geen https" if plain else "",
                  "Gebruik adressen met https.")  # fmt: skip


def _proxies() -> Iterator[Setting]:
    """Headers of a proxy are believed when, and only when, there is one."""
    from django.conf import settings

    behind = hasattr(settings, "SECURE_PROXY_SSL_HEADER") and settings.SECURE_PROXY_SSL_HEADER
    counted = settings.BAKEN_TRUSTED_PROXIES > 0
    wrong = ""
    if counted and not behind:
        wrong = "BAKEN_TRUSTED_PROXIES telt een proxy, maar BAKEN_BEHIND_PROXY staat uit"
    if behind and not counted:
        wrong = "alle bezoekers tellen als één, want BAKEN_TRUSTED_PROXIES is 0"
    yield Setting("proxy", wrong,
                  "Zet BAKEN_BEHIND_PROXY=1 en BAKEN_TRUSTED_PROXIES op het aantal eigen proxy's,"
                  " of geen van beide.")  # fmt: skip


def _near(host: str) -> bool:
    """On this machine: a socket, or a loopback address."""
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
