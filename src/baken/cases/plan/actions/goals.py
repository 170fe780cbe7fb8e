"""Goals per life domain."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases.actions.common import once
from baken.cases.plan.actions.common import change, item, making, managed, next_position, touch
from baken.cases.plan.actions.shares import share
from baken.cases.plan.domains import domains_of
from baken.cases.plan.models import Goal, Plan
from baken.core.acting import Acting


def words() -> list[tuple[str, str]]:
    """What the texts of a goal are called."""
    return [("text", _("Doel")), ("see", _("Wat willen wij zien?"))]


def add_goal(
    acting: Acting,
    case_id: UUID,
    *,
    domain: str,
    text: str,
    see: str,
    share_with: Iterable[UUID] = (),
    key: UUID | None = None,
) -> UUID:
    """Add a goal to the version in the making. Sent twice is done once."""
    case = managed(acting, case_id)
    plan = making(case.id)
    _known(plan, domain)
    touch(plan.id)
    row = Goal(
        id=key or uuid4(), plan=plan, case=case, domain=domain, text=text, see=see,
        position=next_position(Goal, plan),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.case_id == case.id)
    if new:
        record(acting, "case.write_goal", "plan", made.id)
        share(acting, made, share_with)
    return made.id


def edit_goal(
    acting: Acting, goal_id: UUID, *, domain: str, text: str, see: str, version: int
) -> None:
    """Change a goal in the making. Conflict with both texts when a colleague was first."""
    goal = item(acting, Goal, goal_id)
    _known(goal.plan, domain)
    change(goal, words(), version=version, domain=domain, text=text, see=see)
    record(acting, "case.write_goal", "plan", goal.id)


def drop_goal(acting: Acting, goal_id: UUID, *, version: int) -> None:
    """The goal goes out of the plan; the versions before keep it."""
    goal = item(acting, Goal, goal_id)
    change(goal, words(), version=version, dropped=True, text=goal.text, see=goal.see)
    record(acting, "case.drop_goal", "plan", goal.id)


def _known(plan: Plan, domain: str) -> None:
    if domain not in {one.code for one in domains_of(plan.domains_id)}:
        raise ValidationError(_("Kies een leefgebied uit de lijst."))
