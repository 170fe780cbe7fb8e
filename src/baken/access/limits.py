"""Where attempts to sign in and used codes are counted: one table for all web processes."""

from typing import Any

from allauth.mfa import app_settings as mfa
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

from baken.core import crypto

DATABASE = "limits"
USED_CODE = "allauth.mfa.totp.used?"


class LimitsRouter:
    """Django's database cache counts on a connection of its own, outside the request's
    transaction: what was tried stays counted when the request is rolled back."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return DATABASE if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == DATABASE else None


class LimitsCache(DatabaseCache):
    """A code stays used for as long as it would open the door (RFC 6238 §5.2).

    allauth forgets it after one period, but with a tolerance it opens for several.
    """

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        if str(key).startswith(USED_CODE):
            timeout = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
        return super().add(key, value, timeout, version)


def fingerprint(key: str, key_prefix: str, version: int) -> str:
    """The cache's name for `key`: no address, e-mail or code can be read back from the table."""
    return crypto.mac(f"{key_prefix}:{version}:{key}", "access.limit").hex()
