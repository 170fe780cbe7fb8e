"""Addresses under seal: to which somebody answers a mail, and to which it comes back undelivered.

`meldingen+KEY@example.nl`: only who got the mail has it. It opens nothing to read: with the first
one can only add to what the mail was about, with the second only say that it did not arrive.
"""

from __future__ import annotations

import base64
import hmac
from uuid import UUID

from django.conf import settings

from baken.core.crypto import mac, macs

_ANSWERS, _RETURNS = "messages.reply", "messages.return"
_ID, _SEAL = 16, 10


def reply_address(about_id: UUID) -> str:
    """Where an answer about this goes; '' when this installation takes no mail in."""
    return _address(about_id, _ANSWERS)


def return_address(message_id: UUID) -> str:
    """Where this message comes back when it cannot be delivered; '' when we take no mail in."""
    return _address(message_id, _RETURNS)


def about_of(address: str) -> UUID | None:
    """What a mail to this address is about; None for an address that is not ours."""
    return _opened(address, _ANSWERS)


def returned_to(address: str) -> UUID | None:
    """Which message came back to this address; None for an address that is not ours."""
    return _opened(address, _RETURNS)


def _address(key: UUID, context: str) -> str:
    box = settings.BAKEN_MAIL_IN
    if not box:
        return ""
    name, _at, domain = box.rpartition("@")
    return f"{name}+{_sealed(key, context)}@{domain}"


def _opened(address: str, context: str) -> UUID | None:
    name, _at, domain = address.lower().rpartition("@")
    box, _plus, key = name.rpartition("+")
    if f"{box}@{domain}" != settings.BAKEN_MAIL_IN.lower():
        return None
    try:
        raw = base64.b32decode(key.upper() + "=" * (-len(key) % 8))
    except ValueError:
        return None
    if len(raw) != _ID + _SEAL:
        return None
    found = UUID(bytes=raw[:_ID])
    seals = (one[:_SEAL] for one in macs(str(found), context))
    return found if any(hmac.compare_digest(one, raw[_ID:]) for one in seals) else None


def _sealed(key: UUID, context: str) -> str:
    raw = key.bytes + mac(str(key), context)[:_SEAL]
    return base64.b32encode(raw).decode().rstrip("=").lower()
