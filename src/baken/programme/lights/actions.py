"""Judging an action. A judgement is added; none is ever changed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version
from baken.programme.lights.models import ASPECTS, Colour, Light
from baken.programme.lights.queries import lights_of
from baken.programme.lights.words import money_open, names, sign
from baken.programme.queries.register import Item, Register
from baken.programme.rules import may_write

REASONS = ("cause", "consequence", "steering")


def judge(
    acting: Acting, municipality: str, register: Register, action: Item, words: dict[str, Any],
    *, version: int,
) -> Light:  # fmt: skip
    """Say how an action stands. ValidationError by field; Conflict with both texts when stale."""
    if not may_write(acting):
        raise Denied(_("Een stoplicht zetten hoort bij het veiligheidsplan."), known=True)
    last = next(iter(lights_of(municipality, action.key)), None)
    if version != (last.version if last else 0):
        raise _stale(words, last)
    _refuse(words, open_money=money_open(register, action))
    fresh = Light(
        municipality=municipality, action=action.key, version=version + 1, **words,
        made_as=acting.capacity, made_at=timezone.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except (IntegrityError, ProgrammingError):
        first = lights_of(municipality, action.key).filter(version=fresh.version).first()
        if first is None:
            raise
        raise _stale(words, first) from None
    record(acting, "programme.judge_action", "light", fresh.id)
    return fresh


def _refuse(words: dict[str, Any], *, open_money: bool) -> None:
    """Not green is explained; and what no amount decides, is not green on money."""
    wrong: dict[str, list[str]] = {}
    if words["as_of"] > timezone.localdate():
        wrong["as_of"] = [_("Deze datum moet nog komen.")]
    if {words[aspect] for aspect in ASPECTS} & {Colour.ORANGE, Colour.RED}:
        needed = _("Bij risico en bij ‘lukt niet’ is dit nodig.")
        wrong |= {name: [needed] for name in REASONS if not words.get(name)}
    if open_money and words["money"] == Colour.GREEN:
        wrong["money"] = [
            _("Geld kan niet ‘op koers’ zijn: het bedrag staat niet in de bron. "
              "Kies ‘niet te zeggen’, of vul eerst de bedragen in.")
        ]  # fmt: skip
    if wrong:
        raise ValidationError(wrong)


def _stale(words: dict[str, Any], last: Light | None) -> Conflict:
    """Both judgements, where they differ."""
    labels = dict(zip(ASPECTS, names(), strict=True)) | reason_names()
    found = []
    for name, label in labels.items():
        mine, theirs = str(words.get(name) or ""), str(getattr(last, name, ""))
        if mine != theirs:
            said = [
                sign(text).word if name in ASPECTS and text else text for text in (mine, theirs)
            ]
            found.append(Version(label, *said))
    message = _("Een collega zette dit stoplicht net anders")
    newest = last.version if last else 0
    return Conflict(message, versions=found or [Version(*["="] * 3)], newest=newest)


def reason_names() -> dict[str, str]:
    """What the three texts are called."""
    return {
        "cause": _("Oorzaak"),
        "consequence": _("Gevolg voor het doel"),
        "steering": _("Hoe wij sturen"),
    }
