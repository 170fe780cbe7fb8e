"""A plain sentence that compares two figures of one source: more, less, or no clear difference.

Where the source gives a 95 % interval, intervals that overlap are no clear difference: that errs
on the side of caution (Schenker and Gentleman, The American Statistician 55(3), 2001, 182-186).
Where it gives none, the sentence says so for a percentage; a registered count has none to give.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.core.ui.numerals import NBSP, written
from baken.programme.periods import Period, label
from baken.programme.values import Value, printed

# What changed less than this, was the same to a reader.
STABLE_SHARE = Decimal("0.01")  # of the first figure
STABLE_POINTS = Decimal("0.5")  # per cent points


@dataclass(frozen=True)
class Side:
    """One of the two figures, as its source gives it."""

    period: Period
    value: Value
    unit: str
    status: str
    sources: frozenset[str]

    @property
    def shown(self) -> str:
        return printed(self.value, self.unit)

    @property
    def when(self) -> str:
        return label(self.period.text)


def comparison(subject: str, first: Side, last: Side) -> str:
    """'Straatroof: 26 in 2018 en 39 in 2019. Dat is een stijging van 13 (50 %).'

    Raises ValidationError when the two may not be compared.
    """
    _refuse(first, last)
    words = {"subject": subject, "a": first.shown, "when": first.when, "b": last.shown,
             "then": last.when}  # fmt: skip
    said = [_("%(subject)s: %(a)s in %(when)s en %(b)s in %(then)s.") % words]
    said.append(_verdict(first, last))
    return " ".join([*said, *_cautions(first, last)])


def _refuse(first: Side, last: Side) -> None:
    if first.period.start >= last.period.start:
        raise ValidationError(_("Noem in een zin eerst de oudste periode, dan de jongste."))
    if _length(first.period) != _length(last.period):
        raise ValidationError(_("Deze zin vergelijkt perioden die niet even lang zijn."))
    if first.sources and last.sources and not first.sources & last.sources:
        raise ValidationError(
            _("Deze zin vergelijkt cijfers uit twee bronnen. De bronnen tellen anders.")
        )
    if first.unit != last.unit:
        raise ValidationError(_("Deze zin vergelijkt cijfers met een verschillende eenheid."))
    first.value.number(), last.value.number()  # a bound or a missing figure is refused here


def _length(period: Period) -> int:
    """In months; a year, quarter or month has whole ones."""
    start, end = period.start, period.end
    return (end.year - start.year) * 12 + end.month - start.month + (end.day > 27)


def _verdict(first: Side, last: Side) -> str:
    change = last.value.number() - first.value.number()
    if _overlap(first.value, last.value):
        return _("Dat is geen duidelijk verschil: de marges van de twee cijfers overlappen.")
    if change == 0:
        return _("Dat is gelijk.")
    if _stable(first, change):
        return _("Dat is bijna gelijk: een verschil van %s.") % _size(first, change)
    if change > 0:
        return _("Dat is een stijging van %s.") % _size(first, change)
    return _("Dat is een daling van %s.") % _size(first, change)


def _overlap(a: Value, b: Value) -> bool:
    """Do the intervals meet? One that has none counts as a point, if the other has one."""
    if a.low is None and b.low is None:
        return False
    (a_low, a_high), (b_low, b_high) = (_ends(one) for one in (a, b))
    return a_low <= b_high and b_low <= a_high


def _ends(value: Value) -> tuple[Decimal, Decimal]:
    middle = value.number()
    return (middle if value.low is None else value.low,
            middle if value.high is None else value.high)  # fmt: skip


def _stable(first: Side, change: Decimal) -> bool:
    if first.unit.startswith("%"):
        return abs(change) < STABLE_POINTS
    return abs(change) < STABLE_SHARE * abs(first.value.number())


def _size(first: Side, change: Decimal) -> str:
    """'0,8 procentpunt'; or '13 (50 %)', the share only where there is something to divide by."""
    if first.unit.startswith("%"):
        return f"{written(abs(change))} {_('procentpunt')}"
    before = first.value.number()
    if not before:
        return written(abs(change))
    share = (abs(change) / abs(before) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    shown = written(share.quantize(Decimal(1)) if share == share.to_integral_value() else share)
    return f"{written(abs(change))} ({shown}{NBSP}%)"


def _cautions(first: Side, last: Side) -> list[str]:
    found = []
    unsure = [one.when for one in (first, last) if one.status and one.status != "definitief"]
    if len(unsure) == 1:
        found.append(_("Het cijfer van %s is voorlopig.") % unsure[0])
    elif unsure:
        found.append(_("Beide cijfers zijn voorlopig."))
    lacking = [one for one in (first, last) if one.value.low is None]
    if first.unit.startswith("%") and len(lacking) == 2:
        found.append(_("De bron geeft geen marge bij deze cijfers."))
    return found
