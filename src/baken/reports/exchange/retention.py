"""How long keys are kept, and that a report came from elsewhere."""

from __future__ import annotations

from baken.retention.api import Term, register, unlisted

OWN = (
    Term(
        model="reports.Key",
        what="sleutel van andere software",
        trigger="ends_at",
        since="het einde van de sleutel",
        years=1,
        selection=unlisted("wie hier werkte, om te kunnen nagaan wie wat bracht"),
        purpose="reports",
        technical=True,
    ),
    Term(
        model="reports.Arrival",
        what="waar een melding vandaan kwam, met het nummer daar",
        follows="reports.Report",
        purpose="reports",
    ),
)


def register_all() -> None:
    """Called when Django starts."""
    for term in OWN:
        register(term)
