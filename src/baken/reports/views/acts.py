"""Steps on one report. Without a filled form: the page with the form."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.core.acting import Acting
from baken.core.errors import Conflict
from baken.core.ui import merging
from baken.reports.actions import desk, hiding
from baken.reports.categories import tree
from baken.reports.codes import OPEN
from baken.reports.desk_forms import (
    AnswerForm,
    AskForm,
    AssignForm,
    HideForm,
    PlanForm,
    RevealForm,
    SubjectForm,
    VersionedForm,
    WaitForm,
)
from baken.reports.models import FormalRequest, Report
from baken.reports.phrases.filling import fill, fitting, text_in
from baken.reports.phrases.models import Phrase, Use
from baken.reports.views.desk import desk_acting, found
from baken.reports.views.telling import site_of

Step = Callable[[Acting, Report, dict[str, Any]], None]


@require_POST
def take(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Take it on, with one press."""
    acting = desk_acting()
    form = VersionedForm(request.POST)
    if not form.is_valid():
        return redirect("reports:show", report_id)
    desk.take(acting, report_id, form.cleaned_data["version"])
    flash.success(request, _("U behandelt deze melding nu."))
    return back(request, report_id)


@require_POST
def mark_urgent(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Set or lift the mark that it cannot wait."""
    acting = desk_acting()
    form = VersionedForm(request.POST)
    if form.is_valid():
        urgent = request.POST.get("spoed") == "1"
        desk.mark_urgent(acting, report_id, form.cleaned_data["version"], urgent=urgent)
    return back(request, report_id)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Ask a colleague."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        desk.assign(acting, report.id, data["version"], data["user"])

    report = found(report_id)
    form = AssignForm(acting, report, posted(request), initial={"version": report.version})
    words = (_("Aan wie geeft u deze melding?"), _("Wijs toe"), _("De melding is toegewezen."))
    return run(request, acting, report, form, words, step)


@require_http_methods(["GET", "HEAD", "POST"])
def recategorise(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Set another kind."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        desk.recategorise(acting, report.id, data["version"], data["subject"], data["reason"])

    report = found(report_id)
    now = tree().by_id[report.category_id].code
    initial = {"version": report.version, "subject": now}
    form = SubjectForm(posted(request), initial=initial)
    words = (_("Welke soort melding is het?"), _("Bewaar"), _("De soort is veranderd."))
    return run(request, acting, report, form, words, step)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Ask the resident."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        desk.ask(acting, report.id, data["version"], data["text"], site=site_of(request))

    report = found(report_id)
    phrases = fitting(report, Use.ASK)
    initial = {"version": report.version, "text": _begun(request, report, phrases)}
    form = AskForm(posted(request), initial=initial)
    words = (_("Wat wilt u de melder vragen?"), _("Verstuur"), _("Uw vraag staat klaar."))
    return run(request, acting, report, form, words, step, **_spoken(request, report, phrases))


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Answer and close."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        desk.answer(
            acting, report.id, data["version"], data["text"], data["result"],
            site=site_of(request),
        )  # fmt: skip

    report = found(report_id)
    phrases = fitting(report, Use.ANSWER)
    initial = {"version": report.version, "text": _begun(request, report, phrases)}
    form = AnswerForm(posted(request), initial=initial)
    words = (_("Wat antwoordt u de melder?"), _("Verstuur en sluit"), _("Het antwoord is weg."))
    return run(request, acting, report, form, words, step, **_spoken(request, report, phrases))


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Set the day on which we come or do it."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        desk.plan(acting, report.id, data["version"], data["day"], site=site_of(request))

    report = found(report_id)
    initial = {"version": report.version, "day": report.planned_for}
    words = (_("Wanneer gebeurt het?"), _("Plan in"), _("De dag staat vast."))
    return run(request, acting, report, PlanForm(posted(request), initial=initial), words, step)


@require_http_methods(["GET", "HEAD", "POST"])
def wait(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Note that another has to do something first."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        desk.wait_for(acting, report.id, data["version"], data["whom"])

    report = found(report_id)
    form = WaitForm(posted(request), initial={"version": report.version})
    words = (_("Op wie wacht deze melding?"), _("Bewaar"), _("De melding wacht op een ander."))
    return run(request, acting, report, form, words, step)


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Put out of sight what is no report."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        hiding.hide(acting, report.id, data["version"], data["why"])

    report = found(report_id)
    form = HideForm(posted(request), initial={"version": report.version})
    words = (_("Is dit geen melding?"), _("Verberg"), _("Verborgen. U kunt haar nog terugzetten."))
    return run(request, acting, report, form, words, step)


@require_POST
def show_again(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """It was a report after all."""
    acting = desk_acting()
    form = VersionedForm(request.POST)
    if form.is_valid():
        hiding.show_again(acting, report_id, form.cleaned_data["version"])
        flash.success(request, _("De melding staat weer bij ‘Te beoordelen’."))
    return back(request, report_id)


@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Open the contact details on a page of their own, with a ground. Never kept, never linked."""
    acting = desk_acting()
    report = found(report_id)
    form = RevealForm(posted(request))
    context = form_page(report, form, _("Contactgegevens van de melder"), _("Toon de gegevens"))
    if not (form.is_bound and form.is_valid()):
        return render(
            request, "reports/desk/form.html", context, status=422 if form.is_bound else 200
        )
    contact = desk.reveal(acting, report_id, form.cleaned_data["ground"])
    asked = FormalRequest.objects.filter(report=report).first() if report.formal else None
    context |= {"contact": contact, "asked": asked}
    return render(request, "reports/desk/contact.html", context)


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def run(
    request: HttpRequest, acting: Acting, report: Report, form: Form,
    words: tuple[str, str, str], step: Step, **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form, or do the step and go back to the report."""
    heading, verb, done = words
    if form.is_bound and form.is_valid():
        try:
            step(acting, report, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except Conflict as conflict:
            return _both_texts(request, report, form, conflict)
        else:
            flash.success(request, done)
            return back(request, report.id)
    context = form_page(report, form, heading, verb) | more
    return render(request, "reports/desk/form.html", context, status=422 if form.is_bound else 200)


def _begun(request: HttpRequest, report: Report, phrases: list[Phrase]) -> str:
    """The standard answer that was chosen, filled in; '' without one."""
    chosen = request.GET.get("zin", "")
    return next((fill(phrase, report) for phrase in phrases if str(phrase.id) == chosen), "")


def _spoken(request: HttpRequest, report: Report, phrases: list[Phrase]) -> dict[str, Any]:
    """The standard answers, and beside one in another language the same in Dutch."""
    begun = next((p for p in phrases if str(p.id) == request.GET.get("zin", "")), None)
    other = begun is not None and report.language != "nl" and text_in(begun, report.language)
    return {"phrases": phrases, "report_language": report.language,
            "dutch": fill(begun, report, "nl") if begun and other else ""}  # fmt: skip


def _both_texts(
    request: HttpRequest, report: Report, form: Form, conflict: Conflict
) -> HttpResponse:
    """Somebody was first. While the report is open, one text can be made of both and sent."""
    now = found(report.id)
    if now.state not in OPEN:
        raise conflict
    conflict.newest = now.version
    return merging.page(request, form, conflict, reverse("reports:show", args=[report.id]))


def form_page(report: Report, form: Form, heading: str, verb: str) -> dict[str, Any]:
    return {
        "report": report, "title": report.title, "form": form,
        "heading": heading, "verb": verb, "text": report.content.text,
    }  # fmt: skip


def back(request: HttpRequest, report_id: UUID) -> HttpResponse:
    return redirect(reverse("reports:show", args=[report_id]))
