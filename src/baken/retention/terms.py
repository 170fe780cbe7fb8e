"""The register of terms: what goes, when, by which rule, and who takes it away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.timezone import localdate

from baken.core.acting import Acting
from baken.core.terms import Span, Unit, add_months, in_words

Remove = Callable[[Acting, Sequence[UUID]], int]
Rule = Literal["removed", "follows", "kept", "current", "elsewhere"]


@dataclass(frozen=True)
class Term:
    """How long the rows of one model are kept.

    Exactly one of: `years`, `months` or `days` after the moment in the field `trigger` (`since`
    says in Dutch what that moment is, `only` narrows the choice of rows); `follows`, the model
    whose removal takes these along; `kept`, why they stay for ever; `current`, why they are no
    records of the past at all; `elsewhere`, which job does it in another way. `file` names the
    field with the id of the file, so that a hold on the file stops it too. `remove` takes the
    rows away under the job's acting and returns how many objects went; it must also take along
    what follows. Without it the rows themselves are deleted. `technical` rows are no records:
    they go without a certificate. `listed` rows go only when two people approved the list that
    they are on, where `label` names the field that tells one file from another. `among` gives
    the rows with the moment `trigger` worked out, where no column holds it.
    """

    model: str
    what: str
    trigger: str = ""
    since: str = ""
    years: int = 0
    months: int = 0
    days: int = 0
    selection: str = ""
    purpose: str = ""
    remove: Remove | None = None
    follows: str = ""
    kept: str = ""
    current: str = ""
    elsewhere: str = ""
    file: str = ""
    technical: bool = False
    listed: bool = False
    label: str = ""
    only: Mapping[str, Any] = field(default_factory=dict)
    among: Callable[[], QuerySet[Any]] | None = None

    def __post_init__(self) -> None:
        ways = (self.trigger, self.follows, self.kept, self.current, self.elsewhere)
        timed = bool(self.years or self.months or self.days)
        if sum(map(bool, ways)) != 1 or bool(self.trigger) != timed:
            raise ValueError(f"{self.model}: name one term, or what it follows, or why it stays")

    @property
    def rule(self) -> Rule:
        """The kind of term."""
        others: tuple[Rule, ...] = ("follows", "kept", "current", "elsewhere")
        return next((rule for rule in others if getattr(self, rule)), "removed")

    def take(self, acting: Acting, ids: Sequence[UUID]) -> None:
        """Remove these, with all that follows. RuntimeError when one is still there after."""
        if self.remove:
            self.remove(acting, ids)
        else:
            self.model_class._base_manager.filter(pk__in=ids).delete()
        if self.model_class._base_manager.filter(pk__in=ids).exists():
            raise RuntimeError(f"{self.model}: objects are still there after their removal")

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    @property
    def rows(self) -> QuerySet[Any]:
        """All rows that it is about, with the moment in the field `trigger`."""
        rows: QuerySet[Any] = self.among() if self.among else self.model_class._base_manager.all()
        return rows.filter(**self.only)

    @property
    def span(self) -> str:
        """The length in words: '5 jaar', '1 jaar en 6 maanden'; '' without one."""
        parts = (
            (self.years, Unit.YEARS),
            (self.months, Unit.MONTHS),
            (self.days, Unit.DAYS),
        )
        return " en ".join(in_words(Span(amount, unit)) for amount, unit in parts if amount)

    def last_day(self, start: date | datetime) -> date:
        """The last day of the term that began at `start`; removal is allowed from the next.

        In calendar years and months, in Amsterdam, never rolled to a working day
        (Algemene termijnenwet art. 4).
        """
        day = localdate(start) if isinstance(start, datetime) else start
        return add_months(day, self.years * 12 + self.months) + timedelta(days=self.days)

    def latest_start(self, today: date) -> date:
        """The latest day on which a term that ended before `today` can have begun.

        Counting back is not counting forward (29 February): a few days are tried.
        """
        day = add_months(today - timedelta(days=self.days), -(self.years * 12 + self.months))
        day += timedelta(days=3)
        while self.last_day(day) >= today:
            day -= timedelta(days=1)
        return day


_terms: dict[str, list[Term]] = {}


def register(term: Term) -> Term:
    """Name a term. A model may have several, for different rows (`only`)."""
    known = _terms.setdefault(term.model.lower(), [])
    if term not in known:
        known.append(term)
    return term


def all_terms() -> list[Term]:
    """Every term, in the order of the modules."""
    return [term for terms in _terms.values() for term in terms]


def terms_of(model: str) -> list[Term]:
    """The terms of one model, such as 'reports.Report'."""
    return _terms.get(model.lower(), [])


def tables_without_term() -> list[str]:
    """Tables of Baken's own models for which no term is named. `verify wall` lists them."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("baken.") and not terms_of(model._meta.label)
    )


def lost_terms() -> list[str]:
    """Terms that name a model or field that is not there (any more)."""
    return [term.model for term in all_terms() if not _fits(term)]


def _fits(term: Term) -> bool:
    try:
        names = {found.name for found in term.model_class._meta.get_fields()}
        names |= {f.attname for f in term.model_class._meta.concrete_fields}
        names |= set(term.among().query.annotations) if term.among else set()
        if term.follows:
            apps.get_model(term.follows)
    except LookupError:
        return False
    return {part for part in (term.trigger, term.file, term.label) if part} <= names
