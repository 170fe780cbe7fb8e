"""Code lists of access: kinds of organisation, capacities, purposes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("gemeente")
    POLICE = "police", _("politie")
    PROSECUTION = "prosecution", _("Openbaar Ministerie")
    SAFETY_HOUSE = "safety_house", _("Zorg- en Veiligheidshuis")
    RIEC = "riec", _("RIEC")
    CARE = "care", _("zorg")
    SAFE_HOME = "safe_home", _("Veilig Thuis")
    HOUSING = "housing", _("woningcorporatie")
    EDUCATION = "education", _("onderwijs")
    YOUTH = "youth", _("jeugdbescherming")
    OTHER = "other", _("andere partner")


class Capacity(models.TextChoices):
    DESK = "desk", _("Beoordelaar")
    PROCESS_MANAGER = "process_manager", _("Procesregisseur")
    CASE_MANAGER = "case_manager", _("Casusregisseur")
    PARTNER = "partner", _("Partner")
    ADVISER = "adviser", _("Beleidsadviseur")
    CLERK = "clerk", _("Griffie")
    PRIVACY_OFFICER = "privacy_officer", _("Privacyfunctionaris")
    ADMINISTRATOR = "administrator", _("Functioneel beheerder")
    MAYOR = "mayor", _("Burgemeester")
    LEAD = "lead", _("Leidinggevende")


class PurposeCode(models.TextChoices):
    REPORTS = "reports", _("meldingen behandelen")
    CASES = "cases", _("escalatie voorkomen")
    PROGRAMME = "programme", _("veiligheidsplan volgen")
    STATISTICS = "statistics", _("cijfers maken")
    COUNCIL = "council", _("de raad informeren")
    PRIVACY = "privacy", _("toezien op privacy")
    ADMINISTRATION = "administration", _("Baken beheren")
    BRIEFING = "briefing", _("besturen")


# For which purposes one may work in a capacity. The database holds assignments and invitations
# to it (Meta of the models); policies that ask for a purpose rely on that.
PURPOSES_OF: dict[str, tuple[PurposeCode, ...]] = {
    Capacity.DESK: (PurposeCode.REPORTS,),
    Capacity.PROCESS_MANAGER: (PurposeCode.CASES, PurposeCode.REPORTS),
    Capacity.CASE_MANAGER: (PurposeCode.CASES, PurposeCode.REPORTS),
    Capacity.PARTNER: (PurposeCode.CASES,),
    Capacity.ADVISER: (PurposeCode.PROGRAMME, PurposeCode.STATISTICS),
    Capacity.CLERK: (PurposeCode.COUNCIL,),
    Capacity.PRIVACY_OFFICER: (PurposeCode.PRIVACY,),
    Capacity.ADMINISTRATOR: (PurposeCode.ADMINISTRATION,),
    Capacity.MAYOR: (PurposeCode.BRIEFING, PurposeCode.COUNCIL),
    Capacity.LEAD: (PurposeCode.CASES, PurposeCode.REPORTS),
}


def capacities_for(purpose: str) -> frozenset[str]:
    """The capacities in which one may work for a purpose."""
    return frozenset(str(c) for c, purposes in PURPOSES_OF.items() if purpose in purposes)
