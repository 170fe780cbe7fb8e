"""What a source says about a quantity: an exact number, only a bound, or nothing with a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.core.ui.numerals import NBSP, written

EMPTY = "leeg bij de bron"
MISSING_SIGNS = {"": EMPTY, ".": "ontbreekt bij de bron", "x": "geheim", "-": "nihil", "–": "nihil"}
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@total_ordering
@dataclass(frozen=True)
class Value:
    """`amount` with `bound` '' (exact), '>' or '<'; or no amount and the reason in `missing`."""

    amount: Decimal | None
    bound: str = ""
    missing: str = ""

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
        if self.bound:
            raise ValidationError(
                _("Met ‘%(value)s’ valt niet te rekenen: alleen de grens is bekend."),
                params={"value": str(self)},
            )
        return self.amount

    def _rank(self) -> tuple[int, Decimal, int]:
        if self.amount is None:
            return (0, Decimal(0), 0)
        return (1, self.amount, {"<": -1, "": 0, ">": 1}[self.bound])

    def __lt__(self, other: Value) -> bool:
        return self._rank() < other._rank()

    def __str__(self) -> str:
        return f"{self.bound}{written(self.amount)}" if self.amount is not None else "–"


def printed(value: Value, unit: str = "") -> str:
    """The value as it stands in running text; a percentage carries its sign."""
    return f"{value}{NBSP}%" if unit.startswith("%") and value.amount is not None else str(value)


def read_value(raw: object, *, empty: str = EMPTY) -> Value:
    """A cell or a YAML scalar as a Value. Raises ValidationError when it is none of the three."""
    text = "" if raw is None else str(raw).strip()
    if text in MISSING_SIGNS:
        return Value(None, missing=empty if text == "" else MISSING_SIGNS[text])
    bound = text[0] if text[0] in "<>" else ""
    if isinstance(raw, bool) or not NUMBER.fullmatch(text[len(bound) :]):
        raise ValidationError(_("‘%(text)s’ is geen getal."), params={"text": text})
    return Value(Decimal(text[len(bound) :]), bound)
