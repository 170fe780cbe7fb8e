"""The tree of kinds in memory: it changes only by a new version, and every page needs it."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from baken.core.calendar import RuleSet
from baken.core.languages import said
from baken.core.terms import Span
from baken.reports.codes import Door
from baken.reports.models import Category

FRESH_SECONDS = 300.0


@dataclass(frozen=True)
class Partner:
    """A kind of partner with whom a reporter may let us share the report."""

    code: str
    titles: tuple[str, str]

    @property
    def title(self) -> str:
        return _spoken(self.titles)


@dataclass(frozen=True)
class Way:
    """Somebody else who helps. A phone number that nobody checked is not shown."""

    names: tuple[str, str]
    texts: tuple[str, str]
    phone: str
    url: str
    source: str
    checked: str

    @property
    def name(self) -> str:
        return _spoken(self.names)

    @property
    def text(self) -> str:
        return _spoken(self.texts)

    @property
    def dial(self) -> str:
        """The number as a phone dials it; '' when it is not verified."""
        return self.phone.replace(" ", "") if self.checked else ""


@dataclass(frozen=True)
class Question:
    """A question of a kind: yes_no, choice, text, date or number. `show_if`: code and values."""

    code: str
    type: str
    texts: tuple[str, str]
    choices: tuple[tuple[str, tuple[str, str]], ...] = ()
    show_if: tuple[tuple[str, frozenset[str]], ...] = ()
    most: int = 0

    @property
    def text(self) -> str:
        return _spoken(self.texts)

    @property
    def options(self) -> list[tuple[str, str]]:
        """What one chooses from, yes and no included; nothing for an open question."""
        if self.type == "yes_no" and not self.choices:
            return [("yes", _("Ja")), ("no", _("Nee")), ("unknown", _("Weet ik niet"))]
        return [(code, _spoken(titles)) for code, titles in self.choices]


@dataclass(frozen=True)
class Subject:
    """One kind of report: a main one (no parent), or one under it."""

    id: UUID
    version: int
    code: str
    parent_id: UUID | None
    titles: tuple[str, str]
    examples: tuple[str, str]
    hints: tuple[str, str]
    icon: str
    careful: bool
    read_within: Span
    answer_within: Span
    rules: RuleSet
    doors: frozenset[str] = frozenset()
    public: bool = False
    away: bool = False
    enforce: bool = False
    business: bool = False
    partners: tuple[Partner, ...] = ()
    questions: tuple[Question, ...] = ()
    ways: tuple[Way, ...] = ()
    teams: tuple[str, str] = ("", "")
    months: int = 60

    @property
    def team(self) -> str:
        return _spoken(self.teams)

    @property
    def title(self) -> str:
        return _spoken(self.titles)

    @property
    def example(self) -> str:
        return _spoken(self.examples)

    @property
    def hint(self) -> str:
        return _spoken(self.hints)


def _spoken(texts: tuple[str, str]) -> str:
    return said(*texts)


@dataclass(frozen=True)
class Tree:
    """All versions by key, and the one that new reports come in under."""

    by_id: dict[UUID, Subject]
    version: int

    def mains(self) -> list[Subject]:
        """The main kinds of the current version, in order."""
        return [s for s in self._current() if s.parent_id is None]

    def under(self, parent_id: UUID) -> list[Subject]:
        """What comes under a main kind, in order."""
        return [s for s in self.by_id.values() if s.parent_id == parent_id]

    def get(self, code: str) -> Subject | None:
        """A kind of the current version by its code."""
        return next((s for s in self._current() if s.code == code), None)

    def main_of(self, subject: Subject) -> Subject:
        """The main kind that this one is under, or itself."""
        return self.by_id[subject.parent_id] if subject.parent_id else subject

    def all_of(self, code: str) -> list[UUID]:
        """Keys of this kind and what is under it, in every version."""
        prefix = f"{code}."
        return [s.id for s in self.by_id.values() if s.code == code or s.code.startswith(prefix)]

    def hint_of(self, subject: Subject) -> str:
        """The advice for this kind, or else that of its main kind."""
        return subject.hint or self.main_of(subject).hint

    def _current(self) -> list[Subject]:
        return [s for s in self.by_id.values() if s.version == self.version]


class _Shelf:
    """The tree that this process read last, and when."""

    tree = Tree({}, 0)
    read_at = 0.0


def tree() -> Tree:
    """The tree; read again after five minutes, so that a new version is seen."""
    if not _Shelf.tree.by_id or time.monotonic() - _Shelf.read_at > FRESH_SECONDS:
        _Shelf.tree, _Shelf.read_at = _read(), time.monotonic()
    return _Shelf.tree


def _read() -> Tree:
    rows = list(Category.objects.order_by("version", "position"))
    today = localdate()
    versions = [row.version for row in rows if row.valid_from <= today]
    return Tree({row.id: _subject(row) for row in rows}, max(versions, default=0))


def _subject(row: Category) -> Subject:
    return Subject(
        id=row.id,
        version=row.version,
        code=row.code,
        parent_id=row.parent_id,
        titles=(row.title_nl, row.title_en),
        examples=(row.example_nl, row.example_en),
        hints=(row.hint_nl, row.hint_en),
        icon=row.icon,
        careful=row.careful,
        read_within=Span.parse(row.read_within),
        answer_within=Span.parse(row.answer_within),
        rules=RuleSet(row.rules),
        doors=frozenset(row.doors or [Door.NAMED, Door.NAMELESS]),
        public=row.public,
        away=row.away,
        enforce=row.enforce,
        business=row.business,
        partners=tuple(Partner(one["code"], _both(one)) for one in row.partners),
        questions=tuple(map(_question, row.questions)),
        ways=tuple(map(_way, row.ways)),
        teams=(row.team_nl, row.team_en),
        months=row.months,
    )


def _both(texts: dict[str, Any]) -> tuple[str, str]:
    return texts["nl"], texts["en"]


def _question(raw: dict[str, Any]) -> Question:
    return Question(
        code=raw["code"],
        type=raw["type"],
        texts=_both(raw["text"]),
        choices=tuple((one["code"], _both(one)) for one in raw["choices"]),
        show_if=tuple((code, frozenset(values)) for code, values in raw["show_if"].items()),
        most=raw.get("most", 0),
    )


def _way(raw: dict[str, Any]) -> Way:
    words = _both(raw["name"]), _both(raw["text"])
    rest = (raw.get(key, "") for key in ("phone", "url", "source", "checked"))
    return Way(*words, *rest)
