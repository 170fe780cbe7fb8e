"""What somebody was typing."""

import json

from baken.cases.drafts.models import Draft
from baken.cases.rules import user_of
from baken.core.acting import Acting


def offered(acting: Acting, place: str) -> Draft | None:
    """The newest unsent draft of this person at this form."""
    mine = Draft.objects.filter(user_id=user_of(acting), place=place, sent_at=None)
    return mine.order_by("-saved_at").first()


def values_of(draft: Draft) -> dict[str, list[str]]:
    """What was typed, by the name of the field."""
    found: dict[str, list[str]] = json.loads(str(draft.body))
    return found
