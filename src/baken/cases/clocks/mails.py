"""Mails about dates: the number of the case and a link, nothing else."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.core.acting import Acting
from baken.messages import api as messages


def tell(acting: Acting, case_id: UUID, number: str, who: UUID | None, *, ahead: bool) -> None:
    """Tell somebody that a date comes near, or is over. Nobody is told when no seat is filled."""
    if who is None:
        return
    line = _("In casus %s loopt morgen iets af waar u voor staat.") if ahead else _(
        "In casus %s is iets over de datum. Er wordt iets van u verwacht."
    )  # fmt: skip
    subject = _("Bijna over de datum: casus %s") if ahead else _("Over de datum: casus %s")
    messages.write(
        acting,
        to=access.mail_of(who),
        subject=subject % number,
        template="cases/mail/asked",
        context={"line": line % number, "link": _link("cases:file", case_id)},
        about_id=case_id,
        purpose="cases",
    )


def tell_officer(
    acting: Acting, kind: str, about: UUID, number: str, who: UUID, *, ahead: bool
) -> None:
    """Tell of a request about own data, or a breach: its number and a link."""
    words = {
        "request": (_("Verzoek %s moet morgen beantwoord zijn."),
                    _("Verzoek %s is niet op tijd beantwoord.")),
        "breach": (_("Over datalek %s moet u heel snel besluiten: de 72 uur zijn bijna om."),
                   _("Over datalek %s is niet binnen 72 uur besloten.")),
    }  # fmt: skip
    messages.write(
        acting,
        to=access.mail_of(who),
        subject=(_("Bijna over de datum: %s") if ahead else _("Over de datum: %s")) % number,
        template="cases/mail/asked",
        context={"line": words[kind][not ahead] % number, "link": _link(f"cases:{kind}", about)},
        about_id=about,
        purpose="cases",
    )


def _link(view: str, key: UUID) -> str:
    """The job has no request: the first name under which this site is reached."""
    host = settings.ALLOWED_HOSTS[0]
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    return f"{scheme}://{host}{reverse(view, args=[key])}"
