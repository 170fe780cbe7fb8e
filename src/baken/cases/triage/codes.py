"""Code lists of triage."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where a signal comes from."""

    PROFESSIONAL = "professional", _("professional")
    RESIDENT = "resident", _("bewoner of omgeving")
    FAMILY = "family", _("gezin of familie")
    SYSTEM = "system", _("registratie of systeem")


class Reliability(models.TextChoices):
    """How sure it is; of the signal, never of a person."""

    SEEN = "seen", _("zelf gezien of vastgesteld")
    HEARD = "heard", _("van een ander gehoord")
    UNKNOWN = "unknown", _("niet na te gaan")


class Weighed(models.TextChoices):
    """What was decided about a signal."""

    TAKEN = "taken", _("telt mee")
    ASIDE = "aside", _("telt niet mee")


class Answer(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nee")
    UNKNOWN = "unknown", _("Nog niet bekend")


class Outcome(models.TextChoices):
    """What triage leads to."""

    ACTIVE = "active", _("Wij nemen de casus in behandeling")
    ADVICE = "advice", _("Wij geven advies, en sluiten")
    REFERRED = "referred", _("Wij verwijzen door, en sluiten")
    MERGED = "merged", _("Wij voegen samen met een andere casus, en sluiten")


class Why(models.TextChoices):
    """For which purpose one asks whether someone is known elsewhere."""

    DOUBLE = "double", _("voorkomen dat twee trajecten naast elkaar lopen")
    SAFETY = "safety", _("veiligheid van iemand in deze casus")
    HANDOVER = "handover", _("overdragen aan wie al met iemand bezig is")


class About(models.TextChoices):
    """What one asks with."""

    NAME = "name", _("naam en geboortedatum")
    ADDRESS = "address", _("adres")


class Verdict(models.TextChoices):
    """What the privacy officer found of somebody's questions on one day."""

    FINE = "fine", _("in orde: dit hoorde bij het werk")
    TALKED = "talked", _("besproken met de collega")
    WRONG = "wrong", _("niet in orde: ik heb het gemeld")
