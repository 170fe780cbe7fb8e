"""What other modules may call."""

from collections.abc import Sequence
from uuid import UUID

from baken.audit.api import record
from baken.core.acting import Acting
from baken.messages.actions import came_back, write
from baken.messages.incoming import Attached, Incoming, read_mail
from baken.messages.mailbox import NoMailbox, fetch, look_in
from baken.messages.models import CONFIDENTIAL, Channel, Message
from baken.messages.queries import about
from baken.messages.replies import about_of, reply_address, return_address, returned_to


def remove(acting: Acting, about_ids: Sequence[UUID]) -> int:
    """Remove all messages about these reports or cases. For the retention run only."""
    gone = Message.objects.filter(about_id__in=about_ids).delete()[0]
    if gone:
        record(acting, "message.remove", "message", count=gone)
    return gone


__all__ = [
    "CONFIDENTIAL", "Attached", "Channel", "Incoming", "NoMailbox", "about", "about_of",
    "came_back", "fetch", "look_in", "read_mail", "remove", "reply_address", "return_address",
    "returned_to", "write",
]  # fmt: skip
