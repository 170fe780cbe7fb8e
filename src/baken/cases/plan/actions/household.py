"""What the household thinks of a version: a professional records it for them."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules
from baken.cases.plan.actions.common import making, managed, touch
from baken.cases.plan.codes import Consent
from baken.cases.plan.models import HouseholdView, Plan
from baken.core.acting import Acting
from baken.core.errors import Conflict, Version


def record_view(
    acting: Acting,
    case_id: UUID,
    *,
    text: str,
    consent: str,
    spoken_on: date,
    reason: str = "",
    version: int = 0,
) -> None:
    """Record view and consent. `version` is that which was read, 0 when there was none.

    Conflict with both texts when a colleague recorded it meanwhile.
    """
    managed(acting, case_id)
    plan = making(case_id)
    if spoken_on > timezone.localdate():
        raise ValidationError(_("Deze datum moet nog komen. Vul in wanneer u het besprak."))
    if consent != Consent.YES and not reason:
        raise ValidationError({"reason": _("Schrijf waarom niet, of niet helemaal.")})
    touch(plan.id)
    values = {
        "text": text, "consent": consent, "reason": reason, "spoken_on": spoken_on,
        "recorded_by_id": rules.user_of(acting), "recorded_at": timezone.now(),
    }  # fmt: skip
    if not _write(plan, values, version):
        theirs = HouseholdView.objects.get(plan=plan)
        raise Conflict(
            _("Een collega legde dit net anders vast"),
            versions=[
                Version(_("Wat vindt het huishouden?"), text, theirs.text),
                Version(_("Waarom niet, of niet helemaal?"), reason, theirs.reason),
            ],
            newest=theirs.version,
        )
    record(acting, "case.record_view", "plan", plan.id)


def _write(plan: Plan, values: dict[str, object], version: int) -> bool:
    """Change the row of this version, or make the first. False when that is not the newest."""
    if version:
        rows = HouseholdView.objects.filter(plan=plan, version=version)
        return bool(rows.update(**values, version=F("version") + 1))
    try:
        with transaction.atomic():
            HouseholdView.objects.create(plan=plan, case_id=plan.case_id, **values)
    except IntegrityError:
        return False
    return True
