"""All rows of one case that an acting sees."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases.disclosures.models import RegimeRequest
from baken.cases.models import (
    Action,
    Case,
    CaseContent,
    Clock,
    Closing,
    Contribution,
    Evaluation,
    Participation,
    PhaseDecision,
    PhaseRequest,
    Release,
    Seat,
)
from baken.cases.steps.models import Handover, Jump, Reopening
from baken.cases.versions.models import ModelMove, ModelMoveItem
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.documents import api as documents


@dataclass
class Rows:
    """All rows of one case that this acting sees. A fixed number of queries."""

    content: CaseContent
    seats: list[Seat]
    decisions: list[PhaseDecision]
    request: PhaseRequest | None
    contributions: list[Contribution]
    releases: list[Release]
    actions: list[Action]
    evaluations: list[Evaluation]
    participations: list[Participation]
    clocks: list[Clock]
    closing: Closing | None
    documents: dict[UUID, documents.Stored]
    jumps: list[Jump] = field(default_factory=list)
    reopenings: list[Reopening] = field(default_factory=list)
    handover: Handover | None = None
    regimes: list[RegimeRequest] = field(default_factory=list)
    turns: list[ModelMoveItem] = field(default_factory=list)
    turning: dict[UUID, ModelMove] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    parties: dict[UUID, str] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return self.content.case

    @property
    def moves(self) -> list[tuple[datetime, int, int]]:
        """Every change of phase in order: when, from, to. By decision, or by an acute jump."""
        decided = [(d.decided_at, d.from_phase, d.to_phase) for d in self.decisions if d.granted]
        return sorted([*decided, *((j.taken_at, j.from_phase, j.to_phase) for j in self.jumps)])

    def name(self, user_id: UUID | None) -> str:
        return self.names.get(user_id, _("een collega")) if user_id else ""

    def party(self, organisation_id: UUID | None) -> str:
        return self.parties.get(organisation_id, "") if organisation_id else ""


def rows_of(acting: Acting, case_id: UUID) -> Rows:
    """Fetch everything. Denied for who is no full member, and for what is not there."""
    content = CaseContent.objects.select_related("case").filter(case_id=case_id).first()
    if content is None:
        raise Denied
    on = {"case_id": case_id}
    requests = PhaseRequest.objects.filter(**on, decided_at=None)
    rows = Rows(
        content,
        list(Seat.objects.filter(**on).order_by("since", "id")),
        list(PhaseDecision.objects.filter(**on).order_by("decided_at")),
        requests.first(),
        list(Contribution.objects.filter(**on).order_by("created_at", "id")),
        list(Release.objects.filter(**on, withdrawn_at=None)),
        list(Action.objects.filter(**on).order_by("due_at", "id")),
        list(Evaluation.objects.filter(**on).order_by("held_on", "created_at")),
        list(Participation.objects.filter(**on).order_by("valid_from", "id")),
        list(Clock.objects.filter(**on, met_at=None)),
        Closing.objects.filter(**on).order_by("-closed_at").first(),
        {stored.id: stored for stored in documents.listing(acting, case_id)},
    )
    rows.jumps = list(Jump.objects.filter(**on).order_by("taken_at"))
    rows.regimes = list(RegimeRequest.objects.filter(**on).order_by("requested_at"))
    rows.reopenings = list(Reopening.objects.filter(**on).order_by("reopened_at"))
    turns = ModelMoveItem.objects.filter(**on, outcome="moved").select_related("target")
    rows.turns = list(turns.order_by("done_at"))
    if rows.turns:
        rows.turning = ModelMove.objects.in_bulk([turn.move_id for turn in rows.turns])
    if rows.request:
        rows.handover = Handover.objects.filter(request=rows.request).first()
    rows.names = access.name_of(_users(rows))
    rows.parties = {party.id: party.name for party in access.organisations(acting)}
    return rows


def _users(rows: Rows) -> set[UUID | None]:
    found = {seat.holder_id for seat in rows.seats}
    found |= {seat.acceptance_recorded_by_id for seat in rows.seats}
    found |= {d.decided_by_id for d in rows.decisions} | {d.requested_by_id for d in rows.decisions}
    found |= {c.author_id for c in rows.contributions} | {a.owner_id for a in rows.actions}
    found |= {e.author_id for e in rows.evaluations} | {p.added_by_id for p in rows.participations}
    found |= {j.taken_by_id for j in rows.jumps} | {j.ratified_by_id for j in rows.jumps}
    found |= {r.reopened_by_id for r in rows.reopenings}
    found |= {move.decided_by_id for move in rows.turning.values()}
    if rows.handover:
        found.add(rows.handover.receiver_id)
    if rows.request:
        found.add(rows.request.requested_by_id)
    if rows.closing:
        found.add(rows.closing.closed_by_id)
    return found
