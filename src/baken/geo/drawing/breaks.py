"""Class borders on round numbers, and how Dutch numbers are written."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import floor, isfinite, log10

CLASSES = 5
_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
# With more than this share of the areas in one class the map says nothing.
_LOPSIDED = 0.6


def round_breaks(values: Iterable[float | str | None], classes: int = CLASSES) -> tuple[float, ...]:
    """At most `classes` - 1 round borders, rising; a value on a border belongs above it.

    Equal steps where they spread the areas, else round numbers near the quantiles. Empty when
    all known values are equal or there are none.
    """
    known = sorted(float(v) for v in values if isinstance(v, int | float) and isfinite(v))
    if not known or known[0] == known[-1]:
        return ()
    even = _even(known, classes)
    if len(known) < classes or _share_of_largest(known, even) <= _LOPSIDED:
        return even
    spread = _quantiles(known, classes)
    better = _share_of_largest(known, spread) < _share_of_largest(known, even)
    return spread if better else even


def _even(known: Sequence[float], classes: int) -> tuple[float, ...]:
    """Multiples of a round step; up to two at the ends are left out where few areas lie."""
    low, high = Decimal(repr(known[0])), Decimal(repr(known[-1]))
    exponent = floor(log10(float(high - low))) - 1
    for shift in range(4):
        for nice in _NICE:
            step = nice.scaleb(exponent + shift)
            first = (low // step) * step
            first += step if first <= low else 0
            count = int((high - first) // step) + 1 if first <= high else 0
            if 1 <= count <= classes + 1:
                borders = [float(first + step * i) for i in range(count)]
                return tuple(_trimmed(known, borders, classes - 1))
    return ((known[0] + known[-1]) / 2,)


def _trimmed(known: Sequence[float], borders: list[float], most: int) -> list[float]:
    while len(borders) > most:
        below = bisect_left(known, borders[0])
        above = len(known) - bisect_left(known, borders[-1])
        borders = borders[:-1] if above <= below else borders[1:]
    return borders


def _quantiles(known: Sequence[float], classes: int) -> tuple[float, ...]:
    cuts = (known[len(known) * i // classes] for i in range(1, classes))
    rounded = {_rounded(cut, 1 if abs(cut) >= 10 else 2) for cut in cuts}
    return tuple(float(cut) for cut in sorted(rounded) if known[0] < cut <= known[-1])


def _rounded(value: float, digits: int) -> Decimal:
    if value == 0:
        return Decimal(0)
    unit = Decimal(1).scaleb(floor(log10(abs(value))) - digits + 1)
    return (Decimal(repr(value)) / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def _share_of_largest(known: Sequence[float], breaks: Sequence[float]) -> float:
    counts = Counter(bisect_right(breaks, value) for value in known)
    return max(counts.values()) / len(known)


def decimals(numbers: Iterable[float]) -> int:
    """How many decimals (0-6) write all these numbers exactly enough."""
    known = list(numbers)
    for count in range(6):
        if all(abs(round(number, count) - number) <= 1e-9 * abs(number) for number in known):
            return count
    return 6


def dutch(value: float, places: int) -> str:
    """1234.5 to '1.234,5'."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))
