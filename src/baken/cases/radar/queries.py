"""The radar: who holds it, what is overdue, what next. A fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.cases.codes import ClockKind, Role, SeatState
from baken.cases.models import Action, Case, CaseContent
from baken.cases.radar.draw import Chart, Shape, Spot, charts
from baken.cases.radar.rows import Rows, rows_of
from baken.cases.radar.signals import Kind, Signal, signals_of
from baken.core.acting import Acting
from baken.core.calendar import RuleSet
from baken.core.terms import left

# What fits on one screen; the rest is one click away.
SHOWN, LINES = 4, 10


@dataclass(frozen=True)
class Group:
    """Signals of one kind under one heading."""

    kind: Kind
    signals: list[Signal]
    more: int

    @property
    def total(self) -> int:
        return len(self.signals) + self.more


@dataclass(frozen=True)
class Held:
    """One case in the table: who holds it, how much is late, what comes next."""

    content: CaseContent
    holder: str
    late: int
    next: str
    due: datetime | None
    url: str

    @property
    def case(self) -> Case:
        return self.content.case


@dataclass(frozen=True)
class Partner:
    """How a partner stands over all these cases."""

    name: str
    cases: int
    open: int
    late: int
    heard: datetime | None


@dataclass(frozen=True)
class Filters:
    """What the address bar asks for; what it does not know, it leaves out."""

    kind: str = ""
    phase: int = 0
    all: bool = False

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "Filters":
        kind, phase = params.get("wat", ""), params.get("fase", "")
        number = int(phase) if phase in ("1", "2", "3", "4") else 0
        return cls(kind if kind in Kind.values else "", number, "alles" in params)


@dataclass(frozen=True)
class Radar:
    """The whole page."""

    count: int
    sums: list[tuple[Kind, int]]
    first: Signal | None
    charts: list[Chart]
    groups: list[Group]
    held: list[Held]
    more: int
    partners: list[Partner]
    filters: Filters


def radar(acting: Acting, params: Mapping[str, str]) -> Radar:
    """Everything of the cases whose procesregie this acting holds."""
    now, rows, filters = timezone.now(), rows_of(acting), Filters.read(params)
    signals = signals_of(rows, acting.user_id, now)
    shown = [s for s in signals if filters.phase in (0, s.case.phase)
             and filters.kind in ("", s.kind)]  # fmt: skip
    held = [_held(rows, content, now) for content in rows.contents.values()
            if filters.phase in (0, content.case.phase)]  # fmt: skip
    held.sort(key=lambda line: (line.due is None, line.due or now))
    sums = [(kind, sum(signal.kind is kind for signal in signals)) for kind in Kind]
    return Radar(
        len(rows.contents), sums, signals[0] if signals else None,
        charts([_spot(rows, line, signals) for line in held]), _groups(shown, filters),
        held if filters.all else held[:LINES], max(0, len(held) - LINES) * (not filters.all),
        _partners(rows, now), filters,
    )  # fmt: skip


def _groups(signals: list[Signal], filters: Filters) -> list[Group]:
    """By kind; only the first few of each, unless one kind is asked for."""
    found, most = [], len(signals) if filters.kind else SHOWN
    for kind in Kind:
        of_kind = [signal for signal in signals if signal.kind is kind]
        if of_kind:
            found.append(Group(kind, of_kind[:most], max(0, len(of_kind) - most)))
    return found


def _held(rows: Rows, content: CaseContent, now: datetime) -> Held:
    case_id = content.case_id
    dates = sorted(_dates(rows, case_id), key=lambda pair: pair[0])
    due, words = dates[0] if dates else (None, _("Geen termijn loopt"))
    late = sum(at < now for at, _words in dates)
    return Held(content, _holder(rows, case_id), late, words, due,
                reverse("cases:file", args=[case_id]))  # fmt: skip


def _dates(rows: Rows, case_id: UUID) -> list[tuple[datetime, str]]:
    """All that must happen in a case, with what it is."""
    running = [c for c in rows.clocks.get(case_id, []) if c.id not in rows.paused]
    actions = [a for a in rows.actions.get(case_id, []) if a.id not in rows.paused]
    seats = [s for s in rows.seats.get(case_id, []) if s.due_at and not s.accepted_at]
    return [
        *((clock.due_at, str(ClockKind(clock.kind).label)) for clock in running),
        *((action.due_at, _whose(rows, action)) for action in actions),
        *((s.due_at, _("%s vullen") % Role(s.role).label) for s in seats if s.due_at),
        *((row.due_at, _("Besluit over fase %d") % row.to_phase)
          for row in rows.requests.get(case_id, [])),
    ]  # fmt: skip


def _whose(rows: Rows, action: Action) -> str:
    return f"{rows.parties.get(action.organisation_id, _('een partner'))}: {action.title}"


def _holder(rows: Rows, case_id: UUID) -> str:
    """Who holds casusregie, the fixed face for the household."""
    seat = next((s for s in rows.seats.get(case_id, []) if s.role == Role.CASUSREGIE), None)
    if seat is None or seat.state == SeatState.VACANT:
        return ""
    if seat.household:
        return _("het huishouden")
    return rows.names.get(seat.holder_id, _("een collega")) if seat.holder_id else ""


def _spot(rows: Rows, line: Held, signals: list[Signal]) -> Spot:
    """Where the case stands on the drawing; what presses most gives the shape."""
    mine = {signal.kind for signal in signals if signal.content is line.content}
    days = left(line.due, timezone.now(), RuleSet.OFFICE).working_days if line.due else 99
    shape: Shape = "runs"
    if Kind.SEAT in mine:
        shape = "vacant"
    elif line.late:
        shape = "late"
    elif mine & {Kind.SILENT, Kind.REQUEST}:
        shape = "waits"
    return Spot(line.case.number, line.case.phase, days, shape, shape != "runs")


def _partners(rows: Rows, now: datetime) -> list[Partner]:
    cases: dict[UUID, int] = {}
    heard: dict[UUID, datetime] = {}
    for parts in rows.parts.values():
        for part in parts:
            cases[part.organisation_id] = cases.get(part.organisation_id, 0) + 1
    for (_case, party), at in rows.heard.items():
        heard[party] = max(at, heard.get(party, at))
    actions = [action for found in rows.actions.values() for action in found]
    return sorted(
        (
            Partner(
                rows.parties.get(party, _("een partner")), count,
                sum(a.organisation_id == party for a in actions),
                sum(a.organisation_id == party and a.due_at < now and a.id not in rows.paused
                    for a in actions),
                heard.get(party),
            )
            for party, count in cases.items()
        ),
        key=lambda partner: (-partner.late, partner.name),
    )  # fmt: skip
