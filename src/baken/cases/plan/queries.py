"""What stands in a plan, as the acting sees it; and what the guards ask of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from baken.access import api as access
from baken.cases.models import Evaluation
from baken.cases.plan.models import AgreementOwner, Plan, SafetyAgreement
from baken.core.acting import Acting, current


@dataclass(frozen=True)
class Standing:
    """What the guards ask. Counts are of what the acting sees: whoever closes sees all of it.

    `last_evaluation` is the day it was held; both safeties are from 0 to 10, the household's is
    None when it was not asked.
    """

    has_settled_plan: bool
    settled_number: int
    in_the_making: bool
    open_agreements: int
    open_agreements_without_owner: int
    last_evaluation: date | None
    last_advice: str
    safety: int | None
    household_safety: int | None


def count_settled(case_id: UUID) -> int:
    """How many versions of the plan stand. One query."""
    return Plan.objects.filter(case_id=case_id).exclude(settled_at=None).count()


def count_unowned(case_id: UUID) -> int:
    """How many safety agreements are in force without somebody who answers for them."""
    return standing(case_id).open_agreements_without_owner


def standing(case_id: UUID) -> Standing:
    """How the plan of a case stands, for the acting of this transaction. Five queries at most."""
    plans = list(Plan.objects.filter(case_id=case_id).order_by("-number")[:2])
    settled = next((plan for plan in plans if plan.settled), None)
    open_ones = _open_agreements(settled)
    with_owner = owned(current(), case_id, open_ones) if open_ones else set()
    last = Evaluation.objects.filter(case_id=case_id).order_by("-held_on", "-created_at").first()
    return Standing(
        has_settled_plan=settled is not None,
        settled_number=settled.number if settled else 0,
        in_the_making=any(not plan.settled for plan in plans),
        open_agreements=len(open_ones),
        open_agreements_without_owner=len(open_ones) - len(with_owner),
        last_evaluation=last.held_on if last else None,
        last_advice=last.advice if last else "",
        safety=last.safety if last else None,
        household_safety=last.household_safety if last else None,
    )


def _open_agreements(settled: Plan | None) -> list[UUID]:
    """Those of the version that counts, that did not run out."""
    if settled is None:
        return []
    rows = SafetyAgreement.objects.filter(
        plan=settled, dropped=False, valid_until__gte=timezone.localdate()
    )
    return list(rows.values_list("id", flat=True))


def owned(acting: Acting, case_id: UUID, agreements: Iterable[UUID]) -> set[UUID]:
    """Which of these have an owner who is still on the case."""
    on_it = {(m.user_id, m.organisation_id) for m in access.members(acting, case_id)
             if not m.invited}  # fmt: skip
    rows = AgreementOwner.objects.filter(agreement_id__in=list(agreements), until=None)
    return {row.agreement_id for row in rows if (row.owner_id, row.organisation_id) in on_it}


__all__ = ["Standing", "owned", "standing"]
