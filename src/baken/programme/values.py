"""What a source says about a quantity: an exact number, a bound or range, or why there is none.

CBS uses five signs that are five different things, and so are they here: `.` missing, `x` secret,
`*` provisional, `–` nil, and blank: a figure that cannot exist. `signed` writes them back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, total_ordering

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.core.ui.numerals import NBSP, written

EMPTY = "leeg bij de bron"
IMPOSSIBLE = "kan niet voorkomen"  # what a blank means in a table of CBS
AWAITED = "voorlopig, nog zonder getal"
PROVISIONAL, REVISED, FINAL = "voorlopig", "nader voorlopig", "definitief"
MISSING_SIGNS = {"": EMPTY, ".": "ontbreekt bij de bron", "x": "geheim", "-": "nihil", "–": "nihil"}
SIGNS = {reason: sign for sign, reason in MISSING_SIGNS.items()} | {IMPOSSIBLE: "", AWAITED: "*"}
STARS = {"": "", "*": PROVISIONAL, "**": REVISED}
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
RANGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[-–]\s*([0-9]+(?:\.[0-9]+)?)")


@total_ordering
@dataclass(frozen=True)
class Value:
    """`amount` with `bound` '' (exact), '>', '<' or '-' (a range); or the reason in `missing`.

    `low` and `high` are the ends of a range, or the margins of an exact estimate (95 %).
    """

    amount: Decimal | None
    bound: str = ""
    missing: str = ""
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def exact(self) -> bool:
        return self.amount is not None and not self.bound

    @property
    def scale(self) -> int:
        """The number of decimals the source printed."""
        exponent = self.amount.as_tuple().exponent if self.amount is not None else 0
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0

    def number(self) -> Decimal:
        """The amount, for arithmetic. Raises ValidationError for a bound or a missing value."""
        if self.amount is None:
            raise ValidationError(_("Met een cijfer dat er niet is, valt niet te rekenen."))
        if self.bound == "-":
            raise ValidationError(
                _("Met ‘%(value)s’ valt niet te rekenen: het ligt ergens daartussen."),
                params={"value": str(self)},
            )
        if self.bound:
            raise ValidationError(
                _("Met ‘%(value)s’ valt niet te rekenen: alleen de grens is bekend."),
                params={"value": str(self)},
            )
        return self.amount

    def _rank(self) -> tuple[int, Decimal, int]:
        if self.amount is None:
            return (0, Decimal(0), 0)
        return (1, self.amount, {"<": -1, "": 0, "-": 0, ">": 1}[self.bound])

    def __lt__(self, other: Value) -> bool:
        return self._rank() < other._rank()

    @property
    def margins(self) -> str:
        """'29,8–32,6' for an estimate whose source gives its 95 % interval, else ''."""
        if self.bound or self.low is None:
            return ""
        return f"{written(self.low)}–{written(self.high)}"

    def __str__(self) -> str:
        if self.amount is None:
            return "–"
        if self.bound == "-":
            return f"{written(self.low)}–{written(self.high)}"
        return f"{self.bound}{written(self.amount)}"


def printed(value: Value, unit: str = "") -> str:
    """The value as it stands in running text; a percentage carries its sign."""
    return f"{value}{NBSP}%" if unit.startswith("%") and value.amount is not None else str(value)


def read_value(raw: object, *, empty: str = EMPTY) -> Value:
    """A cell or a YAML scalar as a Value. Raises ValidationError when it is none of these."""
    text = "" if raw is None else str(raw).strip()
    if text in MISSING_SIGNS:
        return Value(None, missing=empty if text == "" else MISSING_SIGNS[text])
    if span := RANGE.fullmatch(text):
        low, high = Decimal(span[1]), Decimal(span[2])
        if low > high:
            raise ValidationError(_("‘%(text)s’ loopt terug."), params={"text": text})
        return Value(low, "-", low=low, high=high)
    bound = text[0] if text[0] in "<>" else ""
    if isinstance(raw, bool) or not NUMBER.fullmatch(text[len(bound) :]):
        raise ValidationError(_("‘%(text)s’ is geen getal."), params={"text": text})
    return Value(Decimal(text[len(bound) :]), bound)


@lru_cache(maxsize=65_536)
def read_cell(text: str, decimal: str = ".", empty: str = EMPTY) -> tuple[Value, str]:
    """A cell of a statistical table, and its status; `decimal` is its decimal sign, '' either.

    '3597*' is provisional; a lone '*' is a provisional figure that is not given yet.
    """
    bare = text.strip().rstrip("*")
    status = STARS.get(text.strip()[len(bare) :], PROVISIONAL)
    if bare == "" and status:
        return Value(None, missing=AWAITED), status
    if decimal == "," and "." in bare[:-1]:
        message = _("‘%(text)s’: is de punt een duizendtal? Schrijf getallen zonder punt.")
        raise ValidationError(message, params={"text": text.strip()})
    if decimal != "." and bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    return read_value(bare, empty=empty), status


def signed(value: Value, status: str = "") -> str:
    """The cell as its source wrote it: the number with its star, or one of the five signs."""
    if value.amount is None:
        return SIGNS[value.missing]
    star = {word: sign for sign, word in STARS.items()}.get(status, "")
    number = f"{value.low}-{value.high}" if value.bound == "-" else f"{value.bound}{value.amount}"
    return f"{number}{star}"
