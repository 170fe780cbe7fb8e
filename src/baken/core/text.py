"""What text may come in: normalised, and free of characters that deceive or break."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Controls (but tab and newline), bidirectional overrides and isolates, zero-width characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_NINE = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def clean(text: str) -> str:
    """Trim and normalise (NFC, newlines). Raises ValidationError on forbidden characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _FORBIDDEN.search(text):
        raise ValidationError(
            _("Er staat een onzichtbaar teken in de tekst. Typ de tekst opnieuw, zonder plakken."),
            code="invisible",
        )
    return text.strip()


def without_hidden(text: str) -> str:
    """Normalised, with forbidden characters left out: for text that nobody can type again."""
    return _FORBIDDEN.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))


def clean_line(text: str) -> str:
    """As `clean`, for one line: every run of white space becomes one space."""
    return re.sub(r"\s+", " ", clean(text))


def is_bsn(digits: str) -> bool:
    """Nine digits that pass the 11-proef of a BSN."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=True))
    return int(digits) > 0 and total % 11 == 0


def holds_bsn(text: str) -> bool:
    """Does a number stand in it that can be a BSN, also with spaces, dots or hyphens?

    A BSN is used only where a law says so (UAVG art. 46 lid 1); a government body may where its
    task needs it (Wabb art. 10). What needs none, refuses it.
    """
    return any(is_bsn(re.sub(r"\D", "", found)) for found in _NINE.findall(text))


def without_bsn(text: str) -> str:
    """With every number that can be a BSN left out: for text that nobody can type again."""

    def judged(found: re.Match[str]) -> str:
        return "…" if is_bsn(re.sub(r"\D", "", found[0])) else found[0]

    return _NINE.sub(judged, text)


def cell(value: object) -> str:
    """A value for a CSV cell; a text that a spreadsheet would run is quoted with an apostrophe."""
    text = "" if value is None else str(value)
    if text.startswith(_FORMULA) and not re.fullmatch(r"-?[\d.,]+", text):
        return "'" + text
    return text
