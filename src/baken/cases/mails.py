"""Mails to who is asked for something: the number of the case and a link, nothing else."""

from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.access import api as access
from baken.cases.models import Case
from baken.core.acting import Acting
from baken.messages import api as messages

SEAT = gettext_lazy("U bent gevraagd voor een stoel in casus %s.")
DECISION = gettext_lazy("Er wacht een besluit op u in casus %s.")
HANDOVER = gettext_lazy("Aan u wordt gevraagd of u casus %s overneemt.")
RATIFY = gettext_lazy("Casus %s ging acuut omhoog. Aan u de vraag of dat terecht was.")
ALARM = gettext_lazy("Casus %s ging acuut omhoog, en niemand heeft dat op tijd bekrachtigd.")
ACTION = gettext_lazy("Er is een actie met u afgesproken in casus %s.")


def alarm(acting: Acting, case_id: UUID, number: str, user_id: UUID) -> None:
    """Tell a mayor that nobody ratified a jump in time. From the night: without a link."""
    messages.write(
        acting,
        to=access.mail_of(user_id),
        subject=_("Te laat: bekrachtig casus %s") % number,
        template="cases/mail/asked",
        context={"line": str(ALARM) % number, "link": ""},
        about_id=case_id,
        purpose="cases",
    )


def ask(
    acting: Acting, case: Case, user_id: UUID | None, what: Promise, *, site: str, path: str = ""
) -> None:
    """Tell a colleague that something is asked of them; nobody writes to themselves.

    The link leads to the case, or to `path`.

    Who reads along in the mail learns a number: no name, address, purpose or text of the case.
    """
    if user_id is None or user_id == acting.user_id or case.practice:
        return
    line = str(what) % case.number
    link = f"{site.rstrip('/')}{path or reverse('cases:file', args=[case.id])}" if site else ""
    messages.write(
        acting,
        to=access.mail_of(user_id),
        subject=_("Iets gevraagd in casus %s") % case.number,
        template="cases/mail/asked",
        context={"line": line, "link": link},
        about_id=case.id,
        purpose="cases",
    )


def note(
    acting: Acting,
    case_id: UUID,
    user_id: UUID,
    what: Promise,
    number: str,
    *,
    site: str,
    view: str,
    key: UUID,
) -> None:
    """Tell somebody who is not on the case: one number and a link, nothing of the case."""
    messages.write(
        acting,
        to=access.mail_of(user_id),
        subject=_("Bericht over %s") % number,
        template="cases/mail/asked",
        context={
            "line": str(what) % number,
            "link": f"{site.rstrip('/')}{reverse(view, args=[key])}" if site else "",
        },
        about_id=case_id,
        purpose="cases",
    )  # fmt: skip
