"""Code lists of cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lifecycle(models.TextChoices):
    """Where a case is in its life; `machine.py` says how it goes from one to the next."""

    SIGNAL = "signal", _("wacht op een procesregisseur")
    TRIAGE = "triage", _("wordt beoordeeld")
    ACTIVE = "active", _("loopt")
    AFTERCARE = "aftercare", _("nazorg")
    CLOSED = "closed", _("gesloten")
    REJECTED = "rejected", _("niet opgepakt, met advies")


# In these nothing changes any more; `closed_at` is set in them and in no other.
ENDED = (Lifecycle.CLOSED, Lifecycle.REJECTED)


class Role(models.TextChoices):
    """The four responsibilities of AVE, in their fixed order."""

    CASUSREGIE = "casusregie", _("Casusregie")
    PROCESREGIE = "procesregie", _("Procesregie")
    OPERATIONEEL = "operationeel", _("Operationeel")
    BESTUURLIJK = "bestuurlijk", _("Bestuurlijk")


class SeatState(models.TextChoices):
    VACANT = "vacant", _("leeg")
    ASKED = "asked", _("gevraagd")
    ACCEPTED = "accepted", _("aanvaard")


class Nature(models.TextChoices):
    FACT = "fact", _("Feit")
    OPINION = "opinion", _("Mening")
    DOCUMENT = "document", _("Document")


# The categories of information that no law bans: what a participation covers by default. The whole
# list, with what lifts each ban, is data (data/need-to-know.yaml); a test compares.
ORDINARY = ["feit", "zorgsignaal", "wonen", "onderwijs", "financieel"]


class Regime(models.TextChoices):
    """The legal regime under which a case is run; exactly one per case."""

    LOKAAL_AVG = "lokaal_avg", _("lokale samenwerking (AVG)")
    WGS_ZVH = "wgs_zvh", _("Zorg- en Veiligheidshuis (Wgs)")
    WGS_RIEC = "wgs_riec", _("RIEC (Wgs)")
    BOA_WPG = "boa_wpg", _("buitengewoon opsporingsambtenaar (Wpg)")


class Ground(models.TextChoices):
    """On which ground an organisation takes part."""

    PUBLIC_TASK = "public_task", _("Taak van algemeen belang (AVG art. 6 lid 1 onder e)")
    LEGAL_DUTY = "legal_duty", _("Wettelijke plicht (AVG art. 6 lid 1 onder c)")
    VITAL = "vital", _("Vitaal belang (AVG art. 6 lid 1 onder d)")
    LEGITIMATE = "legitimate", _("Gerechtvaardigd belang, geen overheid (AVG art. 6 lid 1 onder f)")
    POLICE_DATA = "police_data", _("Politiegegevens voor samenwerking (Wpg art. 20)")


class ClockKind(models.TextChoices):
    """What the case's own clocks are about; seats and actions carry theirs themselves."""

    HANDOVER = "handover", _("Casus in behandeling nemen")
    CONTACT = "contact", _("Contact met wie het signaal bracht")
    REVIEW = "review", _("Herijking van de fase")
    AFTERCARE = "aftercare", _("Controle in de nazorg")
    ACUTE = "acute", _("Acute beoordeling")
    MEETING = "meeting", _("Eerste casusoverleg na opschalen")
    PLAN = "plan", _("Plan na het eerste overleg")
    INFORM = "inform", _("Betrokkene informeren")
    REQUEST = "request", _("Verzoek om inzage of verbetering")
    BREACH = "breach", _("Melding van een datalek")


class SeatEnd(models.TextChoices):
    FILLED = "filled", _("iemand is gevraagd")
    DECLINED = "declined", _("niet aanvaard")
    REPLACED = "replaced", _("iemand anders gevraagd")
    LEFT = "left", _("vertrokken")
    CLOSED = "closed", _("casus gesloten")
    LOWER = "lower", _("niet nodig in een lagere fase")


# What a request to scale up or down tells; a version of the model says which are asked.
UP = {
    "triggers": _("Wat is er aan de hand?"),
    "risk_whom": _("Wie loopt gevaar?"),
    "risk_what": _("Wat kan er gebeuren?"),
    "risk_soon": _("Hoe snel kan dat zijn?"),
    "minors": _("Zijn er kinderen bij betrokken?"),
    "safety": _("Wat is er afgesproken voor wie slachtoffer is?"),
    "breakthrough": _("Welke doorbraak is nodig?"),
    "mandate": _("Welk mandaat of budget is nodig?"),
    "duty": _("Weten de mensen om wie het gaat ervan?"),
    "partners": _("Welke partners moeten erbij, met welke taak en grond?"),
    "confidential": _("Wat moet vertrouwelijk blijven?"),
}
DOWN = {
    "remaining": _("Welke risico's blijven er?"),
    "signals": _("Bij welke signalen moet het weer omhoog?"),
    "receiver": _("Wie neemt het over?"),
    "aftercare": _("Wanneer kijkt u opnieuw?"),
    "household": _("Wat vindt het huishouden ervan?"),
    "told": _("Weet het huishouden van deze stap?"),
    "leaving": _("Welke partners hoeven niet meer mee te doen?"),
}
FIELDS = {**UP, **DOWN}


class Soon(models.TextChoices):
    """How soon it may happen."""

    NOW = "now", _("nu of vandaag")
    DAYS = "days", _("binnen enkele dagen")
    WEEKS = "weeks", _("binnen enkele weken")
    LATER = "later", _("later")


class Duty(models.TextChoices):
    """How it stands with the duty to inform (AVG art. 13 and 14) when somebody asks."""

    DONE = "done", _("ja, zij zijn geïnformeerd")
    POSTPONED = "postponed", _("nee, dat is uitgesteld met een reden")
    OPEN = "open", _("nee, dat moet nog")
