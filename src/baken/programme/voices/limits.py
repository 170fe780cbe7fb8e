"""How often one address may send."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from baken.core.bucket import DAY, HOUR, TooOften, take
from baken.core.visitor import address

PROVEN, PLAIN, ALL_PLAIN, ASKED, MAILED = 6, 2, 60, 5, 3


def count_reaction(request: HttpRequest, *, proven: bool) -> None:
    """One more reaction from here. Raises TooOften. Without proof, also for all together."""
    most = PROVEN if proven else PLAIN
    take(f"voices:{'proven' if proven else 'plain'}:{address(request)}", HOUR, most)
    if not proven:
        take(f"voices:plain:{timezone.localdate()}", DAY, ALL_PLAIN)


def count_subscription(request: HttpRequest) -> None:
    """One more mail that somebody here has us send to an address. Raises TooOften."""
    take(f"voices:subscription:{address(request)}", HOUR, ASKED)


def may_mail(email: str) -> bool:
    """One more mail that somebody asks for to this address: a few a day, whoever asks."""
    try:
        take(f"voices:mail:{email.lower()}", DAY, MAILED)
    except TooOften:
        return False
    return True
