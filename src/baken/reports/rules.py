"""Who may do what with reports. Which reports one sees is the wall's business (policies.sql)."""

from baken.access.api import capacities_for
from baken.core.acting import Acting

CAPACITIES = capacities_for("reports")


def works_at_desk(acting: Acting) -> bool:
    """Handles reports for the municipality: the purpose is reports, the capacity fits."""
    return acting.purpose == "reports" and acting.capacity in CAPACITIES


def may_answer(acting: Acting) -> bool:
    """The desk, and the municipality's managers for reports that became part of their file."""
    return works_at_desk(acting) or (acting.purpose == "cases" and acting.capacity in CAPACITIES)
