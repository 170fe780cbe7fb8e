"""How a report finds its team: plain rules on plain facts, with the reason in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from baken.core.calendar import RuleSet, is_closed

OFFICE, OUTSIDE = "office", "outside"
# Hours at which the municipality works, by its own norm: from eight to five on its working days.
OPENS, CLOSES = 8, 17


@dataclass(frozen=True)
class Facts:
    """What a rule may look at. Never at who reports."""

    codes: tuple[str, ...]
    areas: tuple[str, ...]
    text: str
    at: datetime
    source: str


@dataclass(frozen=True)
class Line:
    """One rule. A condition that is empty does not count; all others must fit."""

    name: str
    team: str
    subjects: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    moment: str = ""
    sources: tuple[str, ...] = ()
    urgent: bool = False

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Line":
        """The rule as it lies in the database."""
        lists = {n: tuple(data.get(n, ())) for n in ("subjects", "areas", "words", "sources")}
        return cls(
            name=data["name"], team=data["team"], moment=data.get("moment", ""),
            urgent=bool(data.get("urgent")), **lists,
        )  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}

    def fits(self, facts: Facts) -> bool:
        """Does every condition fit?"""
        return (
            (not self.subjects or not set(self.subjects).isdisjoint(facts.codes))
            and (not self.areas or not set(self.areas).isdisjoint(facts.areas))
            and (not self.sources or facts.source in self.sources)
            and (not self.moment or self.moment == moment_of(facts.at))
            and (not self.words or has_word(facts.text, self.words))
        )


def moment_of(at: datetime) -> str:
    """Within the hours at which the municipality works, or outside them."""
    here = localtime(at)
    works = not is_closed(here.date(), RuleSet.OFFICE) and OPENS <= here.hour < CLOSES
    return OFFICE if works else OUTSIDE


def has_word(text: str, words: Sequence[str]) -> bool:
    """Does one of the words begin a word of the text? Capitals do not matter."""
    begins = "|".join(map(re.escape, words))
    return re.search(rf"\b(?:{begins})", text, re.IGNORECASE) is not None


@dataclass(frozen=True)
class TeamNow:
    """A team as the rules see it."""

    id: UUID
    name: str
    catches: bool
    members: int


@dataclass(frozen=True)
class Routed:
    """Where it goes, and why; no team when there is none that can take it."""

    team: TeamNow | None
    why: str
    urgent: bool = False


@dataclass(frozen=True)
class Routing:
    """The rules and teams at one moment."""

    number: int
    lines: tuple[Line, ...] = ()
    teams: Mapping[UUID, TeamNow] = field(default_factory=dict)

    def route(self, facts: Facts, team_of_kind: str = "") -> Routed:
        """The first rule that fits; else the team of the kind; else who takes what is left.

        Without any team there is nothing to say.
        """
        if not self.teams:
            return Routed(None, "")
        for place, line in enumerate(self.lines, 1):
            if line.fits(facts):
                return self._by_line(place, line)
        named = next((t for t in self.teams.values() if t.name == team_of_kind), None)
        if named is not None and named.members:
            return Routed(named, _("Het team voor deze soort melding."))
        return Routed(self._catches(), _("Geen regel paste."))

    def _by_line(self, place: int, line: Line) -> Routed:
        words = {"place": place, "name": line.name}
        team = next((t for t in self.teams.values() if str(t.id) == line.team), None)
        if team is None:
            why = _("Regel %(place)s (%(name)s) noemt een team dat er niet meer is.") % words
            return Routed(self._catches(), why, line.urgent)
        if not team.members:
            why = _("Regel %(place)s (%(name)s), maar in dat team zit niemand.") % words
            return Routed(self._catches(), why, line.urgent)
        return Routed(team, _("Regel %(place)s: %(name)s.") % words, line.urgent)

    def _catches(self) -> TeamNow | None:
        return next((team for team in self.teams.values() if team.catches), None)
