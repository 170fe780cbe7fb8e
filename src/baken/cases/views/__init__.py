"""Pages of cases. Thin: a view reads the form, calls one action or query, and shows a page."""

from baken.cases.views.contributions import add_document, contribute, correct, release
from baken.cases.views.lists import briefing, overview
from baken.cases.views.opening import edit, from_report, new, take_on
from baken.cases.views.page import answer_seat, file
from baken.cases.views.partners import choose_partner, end_partner, partner, subject
from baken.cases.views.phases import close, decide, request_phase
from baken.cases.views.seats import household, seat
from baken.cases.views.work import act, evaluate, finish

__all__ = [
    "act",
    "add_document",
    "answer_seat",
    "briefing",
    "choose_partner",
    "close",
    "contribute",
    "correct",
    "decide",
    "edit",
    "end_partner",
    "evaluate",
    "file",
    "finish",
    "from_report",
    "household",
    "new",
    "overview",
    "partner",
    "release",
    "request_phase",
    "seat",
    "subject",
    "take_on",
]
