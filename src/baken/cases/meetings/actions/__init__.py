"""Everything that changes a meeting. Each action leaves its own trace, in the same transaction."""

from baken.cases.meetings.actions.agenda import add_item, edit_item, move_item, withdraw_item
from baken.cases.meetings.actions.calling import (
    Plan,
    call_meeting,
    cancel,
    edit_meeting,
    invite,
    invite_guest,
    uninvite,
)
from baken.cases.meetings.actions.minutes import (
    adopt,
    edit_line,
    object_to,
    propose,
    release_line,
    write_line,
)
from baken.cases.meetings.actions.releasing import release_for
from baken.cases.meetings.actions.running import (
    answer,
    begin,
    confirm_secrecy,
    decide,
    end,
    record_presence,
)
from baken.cases.meetings.actions.summary import summarise

__all__ = [
    "Plan",
    "add_item",
    "adopt",
    "answer",
    "begin",
    "call_meeting",
    "cancel",
    "confirm_secrecy",
    "decide",
    "edit_item",
    "edit_line",
    "edit_meeting",
    "end",
    "invite",
    "invite_guest",
    "move_item",
    "object_to",
    "propose",
    "record_presence",
    "release_for",
    "release_line",
    "summarise",
    "uninvite",
    "withdraw_item",
    "write_line",
]
