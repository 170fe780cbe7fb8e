"""Terms of retention's own tables, and of the modules below it, which cannot reach up."""

from collections.abc import Sequence
from uuid import UUID

from baken.access import api as access
from baken.core.acting import Acting
from baken.retention.selection import entry, unlisted
from baken.retention.terms import Term, register


def _remove_counts(acting: Acting, ids: Sequence[UUID]) -> int:
    from baken.retention.models import Plan, Run

    Plan.objects.filter(run_id__in=ids).delete()
    return Run.objects.filter(id__in=ids).delete()[0]


def _remove_lists(acting: Acting, ids: Sequence[UUID]) -> int:
    from baken.retention.models import Proposal, RemovalItem, RemovalList

    RemovalItem.objects.filter(list_id__in=ids).delete()
    Proposal.objects.filter(list_id__in=ids).delete()
    return RemovalList.objects.filter(id__in=ids).delete()[0]


OWN = (
    Term(
        model="retention.Hold",
        what="losgelaten tegenhouding",
        trigger="lifted_at",
        since="het loslaten",
        years=1,
        selection=unlisted("hulpmiddel bij vernietiging"),
        purpose="privacy",
        technical=True,
    ),
    Term(
        model="retention.Run",
        what="telling van wat zou verdwijnen",
        trigger="started_at",
        since="de telling",
        months=3,
        only={"kind": "count"},
        remove=_remove_counts,
        selection=unlisted("hulpmiddel bij vernietiging"),
        purpose="privacy",
        technical=True,
    ),
    Term(
        model="retention.Plan",
        what="telling per termijn",
        follows="retention.Run",
        purpose="privacy",
    ),
    Term(
        model="retention.Erasure",
        what="lijst van wat vernietigd is, om een teruggezette kopie te schonen",
        trigger="erased_at",
        since="de vernietiging",
        months=13,
        selection=unlisted("hulpmiddel bij vernietiging"),
        purpose="privacy",
        technical=True,
    ),
    Term(
        model="retention.RemovalList",
        what="lijst van wat weg mocht",
        trigger="ended_at",
        since="het afhandelen van de lijst",
        years=1,
        remove=_remove_lists,
        selection=unlisted("hulpmiddel bij vernietiging: de verklaring blijft"),
        purpose="privacy",
        technical=True,
    ),
    Term(
        model="retention.RemovalItem",
        what="dossier op zo'n lijst",
        follows="retention.RemovalList",
        purpose="privacy",
    ),
    Term(
        model="retention.Proposal",
        what="wie een lijst voorlegde en wie besloot",
        follows="retention.RemovalList",
        purpose="privacy",
    ),
    Term(
        model="retention.Certificate",
        what="verklaring van vernietiging",
        kept="blijvend te bewaren",
        selection=entry("19.1.18"),
        purpose="privacy",
    ),
)

# Access lies below and cannot register itself: its terms stand here.
ACCESS = (
    Term(
        model="access.Profile",
        what="naam, e-mailadres en sleutels van een medewerker",
        trigger="left_at",
        since="het einde van de laatste taak",
        years=1,
        among=access.left_long_ago,
        remove=access.forget,
        selection=unlisted("wie hier werkte, om te kunnen nagaan wie wat zag"),
        purpose="administration",
    ),
    Term(
        model="access.User",
        what="sleutel tot Baken: e-mail en wachtwoord; een nummer blijft",
        follows="access.Profile",
        purpose="administration",
    ),
    Term(
        model="access.Invitation",
        what="uitnodiging die verliep of gebruikt is",
        trigger="expires_at",
        since="het verlopen",
        days=30,
        selection=unlisted("hulpmiddel bij het toelaten"),
        purpose="administration",
        technical=True,
    ),
    Term(
        model="access.Token",
        what="sleutel van het systeem van een partner",
        trigger="ends_at",
        since="het einde",
        years=1,
        selection=unlisted("wie hier werkte, om te kunnen nagaan wie wat zag"),
        purpose="administration",
        technical=True,
    ),
)

_PUBLIC = "openbare gegevens over plekken, zonder personen"
_ACCESS = "wie hier mag werken; wat afliep blijft, om te kunnen nagaan wie wat mocht zien"
_TRAIL = "5 jaar (BAKEN_TRAIL_MONTHS, te bevestigen), per hele maand; de zegels blijven"
_PROCESSING = "5 jaar (BAKEN_TRAIL_MONTHS, te bevestigen), per hele maand"
# Modules below this one cannot register themselves: no call goes upward.
BELOW = {
    "audit.Entry": ("spoor: wie deed of zag wat", _TRAIL),
    "audit.Seal": ("zegel op het spoor", _TRAIL),
    "audit.Processing": ("verwerkingslog (Logboek Dataverwerkingen)", _PROCESSING),
    "access.Assignment": ("taak van een medewerker", _ACCESS),
    "access.Membership": ("wie aan een dossier werkt", "gaat weg samen met het dossier"),
    "access.Organisation": ("organisatie", _ACCESS),
    "access.Agreement": ("convenant", _ACCESS),
    "access.SignIn": ("sessie van nu", "gaat weg bij het uitloggen"),
    "access.Limit": ("poging om in te loggen, onherkenbaar gemaakt", "gaat weg na enkele minuten"),
    "access.Purpose": ("doel in het verwerkingsregister", "openbaar register, met versies"),
    "access.Installation": ("gegevens over deze installatie", "zonder personen"),
    "geo.Area": ("wijk of buurt", _PUBLIC),
    "geo.Address": ("adres uit de BAG", _PUBLIC),
    "geo.SourceFile": ("ingelezen bronbestand", _PUBLIC),
}


def register_all() -> None:
    """Called when Django starts."""
    for term in (*OWN, *ACCESS):
        register(term)
    for model, (what, why) in BELOW.items():
        register(Term(model=model, what=what, current=why))
