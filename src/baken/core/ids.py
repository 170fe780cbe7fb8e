"""Reading ids that come from outside."""

from uuid import UUID

from baken.core.errors import Denied


def read_id(text: str) -> UUID:
    """The UUID in `text`. What is no id is not there, like what is hidden: Denied (404)."""
    try:
        return UUID(text)
    except ValueError:
        raise Denied from None
