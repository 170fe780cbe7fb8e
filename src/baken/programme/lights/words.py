"""A light as pages show it: shape, word and colour for each aspect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from baken.programme.lights.models import ASPECTS, RANK, Colour, Light
from baken.programme.models import Kind
from baken.programme.queries.budget import check_of
from baken.programme.queries.register import Item, Register, Status

SIGNS = {Colour.GREEN: "ok", Colour.UNKNOWN: "none", Colour.ORANGE: "warn", Colour.RED: "bad"}


@dataclass(frozen=True)
class Lit:
    """An action with its light; `light` None: nobody judged it yet."""

    item: Item
    light: Light | None
    money_open: bool

    @property
    def aspects(self) -> list[tuple[str, Status]]:
        """Time, money and quality in words; money is open while no amount can decide it."""
        return [(name, sign(colour)) for name, colour in zip(names(), self._colours, strict=True)]

    @property
    def overall(self) -> Status:
        """The worst of the three."""
        return sign(max(self._colours, key=RANK.index))

    @property
    def rank(self) -> int:
        return -1 if self.light is None else max(RANK.index(one) for one in self._colours)

    @property
    def off_track(self) -> bool:
        return self.overall.sign in {"warn", "bad"}

    @property
    def _colours(self) -> list[str]:
        if self.light is None:
            return [Colour.UNKNOWN.value] * len(ASPECTS)
        found = [str(getattr(self.light, aspect)) for aspect in ASPECTS]
        if self.money_open and found[1] == Colour.GREEN:
            found[1] = Colour.UNKNOWN.value
        return found


def names() -> list[str]:
    return [_("Tijd"), _("Geld"), _("Kwaliteit")]


def sign(colour: str) -> Status:
    """The word of a colour with its sign."""
    word = str(Colour(colour).label)
    return Status(SIGNS[Colour(colour)], word[:1].upper() + word[1:])


def lit(register: Register, lights: Iterable[Light]) -> list[Lit]:
    """All actions with their light, what is off track first."""
    found = {light.action: light for light in lights}
    actions = register.of_kind(Kind.ACTION)
    shown = [Lit(item, found.get(item.key), money_open(register, item)) for item in actions]
    return sorted(shown, key=lambda one: -one.rank)


def money_open(register: Register, action: Item) -> bool:
    """Is there a condition about money that no amount decides?"""
    check = check_of(register, action)
    return check is not None and not check.decided
