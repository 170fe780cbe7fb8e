"""One version of a plan as a page, with what the acting sees of it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from baken.access import api as access
from baken.cases import rules
from baken.cases.models import Action, Case, Evaluation
from baken.cases.plan.domains import Domain, domains_of
from baken.cases.plan.gaps import gaps_to_settle
from baken.cases.plan.models import (
    AgreementOwner,
    Goal,
    GoalScore,
    HouseholdView,
    Plan,
    PlanShare,
    SafetyAgreement,
)
from baken.core.acting import Acting
from baken.core.errors import Missing


@dataclass(frozen=True)
class GoalCard:
    """A goal with its actions, whoever sees it too, and its last score."""

    goal: Goal
    actions: list[tuple[Action, str]]
    shared: list[str]
    score: int | None


@dataclass(frozen=True)
class AgreementCard:
    """An agreement with who answers for it and whoever sees it too."""

    agreement: SafetyAgreement
    owner: str
    organisation: str
    shared: list[str]


@dataclass(frozen=True)
class Area:
    """One life domain with its goals."""

    domain: Domain
    goals: list[GoalCard]


@dataclass(frozen=True)
class PlanPage:
    """All that the page of a plan shows. Without a plan `plan` is None."""

    plans: list[Plan]
    plan: Plan | None
    former: Plan | None
    areas: list[Area] = field(default_factory=list)
    agreements: list[AgreementCard] = field(default_factory=list)
    household: HouseholdView | None = None
    missing: list[Missing] = field(default_factory=list)
    may_write: bool = False
    may_begin: bool = False
    manages: bool = False
    sees_all: bool = False


@dataclass
class _Known:
    """Names, shares and scores of the rows on the page."""

    names: dict[UUID, str]
    parties: dict[UUID, str]
    shares: list[PlanShare]
    acting: Acting

    def shared(self, **row: UUID) -> list[str]:
        column, key = next(iter(row.items()))
        mine = self.acting.organisation_id
        found = [s.organisation_id for s in self.shares if getattr(s, column) == key]
        return sorted(self.parties.get(one, "") for one in found if one != mine)


def plan_page(acting: Acting, case: Case, number: int = 0) -> PlanPage:
    """The version `number`, or the newest. A fixed number of queries."""
    plans = list(Plan.objects.filter(case=case).order_by("-number"))
    plan = next((one for one in plans if one.number == number), plans[0] if plans else None)
    manages = rules.manages(acting) and case.open
    making = any(not one.settled for one in plans)
    if plan is None:
        return PlanPage(plans, None, None, may_begin=manages, manages=manages)
    may_write = manages and not plan.settled
    sees_all = rules.works_on_cases(acting) and acting.capacity != access.Capacity.PARTNER
    return PlanPage(
        plans, plan, next((one for one in plans if one.number == plan.number - 1), None),
        *_contents(acting, case, plan),
        HouseholdView.objects.filter(plan=plan).first(),
        gaps_to_settle(acting, plan) if may_write else [],
        may_write, manages and not making, manages, sees_all,
    )  # fmt: skip


def _contents(acting: Acting, case: Case, plan: Plan) -> tuple[list[Area], list[AgreementCard]]:
    goals = list(Goal.objects.filter(plan=plan, dropped=False).order_by("position", "id"))
    rows = SafetyAgreement.objects.filter(plan=plan, dropped=False).order_by("position", "id")
    agreements = list(rows)
    actions = _actions(case, goals)
    owners = {
        owner.agreement_id: owner
        for owner in AgreementOwner.objects.filter(agreement__in=agreements, until=None)
    }
    people = [a.owner_id for found in actions.values() for a in found]
    known = _Known(
        access.name_of([*people, *(owner.owner_id for owner in owners.values())]),
        {party.id: party.name for party in access.organisations(acting)},
        list(PlanShare.objects.filter(case=case, withdrawn_at=None)), acting,
    )  # fmt: skip
    cards = _cards(goals, actions, known)
    areas = [
        Area(domain, [card for card in cards if card.goal.domain == domain.code])
        for domain in domains_of(plan.domains_id)
    ]
    return (
        [area for area in areas if area.goals],
        [_agreement(row, owners.get(row.id), known) for row in agreements],
    )


def _actions(case: Case, goals: list[Goal]) -> dict[UUID, list[Action]]:
    """The actions by the line of their goal: they go along to the next version."""
    lines = {goal.line for goal in goals}
    found: dict[UUID, list[Action]] = {}
    rows = Action.objects.filter(case=case, goal__line__in=lines).select_related("goal")
    for action in rows.order_by("due_at", "id"):
        if action.goal:
            found.setdefault(action.goal.line, []).append(action)
    return found


def _cards(goals: list[Goal], actions: dict[UUID, list[Action]], known: _Known) -> list[GoalCard]:
    scores = GoalScore.objects.filter(goal__line__in=[goal.line for goal in goals])
    last = {
        score.goal.line: score.score
        for score in scores.select_related("goal", "evaluation").order_by("evaluation__held_on")
    }
    return [
        GoalCard(
            goal,
            [(a, known.names.get(a.owner_id, "")) for a in actions.get(goal.line, [])],
            known.shared(goal_id=goal.id), last.get(goal.line),
        )
        for goal in goals
    ]  # fmt: skip


def _agreement(row: SafetyAgreement, owner: AgreementOwner | None, known: _Known) -> AgreementCard:
    return AgreementCard(
        row,
        known.names.get(owner.owner_id, "") if owner else "",
        known.parties.get(owner.organisation_id, "") if owner else "",
        known.shared(agreement_id=row.id),
    )


def evaluations(case: Case) -> list[Evaluation]:
    """All evaluations, oldest first: for the chart and the list under it."""
    return list(Evaluation.objects.filter(case=case).order_by("held_on", "created_at"))


def goals_to_score(case: Case) -> list[Goal]:
    """The goals of the newest version that the acting sees, for an evaluation."""
    plan = Plan.objects.filter(case=case).order_by("-number").first()
    rows = Goal.objects.filter(plan=plan, dropped=False) if plan else Goal.objects.none()
    return list(rows.order_by("position", "id"))


def shared_with(row: Any) -> list[str]:
    """The organisations with which it is shared now, as a form wants them."""
    given = row.shares.filter(withdrawn_at=None)
    return [str(key) for key in given.values_list("organisation_id", flat=True)]
