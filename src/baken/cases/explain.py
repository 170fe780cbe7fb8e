"""What is missing, in words, with the link that mends it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baken.cases.ave import model_of
from baken.cases.codes import FIELDS, Role
from baken.cases.facts import NAMES, mend_url
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
        gettext_lazy("Deze fase kan nu niet"),
        gettext_lazy("Omhoog gaat een casus één fase tegelijk."),
    ),
    "no_plan": Words(
        gettext_lazy("Er is nog geen plan"),
        gettext_lazy("Voor deze fase moet er een plan liggen."),
        gettext_lazy("Naar het plan"),
    ),
    "unanswered": Words(gettext_lazy("%(field)s"), gettext_lazy("Dit is nog niet ingevuld.")),
    "no_evidence": Words(gettext_lazy("%(trigger)s"), gettext_lazy("Schrijf waaruit dat blijkt.")),
    "still_on": Words(
        gettext_lazy("Er speelt nog iets"),
        gettext_lazy("Schrijf waarom het toch een fase lager kan."),
    ),
    "handover_waits": Words(
        gettext_lazy("Wie het overneemt, heeft nog niet aanvaard"),
        gettext_lazy("Die zegt eerst ja op de pagina van de casus."),
        gettext_lazy("Naar de casus"),
        "file",
    ),
    "no_motivation": Words(
        gettext_lazy("De toelichting ontbreekt"),
        gettext_lazy("Meer dan één fase omlaag kan alleen met uitleg."),
    ),
    "not_acute": Words(
        gettext_lazy("Vanuit deze fase kan geen acute sprong"),
        gettext_lazy("Vraag om op te schalen."),
        gettext_lazy("Naar de casus"),
        "file",
    ),
    "not_on_call": Words(
        gettext_lazy("Deze functie heeft geen piket"),
        gettext_lazy("Bel de procesregisseur die dienst heeft."),
    ),
    "unratified": Words(
        gettext_lazy("De acute sprong is nog niet bekrachtigd"),
        gettext_lazy("Wie het mandaat heeft, zegt eerst of die terecht was."),
        gettext_lazy("Naar de casus"),
        "file",
    ),
    "scale_down_first": Words(
        gettext_lazy("De casus staat in fase %(number)d"),
        gettext_lazy("Schaal eerst af naar fase 1: dan begint de nazorg."),
        gettext_lazy("Naar de casus"),
        "file",
    ),
    "not_closed": Words(
        gettext_lazy("Deze casus is niet gesloten"),
        gettext_lazy("Alleen een gesloten casus gaat weer open."),
    ),
    "term_is_over": Words(
        gettext_lazy("De bewaartermijn is voorbij"), gettext_lazy("Open een nieuwe casus.")
    ),
    "triage_undone": Words(
        gettext_lazy("De beoordeling is nog niet af (%(number)d open)"),
        gettext_lazy("Beantwoord elke vraag, of zet uit wie het uitzoekt."),
        gettext_lazy("Naar de beoordeling"),
    ),
    "duty_undone": Words(
        gettext_lazy("Niet iedereen om wie het gaat weet ervan (%(number)d open)"),
        gettext_lazy("Informeer hen, of leg vast waarom dat later gebeurt."),
        gettext_lazy("Naar de informatieplicht"),
    ),
    "agreements_unowned": Words(
        gettext_lazy("Veiligheidsafspraken zonder nieuwe eigenaar: %(number)d"),
        gettext_lazy("Geef ze door, of beëindig ze."),
        gettext_lazy("Naar het plan"),
    ),
    "clocks_open": Words(
        gettext_lazy("Klokken die nog lopen: %(number)d"),
        gettext_lazy("Rond af waar ze voor zijn."),
        gettext_lazy("Naar de klokken"),
    ),
    "requests_open": Words(
        gettext_lazy("Verzoeken zonder antwoord: %(number)d"),
        gettext_lazy("Beantwoord ze eerst."),
        gettext_lazy("Naar de verzoeken"),
    ),
    "disclosures_open": Words(
        gettext_lazy("Verstrekkingen waarover niet is besloten: %(number)d"),
        gettext_lazy("Besluit eerst: daarna kan het niet meer."),
        gettext_lazy("Naar de verstrekkingen"),
    ),
    "meetings_open": Words(
        gettext_lazy("Overleggen die niet zijn afgerond: %(number)d"),
        gettext_lazy("Stel het verslag vast, of zeg het overleg af."),
        gettext_lazy("Naar het overleg"),
    ),
    "regime_open": Words(
        gettext_lazy("Er is om een ander regime gevraagd: %(number)d"),
        gettext_lazy("Daar moet eerst over worden besloten."),
        gettext_lazy("Naar het verzoek"),
    ),
}
# The part of a case that mends a gap: the name of its fact.
PARTS = {"no_plan": "plan", **{name: name for name in NAMES - {"plan"}}}


def missing(gaps: Iterable[Gap], case: Case) -> list[Missing]:
    """One sentence per gap, with its link if someone here can mend it."""
    return [_missing(gap, case) for gap in gaps]


def _missing(gap: Gap, case: Case) -> Missing:
    if gap.code in ACTIONS:
        return _actions(gap, case)
    words, model = WORDS[gap.code], model_of(case.model_id)
    values = {
        "role": str(Role(gap.role).label) if gap.role else "",
        "number": gap.number,
        "fresh": fresh_days(model),
        "field": str(FIELDS.get(gap.name, "")),
        "trigger": model.triggers.get(gap.name, ""),
    }
    url = _page(gap, words, case)
    mend = str(words.mend) if url else ""
    return Missing(str(words.what) % values, str(words.detail) % values, mend, url)


def _page(gap: Gap, words: Words, case: Case) -> str:
    if gap.code in PARTS:
        return mend_url(PARTS[gap.code], case.id)
    more = [gap.role] if words.page == "seat" else []
    return reverse(f"cases:{words.page}", args=[case.id, *more]) if words.page else ""


ACTIONS = frozenset({"open_actions", "actions_stay_behind"})


def _actions(gap: Gap, case: Case) -> Missing:
    number = gap.number
    title = ngettext("Er staat nog %(n)d actie open", "Er staan nog %(n)d acties open", number)
    if gap.code == "actions_stay_behind":
        title = ngettext(
            "%(n)d actie is van iemand die na deze stap geen stoel meer heeft",
            "%(n)d acties zijn van iemand die na deze stap geen stoel meer heeft",
            number,
        )
    url = f"{reverse('cases:file', args=[case.id])}?deel=acties"
    return Missing(
        title % {"n": number}, _("Rond ze af of geef ze door."), _("Naar de acties"), url
    )
