"""Code lists of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    START = "start", _("Startoverleg")
    PROGRESS = "progress", _("Voortgangsoverleg")
    SCALING = "scaling", _("Opschalingsoverleg")
    CRISIS = "crisis", _("Crisisoverleg")
    EVALUATION = "evaluation", _("Evaluatieoverleg")


class State(models.TextChoices):
    """How far a meeting is; `rules.NEXT` says what comes after what."""

    PLANNED = "planned", _("gepland")
    RUNNING = "running", _("bezig")
    HELD = "held", _("geweest, verslag in de maak")
    PROPOSED = "proposed", _("verslag ligt voor")
    ADOPTED = "adopted", _("verslag vastgesteld")
    CANCELLED = "cancelled", _("afgezegd")


class Answer(models.TextChoices):
    COMES = "comes", _("komt")
    STAYS_AWAY = "away", _("komt niet")


class Presence(models.TextChoices):
    PRESENT = "present", _("was er")
    EXCUSED = "excused", _("afgemeld")
    ABSENT = "absent", _("niet verschenen")


class Turn(models.TextChoices):
    """The three steps of a good talk (BOB): what do we see, what do we make of it, what next."""

    PICTURE = "picture", _("Beeld")
    JUDGEMENT = "judgement", _("Oordeel")
    DECISION = "decision", _("Besluit")


GUIDES = {
    Turn.PICTURE: _("Wat weten wij? Alleen feiten, van wie ze zijn, en wat nog ontbreekt."),
    Turn.JUDGEMENT: _("Wat vinden wij ervan? Wat gaat goed, wat is het risico, wat wil men zelf?"),
    Turn.DECISION: _("Wat spreken wij af? Eén eigenaar en een dag voor elke actie."),
}
