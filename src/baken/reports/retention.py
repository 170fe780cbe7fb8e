"""How long reports are kept, and who takes them away."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import F, Q

from baken.core.acting import Acting
from baken.documents import api as documents
from baken.messages import api as messages
from baken.reports.bonds.models import Bond, BondKind
from baken.reports.bulk.models import Sweep, SweepItem
from baken.reports.models import (
    Answer,
    AreaNotice,
    Arrival,
    Business,
    Consent,
    Contact,
    Content,
    Event,
    FormalRequest,
    Handover,
    Identity,
    IdentityRequest,
    Message,
    Opinion,
    Place,
    Report,
)
from baken.reports.notes.models import Mention, Note, Reminder
from baken.reports.reference import terms
from baken.reports.watching.models import Watch
from baken.retention.api import Term, entry, held_among, register, unlisted

# What versions of the tree of before have.
DEFAULT = 60
PARTS = (
    Content, Place, Contact, Business, FormalRequest, Identity, IdentityRequest, Answer, Consent,
    Event, Message, Opinion, Handover, Mention, Note, Reminder, SweepItem, Watch, Arrival,
    AreaNotice,
)  # fmt: skip


def remove_reports(acting: Acting, ids: Sequence[UUID]) -> int:
    """Erase reports with all that hangs on them, and what was split off. For the nightly run."""
    ids = [*ids, *_split_off(ids)]
    documents.remove(acting, ids)
    notices = AreaNotice.objects.filter(report_id__in=ids).values_list("id", flat=True)
    messages.remove(acting, [*ids, *notices])
    for part in PARTS:
        part._base_manager.filter(report_id__in=ids).delete()
    Bond.objects.filter(Q(report_id__in=ids) | Q(other_id__in=ids)).delete()
    return Report.objects.filter(id__in=ids).delete()[0]


def _split_off(ids: Sequence[UUID]) -> list[UUID]:
    """Parts go with their whole, unless somebody holds them: a part keeps nothing longer."""
    parts = Bond.objects.filter(other_id__in=ids, kind=BondKind.PART).exclude(report_id__in=ids)
    found = list(parts.values_list("report_id", flat=True))
    held = held_among(found)
    return [part for part in found if part not in held]


_WHOLE = Term(
    model="reports.Report",
    what="melding",
    trigger="closed_at",
    since="het antwoord of de intrekking",
    years=5,
    selection=entry("6.1"),
    purpose="reports",
    remove=remove_reports,
    file="id",
)
_CONTACT = replace(
    _WHOLE,
    model="reports.Contact",
    what="contactgegevens van een melder",
    years=1,
    selection=unlisted("eigen keuze, korter dan de melding (AVG art. 5 lid 1 sub e)"),
    remove=None,
    file="report_id",
)
_IDENTITY = replace(
    _CONTACT,
    model="reports.Identity",
    what="wie vertrouwelijk meldde",
    among=lambda: Identity.objects.annotate(closed_at=F("report__closed_at")),
)
_KINDS = Term(
    model="reports.Category", what="soort melding", purpose="reports",
    current="indeling van de gemeente, zonder persoonsgegevens",
)  # fmt: skip
_LISTS = Term(
    model="reports.SavedList", what="bewaarde lijst", purpose="reports",
    current="filters van een medewerker, zonder meldingen",
)  # fmt: skip
_TEAMS, _MEMBERS, _RULES = (
    Term(model=f"reports.{model}", what=what, purpose="reports", current=why)
    for model, what, why in (
        ("Team", "team", "hoe de gemeente het werk verdeelt"),
        ("TeamMember", "lid van een team", "wie nu in een team zit; wie eruit gaat, wordt gewist"),
        ("Rules", "regels voor de verdeling", "hoe de gemeente het werk verdeelt"),
    )
)
_PHRASES = Term(
    model="reports.Phrase", what="standaardantwoord", purpose="reports",
    current="zinnen van de gemeente, zonder persoonsgegevens",
)  # fmt: skip


_SUGGESTER = Term(
    model="reports.Suggester", what="model dat een soort voorstelt", purpose="reports",
    current="getallen zonder tekst of personen; een nieuw model vervangt het",
)  # fmt: skip
_CONTACTS = Term(
    model="reports.AreaContact", what="contact van ondernemers in een gebied", purpose="reports",
    current="wie nu wil horen wat er speelt; wie eruit gaat, wordt gewist",
)  # fmt: skip


def _remove_sweeps(acting: Acting, ids: Sequence[UUID]) -> int:
    SweepItem.objects.filter(sweep_id__in=ids).delete()
    return Sweep.objects.filter(id__in=ids).delete()[0]


_SWEEPS = Term(
    model="reports.Sweep", what="stap op meer meldingen", trigger="at", since="de stap",
    days=14, selection=unlisted("hulpmiddel: om de stap ongedaan te maken"), purpose="reports",
    remove=_remove_sweeps, technical=True,
)  # fmt: skip
_WATCHES = Term(
    model="reports.Watch", what="wie een melding open heeft", trigger="at", since="het laatst",
    days=1, selection=unlisted("hulpmiddel: wie kijkt er nu mee"), purpose="reports",
    technical=True,
)  # fmt: skip
_CLUSTERS = Term(
    model="reports.Cluster", what="plek waar veel wordt gemeld", trigger="found_at",
    since="de laatste telling", days=56, purpose="reports", technical=True,
    selection=unlisted("hulpmiddel: een telling per plek, zonder personen"),
)  # fmt: skip
_FOLLOWERS = Term(
    model="reports.Follower", what="wie een melding van een ander volgt", trigger="at",
    since="het begin", years=1, purpose="reports",
    selection=unlisted("hulpmiddel: een code zonder naam, bij wat iedereen mag weten"),
    technical=True,
)  # fmt: skip
_FOLLOWING = {
    "Content": "tekst van een melding",
    "Place": "plek van een melding",
    "Event": "gebeurtenis bij een melding",
    "Message": "bericht van of aan een melder",
    "Answer": "antwoord op een vraag bij een melding",
    "Business": "bedrijf dat meldde",
    "Consent": "toestemming om een melding te delen",
    "FormalRequest": "wie de gemeente vroeg om op te treden",
    "IdentityRequest": "verzoek om te zien wie vertrouwelijk meldde",
    "Opinion": "oordeel van een melder over het antwoord",
    "Handover": "overdracht van een melding",
    "Note": "notitie bij een melding",
    "Mention": "naam van een collega bij een notitie",
    "Reminder": "herinnering bij een melding",
    "Bond": "verband tussen twee meldingen",
    "AreaNotice": "bericht aan ondernemers in de buurt",
}


def register_all() -> None:
    """Called when Django starts."""
    for term in (
        _CONTACT, _IDENTITY, _KINDS, _LISTS, _PHRASES, _SWEEPS, _WATCHES, _TEAMS, _MEMBERS, _RULES,
        _FOLLOWERS, _CLUSTERS, _CONTACTS, _SUGGESTER,
    ):  # fmt: skip
        register(term)
    for months in sorted({*terms(), DEFAULT}):
        years, rest = divmod(months, 12)
        register(replace(_WHOLE, years=years, months=rest, only={"category__months": months}))
    register(
        Term(
            model="reports.SweepItem", what="melding in een stap", follows="reports.Sweep",
            purpose="reports",
        )
    )  # fmt: skip
    for model, what in _FOLLOWING.items():
        register(
            Term(model=f"reports.{model}", what=what, follows="reports.Report", purpose="reports")
        )
