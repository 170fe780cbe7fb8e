"""What is missing, in words, with the link that mends it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baken.cases.ave import model_of
from baken.cases.codes import Role
from baken.cases.guards import Gap, fresh_days
from baken.cases.models import Case
from baken.core.errors import Missing

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """How a gap is called, and the page that mends it."""

    what: Text
    detail: Text
    mend: Text = ""
    page: str = ""


EVALUATE = gettext_lazy("Leg een evaluatie vast")
ASK = gettext_lazy("Vraag iemand")
WORDS = {
    "vacant": Words(
        gettext_lazy("%(role)s: de stoel is leeg"),
        gettext_lazy("Iemand moet hem aanvaarden."),
        ASK,
        "seat",
    ),
    "not_accepted": Words(
        gettext_lazy("%(role)s: de stoel is nog niet aanvaard"),
        gettext_lazy("Er is om gevraagd."),
        gettext_lazy("Vraag een ander"),
        "seat",
    ),
    "household_not_here": Words(
        gettext_lazy("%(role)s: het huishouden kan dit in die fase niet"),
        gettext_lazy("Een professional neemt het over."),
        ASK,
        "seat",
    ),
    "same_person": Words(
        gettext_lazy("Casusregie en procesregie zijn één persoon"),
        gettext_lazy("Dat mag niet in deze fase."),
        gettext_lazy("Vraag een ander"),
        "seat",
    ),
    "not_active": Words(
        gettext_lazy("De casus is nog niet in behandeling"),
        gettext_lazy("De procesregisseur legt eerst het doel vast."),
        gettext_lazy("Neem in behandeling"),
        "take_on",
    ),
    "not_taken_on": Words(
        gettext_lazy("Er is nog geen procesregisseur"),
        gettext_lazy("Die moet de casus eerst aanvaarden."),
    ),
    "no_evaluation": Words(
        gettext_lazy("Er is nog geen evaluatie"),
        gettext_lazy("Schrijf op hoe het nu gaat."),
        EVALUATE,
        "evaluate",
    ),
    "old_evaluation": Words(
        gettext_lazy("De evaluatie is %(number)d dagen oud"),
        gettext_lazy("%(fresh)d dagen mag."),
        EVALUATE,
        "evaluate",
    ),
    "open_request": Words(
        gettext_lazy("Er ligt een verzoek om op of af te schalen"),
        gettext_lazy("Daar moet eerst over worden besloten."),
        gettext_lazy("Naar het verzoek"),
        "file",
    ),
    "own_request": Words(
        gettext_lazy("Dit is uw eigen verzoek"), gettext_lazy("Een ander besluit erover.")
    ),
    "no_mandate": Words(
        gettext_lazy("%(role)s: deze stoel houdt u niet"),
        gettext_lazy("Alleen wie daar zit, besluit over deze stap."),
    ),
    "not_seated": Words(
        gettext_lazy("U houdt geen stoel in deze casus"),
        gettext_lazy("Alleen wie een stoel heeft aanvaard, vraagt dit."),
    ),
    "not_process_manager": Words(
        gettext_lazy("U houdt procesregie niet"), gettext_lazy("Alleen de procesregisseur sluit.")
    ),
    "no_such_phase": Words(
        gettext_lazy("Deze fase kan nu niet"), gettext_lazy("Een casus gaat één fase tegelijk.")
    ),
}


def missing(gaps: Iterable[Gap], case: Case) -> list[Missing]:
    """One sentence per gap, with its link if someone here can mend it."""
    return [_missing(gap, case) for gap in gaps]


def _missing(gap: Gap, case: Case) -> Missing:
    if gap.code == "open_actions":
        return _open_actions(gap.number, case)
    words = WORDS[gap.code]
    values = {
        "role": str(Role(gap.role).label) if gap.role else "",
        "number": gap.number,
        "fresh": fresh_days(model_of(case.model_id)),
    }
    more = [gap.role] if words.page == "seat" else []
    url = reverse(f"cases:{words.page}", args=[case.id, *more]) if words.page else ""
    return Missing(str(words.what) % values, str(words.detail) % values, str(words.mend), url)


def _open_actions(number: int, case: Case) -> Missing:
    title = ngettext("Er staat nog %(n)d actie open", "Er staan nog %(n)d acties open", number)
    url = f"{reverse('cases:file', args=[case.id])}?deel=acties"
    return Missing(title % {"n": number}, _("Rond ze af."), _("Naar de acties"), url)
