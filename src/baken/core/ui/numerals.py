"""Numbers as readers write them: 1.234,5 in Dutch, 1,234.5 in English, 1 234,5 in Polish."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baken.core.languages import FURTHER

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
Number = int | float | Decimal | str | None


def unknown() -> str:
    """The word for a value that is not in the source; never a blank, never a zero."""
    return _("niet bekend")


def parse(value: Number) -> Decimal | None:
    """The value as a finite Decimal, or None if it is not a number."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def written(value: Number, decimals: int | None = None) -> str:
    """The number with thousands and decimal signs; rounds half away from zero."""
    number = parse(value)
    if number is None:
        return unknown() if value in (None, "") else str(value)
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(number):,f}"
    text = text.translate(_signs(get_language() or "nl"))
    return (MINUS if number < 0 else "") + text


@cache
def _signs(language: str) -> dict[int, str]:
    """From 1,234.5 to the signs of this language: a further one as Django has them, else Dutch.

    A paper is recomputed without any setting, and must come out the same.
    """
    if language not in FURTHER:
        return {} if language == "en" else {ord(","): ".", ord("."): ","}
    thousands = get_format("THOUSAND_SEPARATOR", language) or NBSP
    return {ord(","): thousands, ord("."): get_format("DECIMAL_SEPARATOR", language)}


def percentage(value: Number, decimals: int | None = None) -> str:
    """A number that is already a percentage, with its sign: 17,3 %."""
    return f"{written(value, decimals)}{NBSP}%" if parse(value) is not None else unknown()


def signed(value: Number, decimals: int | None = None) -> str:
    """A difference with its sign: +8, −0,2; zero has none."""
    number = parse(value)
    plus = "+" if number is not None and number > 0 else ""
    return plus + written(value, decimals)


def euros(value: Number, decimals: int = 0) -> str:
    """An amount in euros: € 1.250.000; a missing amount says so."""
    if parse(value) is None:
        return _("bedrag niet in bron")
    return f"€{NBSP}{written(value, decimals)}"
