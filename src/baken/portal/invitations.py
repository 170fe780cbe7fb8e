"""Mails a colleague the one-time link of an invitation."""

from django.utils.translation import gettext as _

from baken.access.api import Invitation
from baken.core.acting import Acting
from baken.messages import api as messages


def mail(acting: Acting, invitation: Invitation, link: str) -> None:
    """In the transaction of the inviting; nobody reads the message back, for it holds the link."""
    messages.write(
        acting,
        to=invitation.email,
        subject=_("U bent uitgenodigd voor Baken"),
        template="portal/mail/invitation",
        context={"link": link, "until": invitation.expires_at},
        about_id=invitation.id,
        purpose="administration",
    )
