"""What stands in the way of settling a version, in words with the link that mends it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.cases.plan.models import Goal, HouseholdView, Plan, SafetyAgreement
from baken.cases.plan.queries import owned
from baken.core.acting import Acting
from baken.core.errors import Missing


def gaps_to_settle(acting: Acting, plan: Plan) -> list[Missing]:
    """All that is missing, each with its link. Empty when it may be settled."""
    case = plan.case_id
    missing = []
    if not Goal.objects.filter(plan=plan, dropped=False).exists():
        missing.append(Missing(_("Er staat nog geen doel in"), "", _("Voeg een doel toe"),
                               reverse("cases:add_goal", args=[case])))  # fmt: skip
    if not HouseholdView.objects.filter(plan=plan).exists():
        missing.append(Missing(
            _("Wat het huishouden vindt, is nog niet vastgelegd"),
            _("Ook als zij het er niet mee eens zijn, kunt u vaststellen."), _("Leg het vast"),
            reverse("cases:household_view", args=[case])))  # fmt: skip
    return [*missing, *_of_agreements(acting, plan)]


def _of_agreements(acting: Acting, plan: Plan) -> list[Missing]:
    rows = list(SafetyAgreement.objects.filter(plan=plan, dropped=False).order_by("position"))
    has_owner = owned(acting, plan.case_id, [row.id for row in rows])
    missing = []
    for row in rows:
        if row.valid_until < timezone.localdate():
            missing.append(Missing(
                _("Deze afspraak is verlopen: %s") % row.sign, "", _("Verleng of schrap"),
                reverse("cases:edit_agreement", args=[row.case_id, row.id])))  # fmt: skip
        if row.id not in has_owner:
            missing.append(Missing(
                _("Niemand is eigenaar van deze afspraak: %s") % row.sign, "",
                _("Kies een eigenaar"),
                reverse("cases:give_agreement", args=[row.case_id, row.id])))  # fmt: skip
    return missing
