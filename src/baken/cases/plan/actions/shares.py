"""Sharing goals and agreements one by one, with organisations that take part."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.contributions import parties
from baken.cases.duty.rules import require_release
from baken.cases.plan.models import Goal, PlanShare, SafetyAgreement
from baken.core.acting import Acting


def of(row: Goal | SafetyAgreement) -> dict[str, Any]:
    """How a share names this row."""
    return {"goal": row} if isinstance(row, Goal) else {"agreement": row}


def share(acting: Acting, row: Goal | SafetyAgreement, organisations: Iterable[UUID]) -> None:
    """Share with these too; each is its own trace.

    Conflict while somebody on the case is neither told nor is telling put off (AVG art. 14 lid 3).
    """
    wanted = set(organisations)
    if wanted - {party.id for party in parties(acting, row.case)}:
        raise ValidationError(_("Kies organisaties die meedoen aan deze casus."))
    known = PlanShare.objects.filter(**of(row), withdrawn_at=None)
    if fresh := sorted(wanted - set(known.values_list("organisation_id", flat=True))):
        require_release(row.case_id)
    for organisation_id in fresh:
        PlanShare.objects.create(
            case_id=row.case_id, organisation_id=organisation_id, **of(row),
            shared_by_id=rules.user_of(acting), shared_at=timezone.now(),
        )  # fmt: skip
        record(acting, "case.share_plan", "plan", row.id)


def set_shares(acting: Acting, row: Goal | SafetyAgreement, organisations: Iterable[UUID]) -> None:
    """Share with these and no others. An owner's organisation keeps seeing its agreement."""
    wanted = set(organisations)
    if isinstance(row, SafetyAgreement):
        wanted |= set(row.owners.filter(until=None).values_list("organisation_id", flat=True)) - {
            acting.organisation_id
        }
    for given in PlanShare.objects.filter(**of(row), withdrawn_at=None):
        if given.organisation_id not in wanted:
            PlanShare.objects.filter(pk=given.pk).update(withdrawn_at=timezone.now())
            record(acting, "case.unshare_plan", "plan", row.id)
    share(acting, row, wanted)


def withdraw_shares(acting: Acting, case_id: UUID, organisation_id: UUID) -> None:
    """A partner left: all that was shared with it in this plan is withdrawn."""
    given = PlanShare.objects.filter(
        case_id=case_id, organisation_id=organisation_id, withdrawn_at=None
    )
    for one in given:
        record(acting, "case.unshare_plan", "plan", one.goal_id or one.agreement_id)
    given.update(withdrawn_at=timezone.now())
