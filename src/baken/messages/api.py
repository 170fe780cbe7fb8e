"""What other modules may call."""

from collections.abc import Sequence
from uuid import UUID

from baken.audit.api import record
from baken.core.acting import Acting
from baken.messages.actions import write
from baken.messages.models import CONFIDENTIAL, Channel, Message
from baken.messages.queries import about


def remove(acting: Acting, about_ids: Sequence[UUID]) -> int:
    """Remove all messages about these reports or cases. For the retention run only."""
    gone = Message.objects.filter(about_id__in=about_ids).delete()[0]
    if gone:
        record(acting, "message.remove", "message", count=gone)
    return gone


__all__ = ["CONFIDENTIAL", "Channel", "about", "remove", "write"]
