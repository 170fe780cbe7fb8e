"""From rows to what the guards look at."""

from baken.cases.guards import Held, Situation
from baken.cases.models import Action, Case, Evaluation, PhaseRequest, Seat


def situation_of(case: Case) -> Situation:
    """The situation of one case as the acting sees it. Four queries."""
    seats = Seat.objects.filter(case=case, ended_at=None)
    last = Evaluation.objects.filter(case=case).order_by("-held_on").first()
    return Situation(
        lifecycle=case.lifecycle,
        phase=case.phase,
        seats={s.role: Held(s.state, s.holder_id, s.household) for s in seats},
        open_actions=Action.objects.filter(case=case, done_at=None).count(),
        evaluated_on=last.held_on if last else None,
        open_request=PhaseRequest.objects.filter(case=case, decided_at=None).exists(),
    )
