"""Messages as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baken.access.api import PurposeCode, demo_database
from baken.core.acting import Acting
from baken.messages.models import CONFIDENTIAL, Channel, Message, State


@dataclass(frozen=True)
class Shown:
    """A message as a page may show it.

    A mail to a resident holds the link with the secret code of the report, and an address that
    is shielded elsewhere: outside a demo only its subject and state are shown. A letter is
    read here, because someone must print it.
    """

    message: Message
    demo: bool

    @property
    def readable(self) -> bool:
        """May the text and the full address be shown?"""
        return self.demo or self.message.channel != Channel.MAIL

    @property
    def to(self) -> str:
        """The address, or 'b…@voorbeeld.nl'."""
        if self.readable:
            return str(self.message.to)
        local, _, domain = self.message.to.rpartition("@")
        return f"{local[:1]}…@{domain}"


def open_to_all() -> bool:
    """Is this a demo, in which everything is invented?"""
    return demo_database()


def outbox(acting: Acting, state: str = "") -> QuerySet[Message]:
    """What this acting may read, newest first; without the body."""
    rows = Message.objects.defer("text", "html")
    return rows.filter(state=state) if state in State.values else rows


@dataclass(frozen=True)
class Unseen:
    """A message that did not arrive, without address and words."""

    id: UUID
    purpose: str
    created_at: datetime
    attempts: int
    last_answer: str

    @property
    def about(self) -> str:
        """The purpose in words."""
        known = {**dict(PurposeCode.choices), CONFIDENTIAL: _("vertrouwelijke melding")}
        return str(known.get(self.purpose, self.purpose)).capitalize()


def failed(acting: Acting) -> list[Unseen]:
    """What did not arrive, newest first; nothing for whoever does not manage Baken."""
    with connection.cursor() as cursor:
        cursor.execute("select * from messages_failed()")
        return [Unseen(*row) for row in cursor.fetchall()]


def about(acting: Acting, about_id: UUID) -> list[Message]:
    """All messages about one report or case that this acting may read, newest first."""
    return list(Message.objects.filter(about_id=about_id).order_by("-created_at", "-id"))
