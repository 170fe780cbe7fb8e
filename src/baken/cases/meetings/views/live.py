"""The screen of the room: one point at a time, in large type, and one form to type in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.actions.work import owners
from baken.cases.meetings import actions, forms, queries, rules
from baken.cases.meetings.codes import GUIDES, State, Turn
from baken.cases.meetings.models import Meeting
from baken.cases.meetings.views.common import arrive, back
from baken.cases.models import Case
from baken.cases.views.form_page import both, data_of, site
from baken.core.acting import Acting
from baken.core.errors import Conflict


@both
def screen(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Only what every organisation in the room may read stands here."""
    acting, case, found = arrive(case_id, meeting_id)
    case_rules.require(rules.in_hand(acting, found))
    turn = _turn(request)
    shown = queries.screen(acting, found, _place(request))
    form = forms.LiveForm(data_of(request), people=owners(acting, case))
    if request.method == "POST" and form.is_valid():
        try:
            _act(request, acting, found, shown, turn, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except Conflict as conflict:
            form.add_error(None, _in_one_line(conflict))
        else:
            messages.success(request, _("Het staat erbij."))
            return redirect(_address(found, shown.place, turn))
    if request.method != "POST":
        record(acting, "case.read_meeting", "meeting", found.id)
    status = 422 if form.is_bound and form.errors else 200
    context = _context(found, case, shown, turn, form)
    return render(request, "cases/meetings/screen.html", context, status=status)


def _act(
    request: HttpRequest,
    acting: Acting,
    found: Meeting,
    shown: queries.Screen,
    turn: str,
    data: dict[str, Any],
) -> None:
    here = shown.here.id if shown.here else None
    actions.decide(acting, found.id, item_id=here, turn=turn, site=site(request), **data)


def _in_one_line(conflict: Conflict) -> str:
    """What stands in the way, above the text that was typed. Raised again when nothing is listed.

    Nobody is named: the whole room reads this screen.
    """
    if not conflict.missing:
        raise conflict
    words = _("%s. De voorzitter ziet in de casus wat er nog moet.")
    return words % conflict.message


def _turn(request: HttpRequest) -> str:
    asked = request.GET.get("stap", "")
    return asked if asked in Turn.values else Turn.PICTURE


def _place(request: HttpRequest) -> int:
    asked = request.GET.get("punt", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1


def _address(found: Meeting, place: int, turn: str) -> str:
    there = reverse("cases:meeting_screen", args=[found.case_id, found.id])
    return f"{there}?punt={place}&stap={turn}"


def _context(
    found: Meeting, case: Case, shown: queries.Screen, turn: str, form: forms.LiveForm
) -> dict[str, Any]:
    return {
        "meeting": found, "case": case, "s": shown, "form": form, "back": back(found),
        "running": found.state == State.RUNNING, "guide": GUIDES[Turn(turn)],
        "before": _address(found, shown.before, Turn.PICTURE) if shown.before else "",
        "after": _address(found, shown.after, Turn.PICTURE) if shown.after else "",
        "turns": [
            (str(Turn(value).label), _address(found, shown.place, value), value == turn, number)
            for number, value in enumerate(Turn.values, 1)
        ],
    }  # fmt: skip
