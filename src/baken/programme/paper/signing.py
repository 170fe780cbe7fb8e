"""The signature under a bundle: Ed25519 (RFC 8032), with a key of this installation.

`settings.BAKEN_SIGNING_KEY` is a secret text, from which the private key is derived. Its public
key stands in every bundle and is published, also after a next one has taken its place.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ALGORITHM = "Ed25519"


def sign(raw: bytes) -> bytes:
    """64 bytes. Raises ValidationError when this installation has no key."""
    return _private().sign(raw)


def public_key() -> bytes:
    """The 32 bytes that belong to the key of now. Raises ValidationError without one."""
    return _private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(public: bytes) -> str:
    """By which people compare keys: the SHA-256 of its 32 bytes."""
    return hashlib.sha256(public).hexdigest()


def as_pem(public: bytes) -> str:
    """As openssl reads it."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def signed(raw: bytes, signature: bytes, public: bytes) -> bool:
    """Did who has the private key sign exactly this?"""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, raw)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private() -> Ed25519PrivateKey:
    if not settings.BAKEN_SIGNING_KEY:
        message = _(
            "Er is geen sleutel om stukken mee te ondertekenen. De beheerder ziet met "
            "‘baken doctor’ wat er ontbreekt."
        )
        raise ValidationError(message)
    return _derived(settings.BAKEN_SIGNING_KEY)


@lru_cache(maxsize=4)
def _derived(secret: str) -> Ed25519PrivateKey:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=b"baken-1", info=b"sign:paper")
    return Ed25519PrivateKey.from_private_bytes(kdf.derive(secret.encode()))
