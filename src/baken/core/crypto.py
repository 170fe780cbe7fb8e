"""Sealing of fields (AES-256-GCM) and fingerprints (HMAC-SHA-256).

One master key per installation (`settings.BAKEN_KEY`); older keys stay readable through
`settings.BAKEN_OLD_KEYS`. Every use derives its own key from a context, so that a sealed
value cannot be moved to another field and still open.
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12


class Unreadable(Exception):
    """A sealed value was changed, moved, or sealed with a key that we do not have."""


def seal(plain: bytes, context: str) -> bytes:
    """Encrypt `plain` for `context`. Returns nonce + ciphertext + tag (28 bytes more)."""
    nonce = os.urandom(NONCE)
    key = _derive(settings.BAKEN_KEY, f"seal:{context}")
    return nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def unseal(sealed: bytes, context: str) -> bytes:
    """Decrypt what `seal` made for the same context. Raises Unreadable."""
    return _open(bytes(sealed), context)[0]


def reseal(sealed: bytes, context: str) -> bytes | None:
    """The same, sealed with the key of now; None when it already is. Raises Unreadable."""
    plain, master = _open(bytes(sealed), context)
    return None if master == settings.BAKEN_KEY else seal(plain, context)


def is_current(sealed: bytes, context: str) -> bool:
    """Does the key of now open it?"""
    try:
        return _open(bytes(sealed), context)[1] == settings.BAKEN_KEY
    except Unreadable:
        return False


def _open(sealed: bytes, context: str) -> tuple[bytes, str]:
    """What was sealed, and the master key that opened it."""
    for master in (settings.BAKEN_KEY, *settings.BAKEN_OLD_KEYS):
        key = _derive(master, f"seal:{context}")
        try:
            return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], context.encode()), master
        except (InvalidTag, ValueError):
            continue
    raise Unreadable(context)


def mac(text: str, context: str) -> bytes:
    """A keyed fingerprint (32 bytes) of `text`: comparable here, meaningless elsewhere."""
    return _mac(settings.BAKEN_KEY, text, context)


def macs(text: str, context: str) -> list[bytes]:
    """The fingerprints of `text` under the key of now and every earlier one: to find it by."""
    return [_mac(key, text, context) for key in (settings.BAKEN_KEY, *settings.BAKEN_OLD_KEYS)]


def _mac(master: str, text: str, context: str) -> bytes:
    key = _derive(master, f"mac:{context}")
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


@lru_cache(maxsize=256)
def _derive(master: str, label: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=b"baken-1", info=label.encode())
    return kdf.derive(master.encode())
