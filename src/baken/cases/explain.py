"""What is missing, in words, with the link that mends it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.cases.ave import model_of
from baken.cases.codes import Role
from baken.cases.guards import Gap, fresh_days
from baken.cases.models import Case
from baken.core.errors import Missing


def missing(gaps: Iterable[Gap], case: Case) -> list[Missing]:
    """One sentence per gap."""
    return [_missing(gap, case) for gap in gaps]


def role_name(role: str) -> str:
    """'casusregie', for in a sentence."""
    return str(Role(role).label).lower()


def _missing(gap: Gap, case: Case) -> Missing:
    if gap.role and gap.code in ("vacant", "not_accepted", "household_not_here"):
        return _seat(gap, case)
    return _other(gap, case)


def _seat(gap: Gap, case: Case) -> Missing:
    seat = {"role": str(Role(gap.role).label)}
    mend = (_("Vraag iemand"), reverse("cases:seat", args=[case.id, gap.role]))
    if gap.code == "vacant":
        title = _("%(role)s: de stoel is leeg") % seat
        return Missing(title, _("Iemand moet hem aanvaarden."), *mend)
    if gap.code == "not_accepted":
        title = _("%(role)s: de stoel is nog niet aanvaard") % seat
        return Missing(title, _("Er is om gevraagd."), _("Kijk wie"), mend[1])
    title = _("%(role)s: het huishouden kan dit in die fase niet") % seat
    return Missing(title, _("Een professional neemt het over."), *mend)


def _other(gap: Gap, row: Case) -> Missing:
    def url(name: str) -> str:
        return reverse(f"cases:{name}", args=[row.id])

    evaluate = (_("Leg een evaluatie vast"), url("evaluate"))
    match gap.code:
        case "not_active":
            return Missing(_("De casus is nog niet in behandeling"),
                           _("De procesregisseur legt eerst het doel vast."),
                           _("Neem in behandeling"), url("take_on"))  # fmt: skip
        case "not_taken_on":
            return Missing(_("Er is nog geen procesregisseur"),
                           _("Die moet de casus eerst aanvaarden."))  # fmt: skip
        case "same_person":
            return Missing(_("Casusregie en procesregie zijn één persoon"),
                           _("Dat mag niet in deze fase."), _("Vraag iemand anders"),
                           reverse("cases:seat", args=[row.id, gap.role]))  # fmt: skip
        case "no_evaluation":
            return Missing(_("Er is nog geen evaluatie"),
                           _("Schrijf op hoe het nu gaat."), *evaluate)  # fmt: skip
        case "old_evaluation":
            return Missing(_("De evaluatie is %(days)d dagen oud") % {"days": gap.number},
                           _("%(days)d dagen mag.") % {"days": fresh_days(model_of(row.model_id))},
                           *evaluate)  # fmt: skip
        case "open_request":
            return Missing(_("Er ligt een verzoek om op of af te schalen"),
                           _("Daar moet eerst over worden besloten."),
                           _("Naar het verzoek"), url("file"))  # fmt: skip
        case "own_request":
            return Missing(_("Dit is uw eigen verzoek"), _("Een ander besluit erover."))
        case "no_mandate":
            return Missing(_("U houdt de stoel %(role)s niet") % {"role": role_name(gap.role)},
                           _("Alleen wie daar zit, besluit over deze stap."))  # fmt: skip
        case "not_seated":
            return Missing(_("U houdt geen stoel in deze casus"),
                           _("Alleen wie een stoel heeft aanvaard, vraagt om op of af te schalen."))  # fmt: skip
        case "open_actions":
            title = ngettext("Er staat nog %(n)d actie open", "Er staan nog %(n)d acties open",
                             gap.number) % {"n": gap.number}  # fmt: skip
            return Missing(title, _("Rond ze af."), _("Naar de acties"),
                           f"{url('file')}?deel=acties")  # fmt: skip
        case "not_process_manager":
            return Missing(_("U houdt procesregie niet"), _("Alleen de procesregisseur sluit."))
        case _:
            return Missing(_("Deze fase kan nu niet"), _("Een casus gaat één fase tegelijk."))
