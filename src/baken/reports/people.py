"""Who handles reports, for the selects of the desk: read again after a minute."""

import time
from uuid import UUID

from baken.access.api import Colleague, colleagues
from baken.core.acting import Acting

FRESH_SECONDS = 60.0
_shelf: dict[UUID, tuple[float, list[Colleague]]] = {}


def people_here(acting: Acting) -> list[Colleague]:
    """Who handles reports in the own organisation, each once, as it was at most a minute ago.

    For choosing only: an action asks again who may have the report.
    """
    assert acting.organisation_id is not None
    read_at, people = _shelf.get(acting.organisation_id, (0.0, []))
    if not people or time.monotonic() - read_at > FRESH_SECONDS:
        here = colleagues(acting, purpose="reports", organisation_id=acting.organisation_id)
        people = list({person.user_id: person for person in here}.values())
        _shelf[acting.organisation_id] = time.monotonic(), people
    return people
