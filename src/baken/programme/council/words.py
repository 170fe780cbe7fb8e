"""The register in the words of its pages: labels, signs, how long over its date."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.core.ui.numerals import unknown
from baken.programme.council.models import CouncilRecord, Standing
from baken.programme.queries.register import Status

SIGNS: dict[str, str] = {
    Standing.NEW: "none",
    Standing.RUNNING: "run",
    Standing.HELD: "warn",
    Standing.PROPOSED: "run",
    Standing.DONE: "ok",
}
OVERDUE = "overdue"


def field_words(name: str) -> str:
    """What a field is called."""
    labels = {
        "kind": _("Soort"), "number": _("Nummer"), "title": _("Waarover"),
        "several": _("Aantal volgens de bron"), "text": _("Tekst"),
        "text_url": _("Waar de tekst staat"), "said_on": _("Datum"),
        "meeting": _("Vergadering of stuk"), "submitters": _("Ingediend door"),
        "vote": _("Stemuitslag"), "portfolio": _("Portefeuille"), "due_on": _("Klaar vóór"),
        "due_assumed": _("De datum is aangenomen"), "due_why": _("Waarom deze datum"),
        "actions": _("Acties uit het plan"), "paragraphs": _("Paragrafen in stukken"),
        "sources": _("Bron"), "progress": _("Hoe het ervoor staat"), "standing": _("Stand"),
        "proposal": _("Voorstel van het college"), "decision": _("Besluit van de raad"),
        "decided_on": _("Besloten op"),
    }  # fmt: skip
    return labels[name]


def in_words(value: object) -> str:
    """A value as text; nothing is 'niet bekend'."""
    if value in (None, "", []):
        return unknown()
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


def status(one: CouncilRecord, today: date | None = None) -> Status:
    """How it stands; past its date that is what counts, in red, with the days."""
    if days := one.days_over(today):
        words = ngettext("%(n)s dag over de datum", "%(n)s dagen over de datum", days)
        return Status("bad", words % {"n": days})
    said = str(one.get_standing_display())
    return Status(SIGNS[one.standing], said[:1].upper() + said[1:])
