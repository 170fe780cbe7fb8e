"""How long reports are kept, and who takes them away."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import F

from baken.core.acting import Acting
from baken.documents import api as documents
from baken.messages import api as messages
from baken.reports.models import (
    Answer,
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
from baken.reports.reference import terms
from baken.retention.api import Term, entry, register, unlisted

# What versions of the tree of before have.
DEFAULT = 60
PARTS = (Content, Place, Contact, Business, FormalRequest, Identity, IdentityRequest, Answer,
         Consent, Event, Message, Opinion, Handover)  # fmt: skip


def remove_reports(acting: Acting, ids: Sequence[UUID]) -> int:
    """Erase reports with all their parts, documents and letters. For the nightly run only."""
    documents.remove(acting, ids)
    messages.remove(acting, ids)
    for part in PARTS:
        part._base_manager.filter(report_id__in=ids).delete()
    return Report.objects.filter(id__in=ids).delete()[0]


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
}


def register_all() -> None:
    """Called when Django starts."""
    for term in (_CONTACT, _IDENTITY, _KINDS):
        register(term)
    for months in sorted({*terms(), DEFAULT}):
        years, rest = divmod(months, 12)
        register(replace(_WHOLE, years=years, months=rest, only={"category__months": months}))
    for model, what in _FOLLOWING.items():
        register(
            Term(model=f"reports.{model}", what=what, follows="reports.Report", purpose="reports")
        )
