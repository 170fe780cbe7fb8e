"""Code lists of reports, and which state may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    RECEIVED = "received", _("te beoordelen")
    READING = "reading", _("wordt gelezen")
    WORKING = "working", _("in behandeling")
    WAITING = "waiting_reporter", _("wacht op melder")
    ANSWERED = "answered", _("beantwoord")
    TO_CASE = "to_case", _("casus geworden")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Result(models.TextChoices):
    SOLVED = "solved", _("Opgelost")
    ADVICE = "advice", _("Advies gegeven")
    PASSED_ON = "passed_on", _("Doorgegeven aan wie erover gaat")
    KNOWN = "known", _("Was al bekend, wij zijn ermee bezig")
    NOTHING = "nothing", _("Wij kunnen hier niets aan doen")


class Source(models.TextChoices):
    SITE = "site", _("website")
    PHONE = "phone", _("telefoon")
    DESK = "desk", _("balie")
    MAIL = "mail", _("e-mail")
    API = "api", _("andere software")
    IMPORT = "import", _("ingelezen")


class Kind(models.TextChoices):
    """What happened to a report."""

    RECEIVED = "received", _("Ontvangen")
    ASSIGNED = "assigned", _("Toegewezen")
    TAKEN = "taken", _("In behandeling genomen")
    CATEGORY = "category", _("Soort veranderd")
    ASKED = "asked", _("Vraag aan de melder")
    REPLIED = "replied", _("Bericht van de melder")
    ANSWERED = "answered", _("Antwoord aan de melder")
    REOPENED = "reopened", _("Opnieuw geopend")
    MADE_CASE = "made_case", _("Casus geworden")
    WITHDRAWN = "withdrawn", _("Ingetrokken door de melder")
    URGENT = "urgent", _("Spoed")
    CALM = "calm", _("Geen spoed meer")
    REVEALED = "revealed", _("Contactgegevens ingezien")


OPEN = (State.RECEIVED, State.READING, State.WORKING, State.WAITING)
CLOSED = (State.ANSWERED, State.WITHDRAWN)

_FROM_OPEN = frozenset({State.WAITING, State.ANSWERED, State.TO_CASE, State.WITHDRAWN})
TRANSITIONS: dict[str, frozenset[str]] = {
    State.RECEIVED: _FROM_OPEN | {State.READING, State.WORKING},
    State.READING: _FROM_OPEN | {State.WORKING},
    State.WORKING: _FROM_OPEN | {State.READING},
    State.WAITING: _FROM_OPEN | {State.WORKING},
    State.TO_CASE: frozenset({State.ANSWERED}),
    State.ANSWERED: frozenset({State.READING}),
    State.WITHDRAWN: frozenset(),
}


def may_follow(now: str, then: str) -> bool:
    """May a report in state `now` go to state `then`?"""
    return then in TRANSITIONS[now]


# Why contact details are opened: the trail keeps the code, never free text.
GROUNDS = {
    "call_back": _("De melder vraagt om gebeld of gemaild te worden"),
    "clarify": _("Zonder navraag kunnen wij de melding niet behandelen"),
    "danger": _("Er kan iemand in gevaar zijn"),
}
EXPORT_GROUNDS = {
    "handling": _("Meldingen behandelen buiten Baken, bijvoorbeeld in een overleg"),
    "quality": _("Controleren of wij meldingen op tijd en goed behandelen"),
    "access_request": _("Een verzoek om inzage beantwoorden (AVG artikel 15)"),
}
