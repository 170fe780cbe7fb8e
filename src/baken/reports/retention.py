"""How long reports are kept, and who takes them away."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from baken.core.acting import Acting
from baken.documents import api as documents
from baken.messages import api as messages
from baken.reports.models import (
    Arrival,
    Contact,
    Content,
    Event,
    Handover,
    Message,
    Opinion,
    Place,
    Report,
)
from baken.retention.api import Term, entry, register, unlisted

PARTS = (Content, Place, Contact, Event, Message, Opinion, Handover, Arrival)


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
_KINDS = Term(
    model="reports.Category", what="soort melding", purpose="reports",
    current="indeling van de gemeente, zonder persoonsgegevens",
)  # fmt: skip
_FOLLOWING = {
    "Content": "tekst van een melding",
    "Place": "plek van een melding",
    "Event": "gebeurtenis bij een melding",
    "Message": "bericht van of aan een melder",
    "Opinion": "oordeel van een melder over het antwoord",
    "Handover": "overdracht van een melding",
}


def register_all() -> None:
    """Called when Django starts."""
    for term in (_CONTACT, _WHOLE, _KINDS):
        register(term)
    for model, what in _FOLLOWING.items():
        register(
            Term(model=f"reports.{model}", what=what, follows="reports.Report", purpose="reports")
        )
