"""Everything that changes a case. Each action leaves its own trace, in the same transaction."""

from baken.cases.actions.closing import close
from baken.cases.actions.contributions import add_contribution, correct, set_releases
from baken.cases.actions.documents import add_document
from baken.cases.actions.handing import accept_handover
from baken.cases.actions.jumping import jump, ratify
from baken.cases.actions.opening import edit_content, open_case, open_from_report, take_on
from baken.cases.actions.partners import add_partner, add_subject, end_participation
from baken.cases.actions.phases import decide_phase, request_phase
from baken.cases.actions.reopening import reopen
from baken.cases.actions.seats import accept_seat, ask_seat, decline_seat, record_acceptance
from baken.cases.actions.work import add_action, finish_action, record_evaluation

__all__ = [
    "accept_handover",
    "accept_seat",
    "add_action",
    "add_contribution",
    "add_document",
    "add_partner",
    "add_subject",
    "ask_seat",
    "close",
    "correct",
    "decide_phase",
    "decline_seat",
    "edit_content",
    "end_participation",
    "finish_action",
    "jump",
    "open_case",
    "open_from_report",
    "ratify",
    "record_acceptance",
    "record_evaluation",
    "reopen",
    "request_phase",
    "set_releases",
    "take_on",
]
