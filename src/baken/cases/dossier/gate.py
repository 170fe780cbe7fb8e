"""What stands between this phase and the next."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.cases import guards, rules
from baken.cases.actions.regime import may_decide
from baken.cases.ave import Model
from baken.cases.codes import Role
from baken.cases.disclosures.models import RegimeRequest
from baken.cases.dossier.rows import Rows
from baken.cases.explain import missing
from baken.cases.facts import known_of
from baken.cases.models import (
    PhaseRequest,
)
from baken.cases.regimes import rules_for
from baken.cases.situations import assemble, owners_of
from baken.cases.steps.models import Handover, Jump
from baken.cases.steps.words import in_words
from baken.core.acting import Acting, current
from baken.core.errors import Missing


@dataclass(frozen=True)
class Gate:
    """What stands between this phase and the next, or the request that waits."""

    target: int
    name: str
    missing: list[Missing]
    in_order: list[str]
    request: PhaseRequest | None = None
    requested_by: str = ""
    decider: str = ""
    decide_url: str = ""
    told: list[str] = field(default_factory=list)
    handover: Handover | None = None
    receiver: str = ""
    may_accept: bool = False


@dataclass(frozen=True)
class Alarm:
    """A jump that still must be ratified."""

    jump: Jump
    taken_by: str
    mandate: str
    ratify_url: str


def alarm(rows: Rows, model: Model, situation: guards.Situation, acting: Acting) -> Alarm | None:
    """The jump that waits for who has the mandate, until somebody says whether it was right."""
    row = next((one for one in rows.jumps if one.ratified_at is None), None)
    if row is None or not rows.case.open:
        return None
    gaps = guards.gaps_to_ratify(
        situation, model, row.to_phase, jumper=row.taken_by_id, holder=acting.user_id
    )
    mandate = str(Role(model.phase(row.to_phase).decides).label).lower()
    url = "" if gaps else reverse("cases:ratify", args=[rows.case.id, row.id])
    return Alarm(row, rows.name(row.taken_by_id), mandate, url)


@dataclass(frozen=True)
class RegimeGate:
    """Another regime that was asked for, on which nobody decided yet."""

    request: RegimeRequest
    requested_by: str
    deciders: str
    decide_url: str


def regime_gate(rows: Rows, acting: Acting) -> RegimeGate | None:
    """The request for another regime that waits, and whether this acting decides on it."""
    asked = next((one for one in rows.regimes if one.decided_at is None), None)
    if asked is None or not rows.case.open:
        return None
    may = rules.works_on_cases(acting) and may_decide(acting, rows.case, asked)
    url = reverse("cases:decide_regime", args=[rows.case.id, asked.id]) if may else ""
    roles = " / ".join(str(Role(r).label).lower() for r in rules_for(asked.to_regime).decides)
    return RegimeGate(asked, rows.name(asked.requested_by_id), roles, url)


def situation_from(rows: Rows) -> guards.Situation:
    """What the guards look at, from rows that are here already; the facts, while it is open."""
    seen = [action.owner_id for action in rows.actions if action.done_at is None]
    return assemble(
        rows.case,
        seats=[seat for seat in rows.seats if seat.ended_at is None],
        owners=seen if rules.works_on_cases(current()) else owners_of(rows.case.id),
        evaluation=rows.evaluations[-1] if rows.evaluations else None,
        request=rows.request,
        facts=known_of(rows.case.id, guards.TO_MOVE if rows.case.open else ()),
    )


def gate(rows: Rows, model: Model, situation: guards.Situation, acting: Acting) -> Gate | None:
    """The gate to the next phase up; of the open request if there is one. None at the top."""
    case, today = rows.case, timezone.localdate()
    if not case.open:
        return None
    if rows.request:
        return _waiting(rows, rows.request, model, situation, acting)
    target = case.phase + 1
    if target > model.phases[-1].number:
        return None
    gaps = guards.gaps_to_move(situation, model, target, today)
    if rules.works_on_cases(acting) and not situation.roles_of(acting.user_id):
        gaps.append(guards.Gap("not_seated"))
    return Gate(
        target, model.phase(target).name, missing(gaps, case), _in_order(gaps, model, target)
    )


def _in_order(gaps: list[guards.Gap], model: Model, target: int) -> list[str]:
    codes, roles = {gap.code for gap in gaps}, {gap.role for gap in gaps if gap.role}
    phase = model.phase(target)
    fine = [_("%s is aanvaard") % Role(role).label for role in phase.seats if role not in roles]
    if phase.evaluation and not codes & {"no_evaluation", "old_evaluation"}:
        fine.append(_("Er is een verse evaluatie"))
    if "not_active" not in codes:
        fine.append(_("De casus is in behandeling"))
    return fine


def _waiting(
    rows: Rows, asked: PhaseRequest, model: Model, situation: guards.Situation, acting: Acting
) -> Gate:
    gaps = guards.gaps_to_decide(
        situation, model, asked.to_phase, timezone.localdate(),
        requester=asked.requested_by_id, decider=acting.user_id,
    )  # fmt: skip
    role, waits = model.decider(asked.from_phase, asked.to_phase), rows.handover
    may = not {gap.code for gap in gaps} & {"own_request", "no_mandate"}
    return Gate(
        asked.to_phase, model.phase(asked.to_phase).name,
        [] if not may else missing(gaps, rows.case), [], asked, rows.name(asked.requested_by_id),
        str(Role(role).label).lower(),
        reverse("cases:decide", args=[rows.case.id, asked.id]) if may else "",
        in_words(asked.details, model), waits, _receiver(rows),
        waits is not None and not waits.accepted_at and (
            waits.receiver_id == acting.user_id if waits.receiver_id else rules.manages(acting)),
    )  # fmt: skip


def _receiver(rows: Rows) -> str:
    if rows.handover is None:
        return ""
    return rows.name(rows.handover.receiver_id) or _("het huishouden")
