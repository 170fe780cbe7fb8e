"""All rows that the radar looks at, in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Model, QuerySet

from baken.access import api as access
from baken.cases.clocks.models import Lapse, Pause
from baken.cases.codes import Role
from baken.cases.models import (
    Action,
    CaseContent,
    Clock,
    Contribution,
    Evaluation,
    Participation,
    PhaseDecision,
    PhaseRequest,
    Release,
    Seat,
)
from baken.cases.queries import open_seats
from baken.core.acting import Acting

MOST = 2000


@dataclass
class Rows:
    """The cases that somebody steers, by their key, and what hangs on them."""

    contents: dict[UUID, CaseContent]
    seats: dict[UUID, list[Seat]]
    clocks: dict[UUID, list[Clock]]
    actions: dict[UUID, list[Action]]
    requests: dict[UUID, list[PhaseRequest]]
    decisions: dict[UUID, list[PhaseDecision]]
    lapses: dict[UUID, list[Lapse]]
    parts: dict[UUID, list[Participation]]
    moved: dict[UUID, datetime]
    heard: dict[tuple[UUID, UUID], datetime]
    paused: set[UUID]
    names: dict[UUID, str] = field(default_factory=dict)
    parties: dict[UUID, str] = field(default_factory=dict)


def steered(acting: Acting) -> dict[UUID, CaseContent]:
    """The open cases whose procesregie I hold."""
    mine = open_seats().filter(role=Role.PROCESREGIE, holder_id=acting.user_id)
    ids = list(mine.exclude(accepted_at=None).values_list("case_id", flat=True)[:MOST])
    rows = CaseContent.objects.select_related("case").filter(
        case_id__in=ids, case__closed_at=None, case__practice=False
    )
    return {row.case_id: row for row in rows.order_by("-case__phase", "next_due")}


def rows_of(acting: Acting) -> Rows:
    """Everything of the cases that this acting steers."""
    contents = steered(acting)
    ids = list(contents)
    seats = list(open_seats().filter(case_id__in=ids))
    requests = list(PhaseRequest.objects.filter(case_id__in=ids, decided_at=None))
    actions = list(Action.objects.filter(case_id__in=ids))
    heard, moved = _signs(ids, actions)
    people = {seat.holder_id for seat in seats} | {row.requested_by_id for row in requests}
    steps = PhaseDecision.objects.filter(case_id__in=ids, granted=True)
    running = Clock.objects.filter(case_id__in=ids, met_at=None)
    stops = Pause.objects.filter(case_id__in=ids, ended_at=None)
    return Rows(
        contents, _by_case(seats), _by_case(running.order_by("due_at")),
        _by_case([action for action in actions if action.done_at is None]), _by_case(requests),
        _by_case(steps.order_by("decided_at")),
        _by_case(Lapse.objects.filter(case_id__in=ids, answered_at=None)),
        _by_case(Participation.objects.filter(case_id__in=ids, valid_until=None)),
        moved, heard, {key for pair in stops.values_list("clock_id", "action_id") for key in pair},
        access.name_of(people | {action.owner_id for action in actions if not action.done_at}),
        {party.id: party.name for party in access.organisations(acting)},
    )  # fmt: skip


def _by_case(rows: "QuerySet[Any] | list[Any]") -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


def _signs(
    ids: list[UUID], actions: list[Action]
) -> tuple[dict[tuple[UUID, UUID], datetime], dict[UUID, datetime]]:
    """When each organisation was last heard in each case, and when anything last moved in it.

    Only what this acting sees: what was not released here is no sign.
    """
    heard: dict[tuple[UUID, UUID], datetime] = {}
    moved: dict[UUID, datetime] = {}
    for case_id, party, at in _latest(ids, actions):
        if party:
            heard[case_id, party] = max(at, heard.get((case_id, party), at))
        moved[case_id] = max(at, moved.get(case_id, at))
    return heard, moved


def _latest(ids: list[UUID], actions: list[Action]) -> list[tuple[UUID, UUID | None, datetime]]:
    found: list[tuple[UUID, UUID | None, datetime]] = [
        (a.case_id, a.organisation_id, a.done_at) for a in actions if a.done_at
    ]
    found += [(a.case_id, None, a.created_at) for a in actions]
    sources: tuple[tuple[type[Model], str | None, str], ...] = (
        (Contribution, "organisation_id", "created_at"),
        (Release, "owner_id", "released_at"),
        (Seat, "organisation_id", "accepted_at"),
        (Participation, "organisation_id", "valid_from"),
        (Evaluation, None, "created_at"),
        (PhaseDecision, None, "decided_at"),
    )
    for model, party, at in sources:
        groups = ["case_id", party] if party else ["case_id"]
        rows = model._default_manager.filter(case_id__in=ids).values(*groups)
        for row in rows.annotate(last=Max(at)).order_by():
            if row["last"]:
                found.append((row["case_id"], row[party] if party else None, row["last"]))
    return found
