"""Plans of some of the demo's cases: a settled version, and in some a next one in the making."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from baken.cases.demo.city import TEXTS, City, Crew
from baken.cases.demo.history import WAITING
from baken.cases.models import Case, Evaluation
from baken.cases.plan.codes import Advice, Consent
from baken.cases.plan.domains import FIRST
from baken.cases.plan.models import (
    AgreementOwner,
    Goal,
    HouseholdView,
    Plan,
    PlanShare,
    SafetyAgreement,
)


def plan(city: City, case: Case, crew: Crew, index: int, age: float) -> None:
    """Who went to phase 3, or wants to, has a plan, and every third of the others from phase 2;
    shared in part with one partner.
    """
    asked = case.phase > 2 or index in WAITING or not index % 3
    if case.phase < 2 or case.closed_at or not asked:
        return
    _evaluations(city, case, crew, age)
    made = Plan(
        case=case, number=1, domains_id=FIRST, begun_by_id=crew.manager.user_id,
        begun_at=city.ago(age * 0.5), settled_by_id=crew.process.user_id,
        settled_at=city.ago(age * 0.45),
    )  # fmt: skip
    city.add(made)
    _contents(city, made, crew)
    if index % 2:
        return
    after = Plan(
        case=case, number=2, domains_id=FIRST, begun_by_id=crew.manager.user_id,
        begun_at=city.ago(3),
    )  # fmt: skip
    city.add(after)
    before = [row for row in city.rows[Goal] if getattr(row, "plan", None) is made]
    for number, row in enumerate(before):
        if isinstance(row, Goal) and number:
            city.add(Goal(plan=after, case=case, line=row.line, position=row.position,
                          domain=row.domain, text=row.text, see=row.see))  # fmt: skip


def _contents(city: City, made: Plan, crew: Crew) -> None:
    partner = next((people[0] for people in crew.partners.values()), None)
    for number, (domain, text, see) in enumerate(city.dice.sample(TEXTS["goals"], 3), 1):
        goal = Goal(plan=made, case=made.case, domain=domain, text=text, see=see, position=number)
        city.add(goal)
        if partner and number == 1:
            _share(city, made, crew, partner.organisation_id, goal=goal)
    sign, step, calls = city.one(TEXTS["agreements"])
    agreement = SafetyAgreement(
        plan=made, case=made.case, sign=sign, step=step, calls=calls, position=1,
        valid_until=(city.now + timedelta(days=60)).date(),
    )  # fmt: skip
    city.add(agreement)
    owner = partner or crew.manager
    city.add(AgreementOwner(
        agreement=agreement, case=made.case, owner_id=owner.user_id,
        organisation_id=owner.organisation_id, given_by_id=crew.process.user_id,
        since=made.begun_at,
    ))  # fmt: skip
    if partner:
        _share(city, made, crew, partner.organisation_id, agreement=agreement)
    consent, said, reason = city.one(TEXTS["views"])
    city.add(HouseholdView(
        plan=made, case=made.case, text=said, consent=Consent(consent), reason=reason,
        spoken_on=made.begun_at.date(), recorded_by_id=crew.manager.user_id,
        recorded_at=made.begun_at,
    ))  # fmt: skip


def _share(city: City, made: Plan, crew: Crew, organisation_id: UUID, **row: Any) -> None:
    city.add(PlanShare(
        case=made.case, organisation_id=organisation_id, shared_by_id=crew.process.user_id,
        shared_at=made.begun_at, **row,
    ))  # fmt: skip


def _evaluations(city: City, case: Case, crew: Crew, age: float) -> None:
    """Two earlier ones, in which the household was asked too."""
    for share, safety in ((0.8, 3), (0.6, 4)):
        moment = city.ago(age * share)
        city.add(Evaluation(
            case=case, author_id=crew.process.user_id, held_on=moment.date(), safety=safety,
            household_safety=safety + city.dice.choice((-1, 0, 1)), created_at=moment,
            text=city.one(TEXTS["evaluations"]), advice=Advice.STAY, satisfaction=6,
            worked="Vaste momenten om te bellen.",
        ))  # fmt: skip
