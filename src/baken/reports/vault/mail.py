"""Mail to who reported in confidence."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from baken.core.acting import Acting
from baken.messages import api as messages


def write_quietly(acting: Acting, to: str, report_id: UUID) -> None:
    """A mail that says nothing to whoever looks over a shoulder: no number, no code, no words."""
    messages.write(
        acting,
        to=to,
        subject=_("Bericht van de gemeente"),
        template="reports/mail/quiet",
        context={},
        about_id=report_id,
        purpose=messages.CONFIDENTIAL,
    )
