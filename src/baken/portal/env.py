"""Reading the environment: every setting comes from there, and a missing secret stops the start."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str) -> bool:
    return text(name).lower() in {"1", "true", "yes", "ja"}


def number(name: str, default: int) -> int:
    try:
        return int(text(name) or default)
    except ValueError:
        raise ImproperlyConfigured(f"{name} moet een getal zijn.") from None


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str) -> str:
    """A secret of at least 32 characters, from the variable or from the file NAME_FILE."""
    value = text(name)
    if not value and text(f"{name}_FILE"):
        value = Path(text(f"{name}_FILE")).read_text().strip()
    if len(value) < 32:
        raise ImproperlyConfigured(
            f"{name} ontbreekt of is korter dan 32 tekens. Maak er een met: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return value


def secret_or_none(name: str) -> str:
    """The same for a secret that only one part needs; '' when `fault` has something to say."""
    return "" if fault(name) else secret(name)


def fault(name: str) -> str:
    """What is wrong with a secret, in one sentence; '' when nothing is."""
    try:
        secret(name)
    except ImproperlyConfigured as error:
        return str(error)
    except (OSError, UnicodeDecodeError) as error:
        return f"{name}_FILE is niet te lezen ({type(error).__name__})."
    return ""


def database(name: str) -> dict[str, object]:
    """Django's settings for the database in the variable `name`, a postgresql:// address."""
    url = urlparse(text(name))
    if url.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(f"{name} ontbreekt: een adres als postgresql://… is nodig.")
    query = {key: values[-1] for key, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.pop("host", "") or (url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Parsing and planning cost more than running, for most statements: the wall makes them
        # long. A kept plan reads the acting anew each time (tests/wall/test_prepared.py).
        "OPTIONS": {
            "application_name": "baken",
            "server_side_binding": True,
            "prepare_threshold": 3,
            **query,
        },
        "TEST": {"MIGRATE": False},
    }
