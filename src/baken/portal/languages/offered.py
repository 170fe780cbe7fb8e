"""Which languages may be chosen now.

A further language has to be whole. In a demo that is enough, and every page says that nobody
checked it; elsewhere a native speaker must have read these very texts.
"""

import time

from baken.core.languages import NAMES, OWN, catalogue, complete
from baken.portal.languages.models import LanguageReview

FRESH_SECONDS = 600.0


class _Shelf:
    """What this process last read, and when."""

    reviewed: frozenset[str] = frozenset()
    read_at = 0.0


def forget() -> None:
    """Read again at the next question."""
    _Shelf.read_at = 0.0


def reviewed() -> frozenset[str]:
    """Further languages of which a native speaker read the texts as they stand now."""
    if not _Shelf.read_at or time.monotonic() - _Shelf.read_at > FRESH_SECONDS:
        rows = set(LanguageReview.objects.values_list("language", "fingerprint"))
        _Shelf.reviewed = frozenset(
            code for code in complete() if (code, catalogue(code).fingerprint) in rows
        )
        _Shelf.read_at = time.monotonic()
    return _Shelf.reviewed


def offered(*, demo: bool) -> tuple[str, ...]:
    """Codes of the languages that a visitor may choose, in order."""
    further = complete() if demo else reviewed()
    return tuple(code for code in NAMES if code in OWN or code in further)
