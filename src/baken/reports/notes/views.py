"""Pages to write a note, to say that it is seen, and to be reminded."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.core.acting import Acting
from baken.reports.actions.desk import handlers
from baken.reports.models import Report
from baken.reports.notes.actions import add_note, done, remind, seen
from baken.reports.notes.forms import NoteForm, ReminderForm
from baken.reports.views.acts import back, posted, run
from baken.reports.views.desk import desk_acting, found


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Write a note for colleagues."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        add_note(acting, report.id, data["text"], nonce=data["nonce"], named=data["named"])

    report = found(report_id)
    people = [one for one in handlers(acting, report) if one.user_id != acting.user_id]
    form = NoteForm(people, posted(request), initial={"nonce": uuid4()})
    words = (_("Schrijf een notitie"), _("Bewaar"), _("De notitie staat erbij."))
    return run(request, acting, report, form, words, step)


@require_POST
def note_seen(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The notes that name this user are read."""
    seen(desk_acting(), found(report_id).id)
    return back(request, report_id)


@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Be reminded on a day."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        remind(acting, report.id, data["day"], data["text"])

    words = (_("Herinner mij"), _("Bewaar"), _("U vindt het die dag bij uw werk."))
    return run(request, acting, found(report_id), ReminderForm(posted(request)), words, step)


@require_POST
def reminder_done(request: HttpRequest, reminder_id: UUID) -> HttpResponse:
    """It is done."""
    report_id = done(desk_acting(), reminder_id)
    flash.success(request, _("Die herinnering is weg."))
    return back(request, report_id)
