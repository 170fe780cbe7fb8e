"""How often one address may send. Counted apart, so that it holds when a request is undone.

What is kept for an hour is a fingerprint of the address and a number, nothing else.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.core.errors import Refusal
from baken.core.visitor import address

HOUR, DAY = 60 * 60, 24 * 60 * 60
PROVEN, PLAIN, ALL_PLAIN, ASKED, MAILED = 6, 2, 60, 5, 3


class TooOften(Refusal):
    """One more than we take at a time."""


def count_reaction(request: HttpRequest, *, proven: bool) -> None:
    """One more reaction from here. Raises TooOften. Without proof, also for all together."""
    _count(
        f"{'proven' if proven else 'plain'}:{address(request)}", HOUR, PROVEN if proven else PLAIN
    )
    if not proven:
        _count(f"plain:{timezone.localdate()}", DAY, ALL_PLAIN)


def count_subscription(request: HttpRequest) -> None:
    """One more mail that somebody here has us send to an address. Raises TooOften."""
    _count(f"subscription:{address(request)}", HOUR, ASKED)


def may_mail(email: str) -> bool:
    """One more mail that somebody asks for to this address: a few a day, whoever asks."""
    try:
        _count(f"mail:{email.lower()}", DAY, MAILED)
    except TooOften:
        return False
    return True


def _count(key: str, seconds: int, most: int) -> None:
    name = f"voices:{key}"
    cache.add(name, 0, seconds)
    try:
        sent = cache.incr(name)
    except ValueError:  # it ran out between the two
        cache.set(name, 1, seconds)
        return
    if sent > most:
        words = _("Er kwam hier net al veel binnen. Uw tekst staat er nog. Probeer het later.")
        raise TooOften(words)
