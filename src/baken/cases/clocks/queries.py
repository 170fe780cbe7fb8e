"""The page of a case's clocks: each with its norm, what stands still, and what was not done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import rules
from baken.cases.clocks.actions import BY_ITSELF
from baken.cases.clocks.catalog import Norm, catalog
from baken.cases.clocks.codes import LapseKind
from baken.cases.clocks.models import Lapse, Notice, Pause
from baken.cases.codes import ClockKind
from baken.cases.models import Action, Case, CaseContent, Clock, Closing
from baken.core.acting import Acting
from baken.core.calendar import RuleSet
from baken.core.terms import Span, in_words

CALENDARS = {
    RuleSet.ATW: "Algemene termijnenwet",
    RuleSet.EU1182: "Verordening 1182/71",
    RuleSet.OFFICE: "werkdagen van de gemeente",
}


@dataclass(frozen=True)
class Line:
    """A clock, or the date of an action, that runs or stands still."""

    about: UUID
    title: str
    due_at: datetime
    rules: str
    norm: Norm
    paused: Pause | None
    span: str
    calendar: str
    by_hand: bool


@dataclass(frozen=True)
class LapseLine:
    """What an organisation did not do."""

    lapse: Lapse
    organisation: str
    words: str
    may_answer: bool
    told: tuple[str, ...]


@dataclass(frozen=True)
class Clocks:
    """All of one case. A fixed number of queries."""

    lines: list[Line]
    lapses: list[LapseLine]
    norms: tuple[Norm, ...]


# These run as long as a case does: closing it ends them.
WITH_THE_CASE = (ClockKind.HANDOVER, ClockKind.REVIEW, ClockKind.AFTERCARE)


def waiting(case_id: UUID) -> int:
    """How many clocks wait for what was not done. Who told the report is answered by closing."""
    rows = Clock.objects.filter(case_id=case_id, met_at=None).exclude(kind__in=WITH_THE_CASE)
    told = CaseContent.objects.filter(case_id=case_id).exclude(report_id=None).exists()
    if told and not Closing.objects.filter(case_id=case_id).exists():
        rows = rows.exclude(kind=ClockKind.CONTACT)
    return rows.count()


def clocks_of(acting: Acting, case: Case) -> Clocks:
    """What runs, stands still and was not done, late first."""
    stopped = {
        pause.clock_id or pause.action_id: pause
        for pause in Pause.objects.filter(case=case, ended_at=None)
    }
    running = Clock.objects.filter(case=case, met_at=None).order_by("due_at")
    actions = Action.objects.filter(case=case, done_at=None).order_by("due_at")
    lines = [
        *(_clock(clock, stopped.get(clock.id)) for clock in running),
        *(_action(action, stopped.get(action.id)) for action in actions),
    ]
    return Clocks(sorted(lines, key=lambda line: line.due_at), _lapses(acting, case),
                  catalog().norms)  # fmt: skip


def _clock(clock: Clock, paused: Pause | None) -> Line:
    norm, calendar = catalog().norm(clock.kind), RuleSet(clock.rules)
    span = in_words(Span.parse(clock.span)) if clock.span else ""
    return Line(clock.id, norm.title, clock.due_at, clock.rules, norm, paused, span,
                CALENDARS[calendar], clock.kind not in BY_ITSELF)  # fmt: skip


def _action(action: Action, paused: Pause | None) -> Line:
    norm = catalog().norm("action")
    return Line(action.id, action.title, action.due_at, RuleSet.OFFICE.value, norm, paused, "",
                CALENDARS[RuleSet.OFFICE], by_hand=False)  # fmt: skip


def _lapses(acting: Acting, case: Case) -> list[LapseLine]:
    rows = list(Lapse.objects.filter(case=case).select_related("action").order_by("-since"))
    names = {party.id: party.name for party in access.organisations(acting)}
    told: dict[UUID, list[str]] = {}
    for notice in Notice.objects.filter(case=case).exclude(step="soon").order_by("told_at"):
        told.setdefault(notice.about, []).append(notice.step)
    return [_lapse(acting, case, row, names, told) for row in rows]


def _lapse(
    acting: Acting, case: Case, row: Lapse, names: dict[UUID, str], told: dict[UUID, list[str]]
) -> LapseLine:
    ours = row.organisation_id == acting.organisation_id
    may = case.open and rules.works_on_cases(acting) and (ours or rules.manages(acting))
    title = row.action.title if row.action else ""
    words = title if row.kind == LapseKind.ACTION else _("Er is iets gevraagd, maar niets gehoord")
    heard = told.get(row.action_id, []) if row.action_id else []
    return LapseLine(row, names.get(row.organisation_id, _("een partner")), words,
                     may_answer=may and row.answered_at is None, told=tuple(heard))  # fmt: skip
