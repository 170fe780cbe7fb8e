"""How much of one thing we take in a while. Counted apart, so that it holds when a request is
undone. What is kept meanwhile is a fingerprint of the name and a number, nothing else.
"""

from __future__ import annotations

from django.core.cache import cache
from django.utils.translation import gettext as _

from baken.core.errors import Refusal

HOUR, DAY = 60 * 60, 24 * 60 * 60


class TooOften(Refusal):
    """One more than we take at a time."""


def take(name: str, seconds: int, most: int) -> None:
    """One more under this name, of which we take `most` in so many seconds. Raises TooOften."""
    cache.add(name, 0, seconds)
    try:
        taken = cache.incr(name)
    except ValueError:  # it ran out between the two
        cache.set(name, 1, seconds)
        return
    if taken > most:
        words = _("Er kwam hier net al veel binnen. Uw tekst staat er nog. Probeer het later.")
        raise TooOften(words)
