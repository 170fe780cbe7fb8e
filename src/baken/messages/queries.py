"""Messages as pages show them."""

from uuid import UUID

from django.db.models import QuerySet

from baken.core.acting import Acting
from baken.messages.models import Message, State


def outbox(acting: Acting, state: str = "") -> QuerySet[Message]:
    """What this acting may read, newest first; without the body."""
    rows = Message.objects.defer("text", "html")
    return rows.filter(state=state) if state in State.values else rows


def about(acting: Acting, about_id: UUID) -> list[Message]:
    """All messages about one report or case that this acting may read, newest first."""
    return list(Message.objects.filter(about_id=about_id).order_by("-created_at", "-id"))
