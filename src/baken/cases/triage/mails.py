"""The mail to a partner who brought a signal: the number of the case, nothing else."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases.models import Case
from baken.core.acting import Acting
from baken.messages import api as messages


def told(acting: Acting, case: Case, user_id: UUID, *, open_: bool, site: str) -> None:
    """Say that a decision was taken. The link only while there is something to read."""
    if case.practice:
        return
    link = f"{site.rstrip('/')}{reverse('cases:file', args=[case.id])}" if site and open_ else ""
    messages.write(
        acting,
        to=access.mail_of(user_id),
        subject=_("Besluit over casus %s") % case.number,
        template="cases/triage/mail_told",
        context={"number": case.number, "link": link, "taken_on": open_},
        about_id=case.id,
        purpose="cases",
    )
