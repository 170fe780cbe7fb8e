"""Code lists of reports, and which state may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    RECEIVED = "received", _("te beoordelen")
    READING = "reading", _("wordt gelezen")
    WORKING = "working", _("in behandeling")
    PLANNED = "planned", _("ingepland")
    WAITING = "waiting_reporter", _("wacht op melder")
    PARTNER = "waiting_partner", _("wacht op een ander")
    ANSWERED = "answered", _("beantwoord")
    TO_CASE = "to_case", _("casus geworden")
    JOINED = "joined", _("samengevoegd")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    HIDDEN = "hidden", _("verborgen")


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
    STREET = "street", _("op straat")
    PART = "part", _("deel van een andere melding")
    API = "api", _("andere software")
    IMPORT = "import", _("ingelezen")


class Door(models.TextChoices):
    """How somebody reports. Which of these a kind allows stands in the tree; `sealed` is shut.

    What one asked for at the door stays so: a report never moves to another one.
    """

    NAMED = "named", _("met naam")
    NAMELESS = "nameless", _("zonder naam")
    CONFIDENTIAL = "confidential", _("vertrouwelijk")
    SEALED = "sealed", _("versleuteld")


class Kind(models.TextChoices):
    """What happened to a report."""

    RECEIVED = "received", _("Ontvangen")
    ASSIGNED = "assigned", _("Toegewezen")
    TAKEN = "taken", _("In behandeling genomen")
    CATEGORY = "category", _("Soort veranderd")
    PLANNED = "planned", _("Ingepland")
    PARTNER = "partner", _("Gevraagd aan een ander")
    RESUMED = "resumed", _("Weer opgepakt")
    ASKED = "asked", _("Vraag aan de melder")
    REPLIED = "replied", _("Bericht van de melder")
    ANSWERED = "answered", _("Antwoord aan de melder")
    REOPENED = "reopened", _("Opnieuw geopend")
    MADE_CASE = "made_case", _("Casus geworden")
    JOINED = "joined", _("Samengevoegd")
    PART = "part", _("Gesplitst")
    LOOSENED = "loosened", _("Weer losgehaald")
    WITHDRAWN = "withdrawn", _("Ingetrokken door de melder")
    HIDDEN = "hidden", _("Verborgen")
    SHOWN = "shown", _("Weer zichtbaar")
    RETURNED = "returned", _("Mail aan de melder kwam niet aan")
    AREA = "area", _("Bericht aan ondernemers in de buurt")
    EXTENDED = "extended", _("Termijn verlengd (Awb 4:14)")
    NO_REQUEST = "no_request", _("Geen verzoek om handhaving")
    URGENT = "urgent", _("Spoed")
    CALM = "calm", _("Geen spoed meer")
    ROUTED = "routed", _("Naar een team")
    UNDONE = "undone", _("Stap voor meer meldingen ongedaan gemaakt")
    REVEALED = "revealed", _("Contactgegevens ingezien")
    CONSENT = "consent", _("Melder veranderde met wie wij mogen delen")
    ASKED_WHO = "asked_who", _("Vroeg te mogen zien wie meldde")
    ALLOWED_WHO = "allowed_who", _("Keurde goed dat een collega ziet wie meldde")
    REFUSED_WHO = "refused_who", _("Keurde niet goed dat een collega ziet wie meldde")
    ENDED_WHO = "ended_who", _("Trok de inzage in wie meldde in")


OPEN = (
    State.RECEIVED, State.READING, State.WORKING, State.PLANNED, State.WAITING, State.PARTNER,
)  # fmt: skip
CLOSED = (State.ANSWERED, State.WITHDRAWN, State.HIDDEN)

_FROM_OPEN = frozenset(
    {
        State.PLANNED,
        State.WAITING,
        State.PARTNER,
        State.JOINED,
        State.TO_CASE,
        State.ANSWERED,
        State.WITHDRAWN,
        State.HIDDEN,
    }
)
TRANSITIONS: dict[str, frozenset[str]] = {
    State.RECEIVED: _FROM_OPEN | {State.READING, State.WORKING},
    State.READING: _FROM_OPEN | {State.WORKING},
    State.WORKING: _FROM_OPEN | {State.READING},
    State.PLANNED: _FROM_OPEN | {State.WORKING},
    State.WAITING: _FROM_OPEN | {State.WORKING},
    State.PARTNER: _FROM_OPEN | {State.WORKING},
    State.TO_CASE: frozenset({State.ANSWERED}),
    State.JOINED: frozenset({State.READING, State.ANSWERED}),
    State.ANSWERED: frozenset({State.READING}),
    State.WITHDRAWN: frozenset(),
    State.HIDDEN: frozenset({State.READING}),
}


def may_follow(now: str, then: str) -> bool:
    """May a report in state `now` go to state `then`?"""
    return then in TRANSITIONS[now]


# Why what somebody asked is no application for a decision (Awb 1:3 lid 3, 1:2, 4:1).
NO_REQUEST = {
    "no_interest": _("De melder is geen belanghebbende (Awb 1:2, 1:3 lid 3)"),
    "no_decision": _("De melder vraagt niet om een besluit (Awb 1:3)"),
    "taken_back": _("De melder wil bij nader inzien geen besluit"),
    "elsewhere": _("Een ander bestuursorgaan gaat erover: het is doorgestuurd (Awb 2:3)"),
}
# Why a report is put out of sight. Nothing is removed: it comes back when it was one after all.
HIDING = {
    "advert": _("Reclame, of automatisch ingevuld"),
    "abuse": _("Gescheld, zonder dat er iets wordt gemeld"),
    "test": _("Een probeersel"),
}
# Why contact details are opened: the trail keeps the code, never free text.
GROUNDS = {
    "call_back": _("De melder vraagt om gebeld of gemaild te worden"),
    "clarify": _("Zonder navraag kunnen wij de melding niet behandelen"),
    "danger": _("Er kan iemand in gevaar zijn"),
}
# Why it is opened who reported in confidence; the reporter reads this too.
WHO_GROUNDS = {
    "danger": _("Er kan iemand in gevaar zijn"),
    "safety": _("Wij moeten de melder zelf beschermen of waarschuwen"),
    "proof": _("Zonder deze melder kan een besluit of onderzoek niet doorgaan"),
    "law": _("Een rechter of een wet verplicht ons"),
}
EXPORT_GROUNDS = {
    "handling": _("Meldingen behandelen buiten Baken, bijvoorbeeld in een overleg"),
    "quality": _("Controleren of wij meldingen op tijd en goed behandelen"),
    "access_request": _("Een verzoek om inzage beantwoorden (AVG artikel 15)"),
}
