"""The rules as data: terms, grounds and minors, from `data/betrokkenen.yaml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from baken.core.terms import Span

FILE = Path(__file__).parent.parent / "data" / "betrokkenen.yaml"


@dataclass(frozen=True)
class Ground:
    """Why the duty is postponed or an item is withheld. `confirmed`: the text was read."""

    code: str
    label: str
    article: str
    source: str
    confirmed: bool
    only: str = ""


@dataclass(frozen=True)
class AgeRule:
    """What holds for a minor from `start` up to `until` years. `inform`: authority, minor."""

    code: str
    start: int
    until: int
    text: str
    article: str
    source: str
    confirmed: bool
    inform: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """A remark that goes for every minor."""

    text: str
    article: str
    source: str
    confirmed: bool


@dataclass(frozen=True)
class Law:
    """One version of the rules."""

    version: int
    inform: Span
    recheck_days: int
    answer: Span
    extension: Span
    postponing: tuple[Ground, ...]
    withholding: tuple[Ground, ...]
    adult: int
    ages: tuple[AgeRule, ...]
    notes: tuple[Note, ...]

    def age_rule(self, age: int) -> AgeRule | None:
        """The rule for this age in years; None for an adult."""
        return next((rule for rule in self.ages if rule.start <= age < rule.until), None)

    def postponing_for(self, origin: str) -> tuple[Ground, ...]:
        """The grounds that hold for data of this origin."""
        return tuple(g for g in self.postponing if g.only in ("", origin))

    def postponed_on(self, code: str) -> Ground | None:
        """The ground of a postponement; None for an unknown code."""
        return next((g for g in self.postponing if g.code == code), None)

    def withheld_on(self, code: str) -> Ground | None:
        """The ground on which an item is withheld; None for an unknown code."""
        return next((g for g in self.withholding if g.code == code), None)


@cache
def law() -> Law:
    """The version that is in force."""
    return read(yaml.safe_load(FILE.read_text()))


def read(raw: dict[str, Any]) -> Law:
    """Parse one version. Raises KeyError or ValidationError when it is none."""
    terms, minors = raw["terms"], raw["minors"]
    return Law(
        version=int(raw["version"]),
        inform=Span.parse(terms["inform"]),
        recheck_days=int(terms["recheck_days"]),
        answer=Span.parse(terms["answer"]),
        extension=Span.parse(terms["extension"]),
        postponing=tuple(Ground(**g) for g in raw["postponing"]),
        withholding=tuple(Ground(**g) for g in raw["withholding"]),
        adult=int(minors["adult"]),
        ages=tuple(_age(rule) for rule in minors["rules"]),
        notes=tuple(Note(**note) for note in minors["notes"]),
    )


def _age(raw: dict[str, Any]) -> AgeRule:
    rest = {k: v for k, v in raw.items() if k not in ("from", "inform")}
    return AgeRule(start=int(raw["from"]), inform=tuple(raw["inform"]), **rest)
