"""What stands between this phase and the next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.cases import guards, rules
from baken.cases.ave import Model
from baken.cases.codes import Role
from baken.cases.dossier.rows import Rows
from baken.cases.explain import missing
from baken.cases.models import (
    PhaseRequest,
)
from baken.core.acting import Acting
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


def situation_from(rows: Rows) -> guards.Situation:
    """What the guards look at, from rows that are here already."""
    held = [seat for seat in rows.seats if seat.ended_at is None]
    return guards.Situation(
        lifecycle=rows.case.lifecycle,
        phase=rows.case.phase,
        seats={s.role: guards.Held(s.state, s.holder_id, s.household) for s in held},
        open_actions=sum(action.done_at is None for action in rows.actions),
        evaluated_on=rows.evaluations[-1].held_on if rows.evaluations else None,
        open_request=rows.request is not None,
    )


def gate(rows: Rows, model: Model, acting: Acting) -> Gate | None:
    """The gate to the next phase up; of the open request if there is one. None at the top."""
    case, today = rows.case, timezone.localdate()
    if not case.open:
        return None
    situation = situation_from(rows)
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
    role = model.decider(asked.from_phase, asked.to_phase)
    may = not {gap.code for gap in gaps} & {"own_request", "no_mandate"}
    return Gate(
        asked.to_phase, model.phase(asked.to_phase).name,
        [] if not may else missing(gaps, rows.case), [], asked, rows.name(asked.requested_by_id),
        str(Role(role).label).lower(),
        reverse("cases:decide", args=[rows.case.id, asked.id]) if may else "",
    )  # fmt: skip
