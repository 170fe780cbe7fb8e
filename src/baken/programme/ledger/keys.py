"""The public keys of this installation: the one of now and those before it."""

from __future__ import annotations

from django.utils import timezone

from baken.programme.ledger.models import SigningKey
from baken.programme.paper.signing import public_key


def publish_key() -> None:
    """Write down the key of now, once. Raises ValidationError without one."""
    SigningKey.objects.get_or_create(public=public_key().hex(), defaults={"since": timezone.now()})


def published_keys() -> list[SigningKey]:
    """All keys under which papers were signed, the newest first."""
    return list(SigningKey.objects.all())
