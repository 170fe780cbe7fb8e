"""From rows to what the guards look at."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection

from baken.cases.facts import known_of
from baken.cases.guards import Held, Situation
from baken.cases.models import Case, Evaluation, PhaseRequest, Seat
from baken.cases.steps.models import Handover, Jump
from baken.core.acting import current


def situation_of(case: Case, *names: str) -> Situation:
    """The situation of one case as the acting sees it, and whose actions are open, even where the
    acting sees no actions. Seven queries, and those of the facts that are named."""
    last = Evaluation.objects.filter(case=case).order_by("-held_on").first()
    request = PhaseRequest.objects.filter(case=case, decided_at=None).first()
    return assemble(
        case,
        seats=Seat.objects.filter(case=case, ended_at=None),
        owners=owners_of(case.id),
        evaluation=last,
        request=request,
        facts=known_of(case.id, names),
    )


def assemble(
    case: Case,
    *,
    seats: Iterable[Seat],
    owners: Iterable[UUID],
    evaluation: Evaluation | None,
    request: PhaseRequest | None,
    facts: Mapping[str, int],
) -> Situation:
    """The same, from what is here already: open seats, owners of open actions, the open request."""
    owners = tuple(owners)
    held = {seat.role: Held(seat.state, seat.holder_id, seat.household) for seat in seats}
    waits = request and Handover.objects.filter(request=request, accepted_at=None).exists()
    jumps = list(Jump.objects.filter(case=case, ratified_at=None))
    me = current().user_id
    people = {h.holder for h in held.values()} | {j.taken_by_id for j in jumps} | {me}
    return Situation(
        lifecycle=case.lifecycle,
        phase=case.phase,
        seats=held,
        open_actions=len(owners),
        evaluated_on=evaluation.held_on if evaluation else None,
        open_request=request is not None,
        handed_over=not waits,
        unratified=bool(jumps),
        action_owners=owners,
        persons=persons_of({*people, request.requested_by_id if request else None}),
        facts=facts,
    )


def owners_of(case_id: UUID) -> list[UUID]:
    """The owners of the open actions, one for each action. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cases_action_owners(%s)", [case_id])
        return [row[0] for row in cursor.fetchall()]


def persons_of(accounts: Iterable[UUID | None]) -> dict[UUID, UUID]:
    """For each account the first one of the same person. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cases_persons(%s)", [[one for one in accounts if one]])
        return dict(cursor.fetchall())
