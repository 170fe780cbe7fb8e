"""Everything that changes a plan. Only managers, only in the version that is in the making."""

from baken.cases.plan.actions.agreements import (
    add_agreement,
    drop_agreement,
    edit_agreement,
    give_agreement,
)
from baken.cases.plan.actions.goals import add_goal, drop_goal, edit_goal
from baken.cases.plan.actions.household import record_view
from baken.cases.plan.actions.shares import share, withdraw_shares
from baken.cases.plan.actions.versions import begin, settle

__all__ = [
    "add_agreement",
    "add_goal",
    "begin",
    "drop_agreement",
    "drop_goal",
    "edit_agreement",
    "edit_goal",
    "give_agreement",
    "record_view",
    "settle",
    "share",
    "withdraw_shares",
]
