"""Safety agreements: if this, then that; who calls whom; until when; who answers for it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import once
from baken.cases.actions.contributions import parties
from baken.cases.actions.work import owners
from baken.cases.models import Case
from baken.cases.plan.actions.common import change, item, making, managed, next_position, touch
from baken.cases.plan.actions.shares import share
from baken.cases.plan.models import AgreementOwner, SafetyAgreement
from baken.core.acting import Acting


def words() -> list[tuple[str, str]]:
    """What the texts of an agreement are called."""
    return [
        ("sign", _("Als")),
        ("step", _("Dan")),
        ("calls", _("Wie belt wie?")),
        ("valid_until", _("Geldig tot en met")),
    ]


def add_agreement(
    acting: Acting,
    case_id: UUID,
    *,
    sign: str,
    step: str,
    calls: str,
    valid_until: date,
    owner: UUID | None = None,
    share_with: Iterable[UUID] = (),
    key: UUID | None = None,
) -> UUID:
    """Add an agreement to the version in the making. Its owner's organisation sees it."""
    case = managed(acting, case_id)
    plan = making(case.id)
    _ahead(valid_until)
    person = _person(acting, case, owner) if owner else None
    touch(plan.id)
    row = SafetyAgreement(
        id=key or uuid4(), plan=plan, case=case, sign=sign, step=step, calls=calls,
        valid_until=valid_until, position=next_position(SafetyAgreement, plan),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.case_id == case.id)
    if new:
        record(acting, "case.write_agreement", "plan", made.id)
        share(acting, made, share_with)
        if person:
            _give(acting, made, person)
    return made.id


def edit_agreement(
    acting: Acting,
    agreement_id: UUID,
    *,
    sign: str,
    step: str,
    calls: str,
    valid_until: date,
    version: int,
) -> None:
    """Change an agreement in the making. Conflict with both texts when a colleague was first."""
    agreement = item(acting, SafetyAgreement, agreement_id)
    _ahead(valid_until)
    change(agreement, words(), version=version, sign=sign, step=step, calls=calls,
           valid_until=valid_until)  # fmt: skip
    record(acting, "case.write_agreement", "plan", agreement.id)


def drop_agreement(acting: Acting, agreement_id: UUID, *, version: int) -> None:
    """The agreement goes out of the plan; the versions before keep it."""
    agreement = item(acting, SafetyAgreement, agreement_id)
    same = {name: getattr(agreement, name) for name, _label in words()}
    change(agreement, words(), version=version, dropped=True, **same)
    record(acting, "case.drop_agreement", "plan", agreement.id)


def give_agreement(acting: Acting, agreement_id: UUID, *, owner: UUID) -> None:
    """Another answers for it from now on, also when the version was settled already."""
    agreement = item(acting, SafetyAgreement, agreement_id)
    person = _person(acting, agreement.case, owner)
    now = AgreementOwner.objects.filter(agreement=agreement, until=None)
    if now.filter(owner_id=owner, organisation_id=person.organisation_id).exists():
        return
    now.update(until=timezone.now())
    _give(acting, agreement, person)


def _give(acting: Acting, agreement: SafetyAgreement, person: access.Colleague) -> None:
    AgreementOwner.objects.create(
        agreement=agreement, case_id=agreement.case_id, owner_id=person.user_id,
        organisation_id=person.organisation_id, given_by_id=rules.user_of(acting),
        since=timezone.now(),
    )  # fmt: skip
    record(acting, "case.give_agreement", "plan", agreement.id)
    if person.organisation_id != acting.organisation_id:
        share(acting, agreement, {person.organisation_id})


def _person(acting: Acting, case: Case, user_id: UUID) -> access.Colleague:
    here = {acting.organisation_id, *(party.id for party in parties(acting, case))}
    found = next((p for p in owners(acting, case) if p.user_id == user_id), None)
    if found is None or found.organisation_id not in here:
        raise ValidationError(_("Kies iemand die meedoet aan deze casus."))
    return found


def _ahead(day: date) -> None:
    if day < timezone.localdate():
        raise ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
