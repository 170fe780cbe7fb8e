"""Money: what each programme was given, and whether what an action costs stays within it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from baken.core.ui.numerals import euros, parse
from baken.programme.models import Kind
from baken.programme.queries.register import Item, Register, Status

PHASES = ("", "_gewijzigd", "_realisatie", "_prognose")
# Words by which a condition in the source is one about money.
MONEY = ("budget", "middelen", "begroting", "kosten", "geld")


@dataclass(frozen=True)
class Line:
    """One programme in one year: per phase what goes out and what comes in, in words."""

    item: Item
    year: str
    costs: list[str]
    income: list[str]

    @property
    def known(self) -> bool:
        """Does the source give any amount at all?"""
        sides = [f"{side}{phase}" for side in ("lasten", "baten") for phase in PHASES]
        return any(self.item.says(name) is not None for name in sides)


@dataclass(frozen=True)
class Check:
    """Does an action stay within its budget? Without both amounts nobody can say."""

    item: Item
    condition: str
    status: Status
    why: str

    @property
    def decided(self) -> bool:
        return self.status.sign != "none"


def phase_names() -> list[str]:
    """The four moments of an amount, in the order of the year."""
    return [_("begroot"), _("na wijziging"), _("realisatie"), _("verwacht")]


def lines(register: Register) -> list[Line]:
    """Every budget line of the plan, newest year first."""
    found = [
        Line(item, str(item.says("jaar") or ""), *(_amounts(item, s) for s in ("lasten", "baten")))
        for item in register.of_kind(Kind.BUDGET_LINE)
    ]
    return sorted(found, key=lambda line: (line.year, line.item.name), reverse=True)


def _amounts(item: Item, side: str) -> list[str]:
    return [amount(item.says(f"{side}{phase}")) for phase in PHASES]


def amount(value: object) -> str:
    """An amount as the source has it; none says so, and is never a zero."""
    number = parse(str(value)) if value is not None else None
    whole = number is None or number == number.to_integral_value()
    return euros(number, 0 if whole else 2)


def checks(register: Register) -> list[Check]:
    """Every action with a condition about money, and whether it is met."""
    found = (check_of(register, item) for item in register.of_kind(Kind.ACTION))
    return [one for one in found if one]


def check_of(register: Register, action: Item) -> Check | None:
    """The check of one action; None where the source sets no condition about money."""
    linked = [one for one in register.of_kind(Kind.BUDGET_CONDITION) if _covers(one, action.key)]
    said = str(action.says("randvoorwaarde") or "")
    if not linked and not any(word in said for word in MONEY):
        return None
    words = said or "; ".join(str(one.says("tekst") or one.name) for one in linked)
    status, why = within(_pairs(linked))
    return Check(action, words, status, why)


def _covers(condition: Item, key: str) -> bool:
    named = condition.says("acties")
    return isinstance(named, list) and key in named


def _pairs(conditions: Iterable[Item]) -> list[tuple[Decimal | None, Decimal | None]]:
    """What it costs and what there is, of each condition."""
    return [
        (parse(str(one.says("kosten"))), parse(str(one.says("beschikbaar")))) for one in conditions
    ]


def within(pairs: list[tuple[Decimal | None, Decimal | None]]) -> tuple[Status, str]:
    """The verdict in a word and a sentence. One amount that is missing leaves it open."""
    known = [(cost, given) for cost, given in pairs if cost is not None and given is not None]
    over = sum(max(cost - given, Decimal(0)) for cost, given in known)
    if over:
        why = _("Het kost %(amount)s meer dan er is.") % {"amount": amount(over)}
        return Status("bad", _("Past niet")), why
    if not known or len(known) < len(pairs):
        why = _("Bedrag niet in bron: of dit past, is niet te zeggen.")
        return Status("none", _("Niet te zeggen")), why
    left = sum(given - cost for cost, given in known)
    return Status("ok", _("Past")), _("Er blijft %(amount)s over.") % {"amount": amount(left)}
