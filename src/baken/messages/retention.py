"""The term of messages: that of what they are about, and five years at most."""

from baken.retention.api import Term, entry, register


def register_all() -> None:
    """Called when Django starts."""
    register(
        Term(
            model="messages.Message",
            what="bericht",
            trigger="created_at",
            since="het schrijven",
            years=5,
            selection=entry("6.1"),
            purpose="reports, cases",
            file="about_id",
        )
    )
