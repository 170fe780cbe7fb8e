"""How long reports are kept, and who takes them away."""

from collections.abc import Sequence
from uuid import UUID

from baken.core.acting import Acting
from baken.documents import api as documents
from baken.messages import api as messages
from baken.reports.models import Contact, Content, Event, Handover, Message, Place, Report
from baken.retention.api import Term, entry, register, unlisted

PARTS = (Content, Place, Contact, Event, Message, Handover)


def remove_reports(acting: Acting, ids: Sequence[UUID]) -> int:
    """Erase reports with all their parts, documents and letters. For the nightly run only."""
    documents.remove(acting, ids)
    messages.remove(acting, ids)
    for part in PARTS:
        part._base_manager.filter(report_id__in=ids).delete()
    return Report.objects.filter(id__in=ids).delete()[0]


def register_all() -> None:
    """Called when Django starts."""
    register(
        Term(
            model="reports.Contact",
            what="contactgegevens van een melder",
            trigger="closed_at",
            since="het antwoord of de intrekking",
            years=1,
            selection=unlisted("eigen keuze, korter dan de melding (AVG art. 5 lid 1 sub e)"),
            purpose="reports",
            file="report_id",
        )
    )
    register(
        Term(
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
    )
    for model, what in (
        ("Content", "tekst van een melding"),
        ("Place", "plek van een melding"),
        ("Event", "gebeurtenis bij een melding"),
        ("Message", "bericht van of aan een melder"),
        ("Handover", "overdracht van een melding"),
    ):
        register(Term(model=f"reports.{model}", what=what, follows="reports.Report",
                      purpose="reports"))  # fmt: skip
    register(
        Term(
            model="reports.Category",
            what="soort melding",
            current="indeling van de gemeente, zonder persoonsgegevens",
            purpose="reports",
        )
    )
