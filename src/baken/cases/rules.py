"""Who may do what on a case; the state of the case is asked in `guards.py`."""

from uuid import UUID

from django.utils.translation import gettext as _

from baken.access.api import Colleague, members
from baken.cases.models import Case
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied

MANAGERS = frozenset({"process_manager", "case_manager"})


def works_on_cases(acting: Acting) -> bool:
    """Only for the purpose of preventing escalation is content read and written."""
    return acting.purpose == "cases"


def manages(acting: Acting) -> bool:
    """The municipality's managers invite people and fill seats."""
    return works_on_cases(acting) and acting.capacity in MANAGERS


def opens(acting: Acting) -> bool:
    """A process manager may open a case without a report."""
    return works_on_cases(acting) and acting.capacity == "process_manager"


def leads(acting: Acting) -> bool:
    """The operational manager sees counts over all cases, and content of own seats only."""
    return works_on_cases(acting) and acting.capacity == "lead"


def hands_over(acting: Acting) -> bool:
    """The desk makes a case of a report."""
    return acting.purpose == "reports" and acting.capacity == "desk"


def plays_along(acting: Acting, case: Case, person: Colleague) -> bool:
    """In an exercise nobody is asked but who plays a part, and who does the exercise."""
    if not case.practice or person.practice:
        return True
    return person.user_id in {member.user_id for member in members(acting, case.id)}


def seat_purpose(capacity: str) -> str:
    """For which purpose somebody holds a seat: the mayor sits in it to govern."""
    return "briefing" if capacity == "mayor" else "cases"


def require(allowed: bool) -> None:  # noqa: FBT001
    """Raise Denied, as a function that one may know of."""
    if not allowed:
        raise Denied(known=True)


def require_open(case: Case) -> None:
    """A closed case is read-only."""
    if not case.open:
        raise Conflict(_("Deze casus is gesloten. U kunt hem lezen, maar niet meer veranderen."))


def user_of(acting: Acting) -> UUID:
    """The acting's user. Denied for whoever is none."""
    if acting.user_id is None:
        raise Denied
    return acting.user_id


def organisation_of(acting: Acting) -> UUID:
    """The acting's organisation. Denied for whoever has none."""
    if acting.organisation_id is None:
        raise Denied
    return acting.organisation_id
