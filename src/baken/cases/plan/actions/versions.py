"""Beginning a version of the plan, and settling it."""

from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import refresh_clock, stop_clock
from baken.cases.codes import ClockKind
from baken.cases.duty.rules import require_release
from baken.cases.models import Case
from baken.cases.plan.actions.common import making, managed
from baken.cases.plan.domains import newest
from baken.cases.plan.gaps import gaps_to_settle
from baken.cases.plan.models import AgreementOwner, Goal, Plan, PlanShare, SafetyAgreement
from baken.cases.plan.queries import owned
from baken.core.acting import Acting
from baken.core.errors import Conflict


def begin(acting: Acting, case_id: UUID) -> UUID:
    """Begin a version: a copy of the one before, with owners and shares.

    Conflict at a second, and while what it shares may not be shared yet.
    """
    case = managed(acting, case_id)
    last = Plan.objects.filter(case=case).order_by("-number").first()
    try:
        with transaction.atomic():
            plan = _new(acting, case, last)
    except IntegrityError:
        raise Conflict(_("Er is al een versie in de maak. Werk die eerst af.")) from None
    if last:
        _copy(acting, last, plan)
    record(acting, "case.begin_plan", "plan", plan.id)
    return plan.id


def settle(acting: Acting, case_id: UUID, *, version: int) -> None:
    """Settle the version in the making: from now on it never changes, and its clock is met.

    Conflict with what is missing, or when it changed since it was read.
    """
    managed(acting, case_id)
    plan = making(case_id)
    if missing := gaps_to_settle(acting, plan):
        raise Conflict(_("Vaststellen kan nog niet"), missing=missing)
    changed = Plan.objects.filter(pk=plan.id, version=version, settled_at=None).update(
        settled_at=timezone.now(), settled_by_id=rules.user_of(acting), version=F("version") + 1
    )
    if not changed:
        raise Conflict(_("Het plan veranderde net. Lees het eerst, en stel het dan vast."))
    stop_clock(case_id, ClockKind.PLAN)
    refresh_clock(case_id)
    record(acting, "case.settle_plan", "plan", plan.id)


def _new(acting: Acting, case: Case, last: Plan | None) -> Plan:
    return Plan.objects.create(
        case=case, number=last.number + 1 if last else 1,
        domains_id=last.domains_id if last else newest().id,
        begun_by_id=rules.user_of(acting), begun_at=timezone.now(),
    )  # fmt: skip


def _copy(acting: Acting, last: Plan, plan: Plan) -> None:
    """What stood in the last version goes along, with who sees it and who answers for it."""
    old: dict[UUID, UUID] = {}
    for kind in (Goal, SafetyAgreement):
        for row in kind._default_manager.filter(plan=last, dropped=False).order_by("position"):
            before, row.pk = row.pk, uuid4()
            old[before] = row.pk
            row.plan, row.version = plan, 1
            row.save(force_insert=True)
    _copy_around(acting, plan.case_id, old)


def _copy_around(acting: Acting, case_id: UUID, old: dict[UUID, UUID]) -> None:
    me, now = rules.user_of(acting), timezone.now()
    here = owned(acting, case_id, old)
    for owner in AgreementOwner.objects.filter(agreement_id__in=here, until=None):
        owner.pk, owner.agreement_id = uuid4(), old[owner.agreement_id]
        owner.given_by_id, owner.since = me, now
        owner.save(force_insert=True)
    shares = PlanShare.objects.filter(withdrawn_at=None)
    shared = [*shares.filter(goal_id__in=old), *shares.filter(agreement_id__in=old)]
    if shared:
        require_release(case_id)
    for given in shared:
        given.pk, given.shared_by_id, given.shared_at = uuid4(), me, now
        given.goal_id = old.get(given.goal_id) if given.goal_id else None
        given.agreement_id = old.get(given.agreement_id) if given.agreement_id else None
        given.save(force_insert=True)
