"""Was a target reached? Only an exact figure with a direction gets a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from baken.core.ui.numerals import written
from baken.programme.values import Value

LOWER, HIGHER, NEUTRAL = "lower", "higher", "neutral"
STATUS = {"met": "ok", "missed": "bad", "open": "none"}


@dataclass(frozen=True)
class Target:
    """A number to reach in `year`; None when the plan gave no number, with its `text` instead."""

    amount: Decimal | None
    year: int
    text: str = ""


@dataclass(frozen=True)
class Verdict:
    """`outcome` met, missed or open; `difference` = figure minus target; `warning` may weaken."""

    outcome: str
    sentence: str
    difference: Decimal | None = None
    warning: str = ""

    @property
    def status(self) -> str:
        return STATUS[self.outcome]

    @property
    def word(self) -> str:
        words = {"met": _("Gehaald"), "missed": _("Niet gehaald"), "open": _("Niet te bepalen")}
        return words[self.outcome]


def direction_of(text: str | None) -> str:
    """The plan's own words ('lager is beter', 'neutraal (…)') as one of three directions."""
    for word, direction in (("lager", LOWER), ("hoger", HIGHER)):
        if (text or "").startswith(word):
            return direction
    return NEUTRAL


def judge(value: Value | None, target: Target, direction: str, warning: str = "") -> Verdict | None:
    """The verdict in words with the exact difference; None for a neutral direction."""
    if direction == NEUTRAL:
        return None
    if target.amount is None:
        text = _("Het doel is ‘%(text)s’. Het uitgangsgetal staat niet in de bron.")
        return Verdict("open", text % {"text": target.text}, warning=warning)
    if value is None or not value.exact:
        return Verdict("open", _("Er is geen precies cijfer om mee te vergelijken."))
    difference = value.number() - target.amount
    met = difference <= 0 if direction == LOWER else difference >= 0
    outcome = "met" if met else "missed"
    word = _("Gehaald") if met else _("Niet gehaald")
    return Verdict(outcome, _sentence(word, difference), difference, warning)


def _sentence(word: str, difference: Decimal) -> str:
    if difference == 0:
        return _("%(word)s: precies het doel") % {"word": word}
    amount = {"word": word, "amount": written(abs(difference))}
    if difference > 0:
        return _("%(word)s: %(amount)s meer dan het doel") % amount
    return _("%(word)s: %(amount)s minder dan het doel") % amount
