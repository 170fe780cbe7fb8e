"""The address to which somebody answers a mail: it says what the mail was about, under seal.

`meldingen+KEY@example.nl`: only who got the mail has it. It opens nothing to read: with it one can
only add to what the mail was about.
"""

from __future__ import annotations

import base64
import hmac
from uuid import UUID

from django.conf import settings

from baken.core.crypto import mac, macs

_CONTEXT = "messages.reply"
_ID, _SEAL = 16, 10


def reply_address(about_id: UUID) -> str:
    """Where an answer about this goes; '' when this installation takes no mail in."""
    box = settings.BAKEN_MAIL_IN
    if not box:
        return ""
    name, _at, domain = box.rpartition("@")
    return f"{name}+{_key(about_id)}@{domain}"


def about_of(address: str) -> UUID | None:
    """What a mail to this address is about; None for an address that is not ours."""
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
    about_id = UUID(bytes=raw[:_ID])
    seals = (one[:_SEAL] for one in macs(str(about_id), _CONTEXT))
    return about_id if any(hmac.compare_digest(one, raw[_ID:]) for one in seals) else None


def _key(about_id: UUID) -> str:
    raw = about_id.bytes + mac(str(about_id), _CONTEXT)[:_SEAL]
    return base64.b32encode(raw).decode().rstrip("=").lower()
