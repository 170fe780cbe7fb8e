"""The work that a browser does before it sends, so that a program cannot send thousands.

No picture to read, nothing to buy elsewhere: the server signs a challenge for one place, once; the
browser looks for a number with which its SHA-256 begins with enough zero bits (hashcash). It takes
a phone a second or two. Who has no script sends without it, and stands further back in the queue.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings

from baken.core.crypto import mac, macs
from baken.core.errors import Refusal

LONGEST_SECONDS = 3 * 60 * 60
_CONTEXT = "core.effort"
_SHAPE = re.compile(r"([0-9a-f]{32})\.(\d{1,12})\.(\d{1,2})\.([0-9a-f]{32})", re.ASCII)
_ANSWER = re.compile(r"\d{1,16}", re.ASCII)


class Spoiled(Refusal):
    """The challenge is not ours, is for another place, or is too old."""


@dataclass(frozen=True)
class Challenge:
    """One challenge: `id` becomes the key of what is sent with it, so that it counts once."""

    id: UUID
    sealed: str
    bits: int

    def solved_by(self, answer: str) -> bool:
        """Did the browser do the work?"""
        if not _ANSWER.fullmatch(answer):
            return False
        digest = hashlib.sha256(f"{self.sealed}:{answer}".encode()).digest()
        return int.from_bytes(digest) >> (256 - self.bits) == 0


def challenge(place: str, now: float | None = None) -> Challenge:
    """A fresh one for this place ('reaction:slug#heading')."""
    key = uuid4()
    words = f"{key.hex}.{int(time.time() if now is None else now)}.{settings.BAKEN_EFFORT_BITS}"
    return Challenge(key, f"{words}.{_sign(words, place)}", settings.BAKEN_EFFORT_BITS)


def open_challenge(sealed: str, place: str, now: float | None = None) -> Challenge:
    """The challenge that came back. Raises Spoiled."""
    found = _SHAPE.fullmatch(sealed)
    if not found:
        raise Spoiled
    words, signature = sealed.rpartition(".")[0], found[4]
    known = [one.hex()[:32] for one in macs(f"{words}|{place}", _CONTEXT)]
    age = (time.time() if now is None else now) - int(found[2])
    if not any(hmac.compare_digest(one, signature) for one in known):
        raise Spoiled
    if not -60 <= age <= LONGEST_SECONDS:
        raise Spoiled
    return Challenge(UUID(found[1]), sealed, int(found[3]))


def made(data: Mapping[str, str], place: str) -> bool:
    """Was the work done for what was sent? Not when there is no challenge, or a spoiled one."""
    try:
        given = open_challenge(data.get("opgave", ""), place)
    except Spoiled:
        return False
    return given.solved_by(data.get("bewijs", ""))


def _sign(words: str, place: str) -> str:
    return mac(f"{words}|{place}", _CONTEXT).hex()[:32]
