"""The demo: what is over its term was counted, and a list waits for a second person."""

from typing import Any

from django.utils.timezone import localdate

from baken.core.acting import Acting, acting_as, job
from baken.retention import actions, lists
from baken.retention.models import RemovalList


def fill(administrator: Any) -> None:
    """Count as the night does, and put the list that comes of it forward. All invented."""
    actions.count(job("retention.run"), localdate())
    acting = Acting(
        "assignment", administrator.assignment_id, administrator.user_id,
        administrator.organisation_id, administrator.capacity, administrator.purpose,
    )  # fmt: skip
    with acting_as(acting):
        for draft in RemovalList.objects.filter(proposal=None):
            lists.propose(acting, draft.id)
