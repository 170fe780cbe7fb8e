"""One case as a page: everything comes through the wall, nothing hidden is hinted at."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from baken.cases import rules
from baken.cases.actions.common import only_looks
from baken.cases.ave import Model, model_of
from baken.cases.codes import Lifecycle, Role, SeatEnd
from baken.cases.dossier.gate import (
    Alarm,
    Gate,
    RegimeGate,
    alarm,
    gate,
    regime_gate,
    situation_from,
)
from baken.cases.dossier.head import Due, SeatCard, Step, clocks, ladder, seat_cards
from baken.cases.dossier.rows import Rows, rows_of
from baken.cases.dossier.timeline import Brought, Entry, timeline
from baken.cases.duty.queries import nameable
from baken.cases.machine import MOVING
from baken.cases.models import (
    Action,
    Case,
    Participation,
)
from baken.cases.regimes import register
from baken.cases.retention import kept_until
from baken.core.acting import Acting
from baken.people import api as people


@dataclass(frozen=True)
class ActionLine:
    """An action in a list."""

    action: Action
    owner: str
    organisation: str
    may_finish: bool


@dataclass(frozen=True)
class Dossier:
    """All that the page of one case shows."""

    rows: Rows
    model: Model
    phase_name: str
    steps: list[Step]
    seats: list[SeatCard]
    gate: Gate | None
    clocks: list[Due]
    entries: list[Entry]
    open_actions: list[ActionLine]
    done_actions: list[ActionLine]
    partners: list[Participation]
    persons: list[people.Involved]
    keep_until: date | None
    manages: bool
    works: bool
    may_close: bool
    may_take_on: bool
    may_scale_down: bool
    may_jump: bool
    may_reopen: bool
    alarm: Alarm | None
    sees_looks: bool
    regime: RegimeGate | None

    @property
    def documents(self) -> list[Brought]:
        """The documents, newest first; of one that was corrected only the last words."""
        brought = [entry.contribution for entry in self.entries if entry.contribution]
        return [one for one in brought if one.document and not one.corrected]

    @property
    def untouched(self) -> bool:
        """Did nobody bring in anything that shows here?"""
        return not any(entry.contribution for entry in self.entries)

    @property
    def case(self) -> Case:
        return self.rows.case


def dossier(acting: Acting, case_id: UUID) -> Dossier:
    """The page of one case, for a full member."""
    rows = rows_of(acting, case_id)
    case, model = rows.case, model_of(rows.case.model_id)
    works = rules.works_on_cases(acting)
    writes = case.open and not only_looks(case.id)
    situation = situation_from(rows)
    roles = situation.roles_of(acting.user_id)
    lines = [_action(action, rows, acting) for action in rows.actions]
    for part in rows.participations:
        part.name = rows.party(part.organisation_id)  # type: ignore[attr-defined]
        part.reads = ", ".join(register().label(code) for code in part.categories).lower()  # type: ignore[attr-defined]
        part.law_words = register().words(part.law)  # type: ignore[attr-defined]
    return Dossier(
        rows, model, model.phase(case.phase).name, ladder(rows, model),
        seat_cards(rows, model, acting), gate(rows, model, situation, acting), clocks(rows),
        timeline(rows, acting),
        [line for line in lines if not line.action.done_at],
        [line for line in lines if line.action.done_at],
        [part for part in rows.participations if part.live],
        nameable(people.listing(acting, case.id)) if works else [],
        kept_until(case) if case.closed_at else None,
        manages=rules.manages(acting) and writes,
        works=works and writes,
        may_close=rules.opens(acting) and case.open and Role.PROCESREGIE in roles
        and (case.phase == 1 or case.lifecycle != Lifecycle.ACTIVE),
        may_take_on=case.lifecycle == Lifecycle.TRIAGE and Role.PROCESREGIE in roles,
        may_scale_down=works and case.open and bool(roles) and case.phase > 1
        and rows.request is None,
        may_jump=rules.manages(acting) and writes and case.lifecycle in MOVING
        and model.acute is not None and case.phase in model.acute.sources,
        may_reopen=rules.opens(acting) and case.lifecycle == Lifecycle.CLOSED,
        alarm=alarm(rows, model, situation, acting),
        sees_looks=rules.opens(acting) and steered(rows, acting),
        regime=regime_gate(rows, acting),
    )  # fmt: skip


def steered(rows: Rows, acting: Acting) -> bool:
    """Does this acting hold procesregie, or did they until the case was closed?"""
    return any(
        seat.role == Role.PROCESREGIE and seat.holder_id == acting.user_id and seat.accepted_at
        and seat.ended_why in ("", SeatEnd.CLOSED)
        for seat in rows.seats
    )  # fmt: skip


def _action(action: Action, rows: Rows, acting: Acting) -> ActionLine:
    ours = action.organisation_id == acting.organisation_id
    return ActionLine(
        action, rows.name(action.owner_id), rows.party(action.organisation_id),
        may_finish=rows.case.open and (ours or rules.manages(acting)),
    )  # fmt: skip
