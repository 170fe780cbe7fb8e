"""Code lists of clocks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LapseKind(models.TextChoices):
    ACTION = "action", _("actie niet gedaan")
    SILENCE = "silence", _("niets meer gehoord")


class Answer(models.TextChoices):
    """How it was answered that an organisation did not do what was agreed."""

    DONE = "done", _("het is alsnog gedaan")
    AGREED = "agreed", _("er is iets anders afgesproken")
    CANNOT = "cannot", _("het kan niet, de aanpak verandert")


class Status(models.TextChoices):
    """What a span rests on."""

    LAW = "law", _("wet, gecontroleerd")
    PRACTICE = "practice", _("norm uit de praktijk")
    PROPOSAL = "proposal", _("voorstel, kan de gemeente veranderen")
    UNVERIFIED = "unverified", _("nog niet gecontroleerd")


SOON = "soon"
