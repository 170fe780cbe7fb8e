"""What other modules may call."""

from baken.documents.actions import copy, key_context, receive, remove
from baken.documents.models import Holder
from baken.documents.parts import opened as part
from baken.documents.parts import parts_of
from baken.documents.queries import Stored, listing, listings
from baken.documents.views import answer

__all__ = [
    "Holder",
    "Stored",
    "answer",
    "copy",
    "key_context",
    "listing",
    "listings",
    "part",
    "parts_of",
    "receive",
    "remove",
]
