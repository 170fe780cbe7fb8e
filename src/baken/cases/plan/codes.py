"""Code lists of the plan and of evaluations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.TextChoices):
    """What the household says of a version of the plan; a professional records it."""

    YES = "yes", _("Ja, het huishouden is het ermee eens")
    PARTLY = "partly", _("Deels")
    NO = "no", _("Nee")


class Advice(models.TextChoices):
    """What an evaluation advises on the phase."""

    STAY = "stay", _("Blijven in deze fase")
    UP = "up", _("Opschalen")
    DOWN = "down", _("Afschalen")
