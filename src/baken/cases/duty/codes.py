"""Code lists of the duty to inform, of minors, shields and requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where the data of a person came from: it decides when they are told."""

    TOLD = "told", _("De persoon vertelde het zelf (AVG art. 13)")
    OTHER = "other", _("Van een ander, of zelf gezien (AVG art. 14)")


class Manner(models.TextChoices):
    """How a person was told what is done with their data."""

    TALK = "talk", _("in een gesprek")
    LETTER = "letter", _("met een brief")
    HANDED = "handed", _("met een brief die zelf is overhandigd")
    DIGITAL = "digital", _("digitaal, veilig")
    KNEW = "knew", _("de persoon wist dit al")


class Authority(models.TextChoices):
    """Who has authority (gezag) over a minor."""

    BOTH = "both", _("beide ouders")
    ONE = "one", _("één ouder")
    GUARDIAN = "guardian", _("een voogd")
    INSTITUTION = "institution", _("een gecertificeerde instelling (voogdij)")
    NOBODY = "nobody", _("niemand op dit moment")
    UNKNOWN = "unknown", _("niet bekend, wordt uitgezocht")


class Heard(models.TextChoices):
    """Whether a minor's own view was asked."""

    YES = "yes", _("ja")
    NOT_YET = "not_yet", _("nog niet")
    NO = "no", _("nee, en dat is uitgelegd")


class Consent(models.TextChoices):
    NOT_ASKED = "not_asked", _("niet gevraagd")
    GIVEN = "given", _("gegeven")
    REFUSED = "refused", _("geweigerd")
    NOT_NEEDED = "not_needed", _("niet nodig: er is een andere wettelijke grond")


class Protection(models.TextChoices):
    """What youth protection does, as far as the people on the case need to know."""

    NONE = "none", _("geen")
    ASKED = "asked", _("een onderzoek is gevraagd")
    SUPERVISION = "supervision", _("ondertoezichtstelling")
    GUARDIANSHIP = "guardianship", _("voogdij van een instelling")
    UNKNOWN = "unknown", _("niet bekend, wordt uitgezocht")


class RequestKind(models.TextChoices):
    """What somebody asks about their own data."""

    ACCESS = "access", _("inzage (AVG art. 15)")
    CORRECTION = "correction", _("verbeteren (AVG art. 16)")
    ERASURE = "erasure", _("wissen (AVG art. 17)")
    RESTRICTION = "restriction", _("tijdelijk niet gebruiken (AVG art. 18)")
    OBJECTION = "objection", _("bezwaar tegen het gebruik (AVG art. 21)")


class IdentityCheck(models.TextChoices):
    """How it was made sure who asks. Never a copy of a document: that is not kept."""

    SEEN = "seen", _("identiteitsbewijs gezien, aan de balie of thuis")
    DIGITAL = "digital", _("digitaal ingelogd")
    KNOWN = "known", _("een collega kent de persoon")
    PROXY = "proxy", _("gemachtigde of ouder met gezag: machtiging en bewijs gezien")


class ItemKind(models.TextChoices):
    """What is held on somebody, by the place where it is held."""

    IDENTITY = "identity", _("naam, geboortedatum en adres")
    ROLE = "role", _("rol in de casus")
    CONTRIBUTION = "contribution", _("inbreng")
    DOCUMENT = "document", _("document")
    ACTION = "action", _("actie")
    EVALUATION = "evaluation", _("evaluatie")
    DECISION = "decision", _("besluit over de fase")
    REPORT = "report", _("melding")
    DUTY = "duty", _("hoe de persoon is geïnformeerd")
    MINOR = "minor", _("gegevens over een kind")
    SHARED = "shared", _("aan wie is verstrekt")
    MEETING = "meeting", _("overleg")
    LOOKED = "looked", _("noodtoegang")
    LOOKS = "looks", _("wanneer en waarvoor is gekeken")
    OTHER = "other", _("iets anders")


class Outcome(models.TextChoices):
    """What is done with one item."""

    OPEN = "", _("nog te beoordelen")
    GIVEN = "given", _("geven")
    WITHHELD = "withheld", _("niet geven")
    NOT_ABOUT = "not_about", _("gaat niet over deze persoon")


class Decision(models.TextChoices):
    GRANTED = "granted", _("toegewezen")
    PARTLY = "partly", _("deels toegewezen")
    REFUSED = "refused", _("afgewezen")
