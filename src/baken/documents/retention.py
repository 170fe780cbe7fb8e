"""The term of documents: that of the file they belong to."""

from baken.retention.api import Term, register


def register_all() -> None:
    """Called when Django starts. Reports and cases call `documents.api.remove` when they go."""
    register(
        Term(
            model="documents.Document",
            what="bijlage",
            elsewhere="gaat weg samen met de melding of casus waar het bij hoort",
            purpose="reports, cases",
        )
    )
