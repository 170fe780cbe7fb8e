"""What a review of emergency access may find."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Finding(models.TextChoices):
    RIGHT = "right", _("Terecht")
    WRONG = "wrong", _("Niet terecht")
    FURTHER = "further", _("Nader onderzoek nodig")
