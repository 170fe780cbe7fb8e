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


def clean_line(text: str) -> str:
    """As `clean`, for one line: every run of white space becomes one space."""
    return re.sub(r"\s+", " ", clean(text))


def cell(value: object) -> str:
    """A value for a CSV cell; a text that a spreadsheet would run is quoted with an apostrophe."""
    text = "" if value is None else str(value)
    if text.startswith(_FORMULA) and not re.fullmatch(r"-?[\d.,]+", text):
        return "'" + text
    return text
