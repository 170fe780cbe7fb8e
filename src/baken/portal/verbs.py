"""What the verbs of the trail are called on the privacy officer's page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

VERBS = {
    "access.accept": gettext_noop("aanvaardde een plaats op een dossier"),
    "access.end_agreement": gettext_noop("beëindigde een convenant"),
    "access.end_assignment": gettext_noop("beëindigde een taak"),
    "access.end_session": gettext_noop("beëindigde een sessie"),
    "access.invite": gettext_noop("nodigde iemand uit voor een dossier"),
    "access.invite_colleague": gettext_noop("nodigde een collega uit"),
    "access.join": gettext_noop("zette iemand op een dossier"),
    "access.leave": gettext_noop("haalde iemand van een dossier"),
    "access.switch": gettext_noop("wisselde van rol"),
    "case.read": gettext_noop("las een casus"),
    "person.reveal": gettext_noop("liet een naam zien"),
    "portal.read_trail": gettext_noop("las het inzagelog"),
    "portal.search": gettext_noop("zocht"),
    "report.read": gettext_noop("las een melding"),
    "report.receive": gettext_noop("deed een melding"),
    "report.export": gettext_noop("haalde meldingen op als bestand"),
    "request.refused": gettext_noop("vroeg een pagina die er voor deze rol niet is"),
}


def in_words(verb: str) -> str:
    """The verb in words; a verb without words is shown as it is."""
    return _(VERBS[verb]) if verb in VERBS else verb
