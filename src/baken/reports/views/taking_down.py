"""Taking down a report at the desk: one page with all questions, and a receipt to read out."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from baken.reports.actions.intake import Received, Told
from baken.reports.actions.taking_down import take_down
from baken.reports.desk_forms import TakeDownForm
from baken.reports.intake.draft import Draft, Spoiled
from baken.reports.intake.places import PlaceAnswer, read_place
from baken.reports.views.desk import desk_acting
from baken.reports.views.telling import site_of


@require_http_methods(["GET", "HEAD", "POST"])
def take_down_page(request: HttpRequest) -> HttpResponse:
    """The form; looking up an address is a round trip to the same page. Then the receipt."""
    acting = desk_acting()
    if request.method != "POST":
        return _page(request, PlaceAnswer(Draft.new()), TakeDownForm())
    searches = "zoek" in request.POST
    answer = read_place(_draft(request), request.POST, search=searches)
    if searches:
        return _page(request, answer, TakeDownForm(initial=request.POST.dict()))
    form = TakeDownForm(request.POST, request.FILES)
    if not answer.done:
        for problem in answer.problems:
            form.add_error(None, problem["text"])
    if not form.is_valid():
        return _page(request, answer, form)
    try:
        with transaction.atomic():
            received = take_down(acting, _told(answer.draft, form), site=site_of(request))
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, answer, form)
    return _receipt(request, received, form)


def _draft(request: HttpRequest) -> Draft:
    """Only the key of the report travels along; of a spoiled form we make a new one."""
    try:
        return Draft.open(request.POST.get("staat", ""))
    except Spoiled:
        return Draft.new()


def _told(draft: Draft, form: TakeDownForm) -> Told:
    names = ("subject", "text", "name", "email", "phone", "photos", "source", "door")
    return Told(
        id=draft.key, where=draft.where, **{name: form.cleaned_data[name] for name in names}
    )


def _page(request: HttpRequest, answer: PlaceAnswer, form: TakeDownForm) -> HttpResponse:
    context = {
        "form": form, "answer": answer, "sealed": answer.draft.seal(),
        "problems": [] if form.is_bound else answer.problems, "count": len(answer.problems),
    }  # fmt: skip
    status = 422 if form.is_bound or answer.problems else 200
    return _quiet(render(request, "reports/desk/take_down.html", context, status=status))


def _receipt(request: HttpRequest, received: Received, form: TakeDownForm) -> HttpResponse:
    context = {"received": received, "report": received.report, "code": received.code,
               "mailed": form.cleaned_data["email"]}  # fmt: skip
    return _quiet(render(request, "reports/desk/taken_down.html", context))


def _quiet(response: HttpResponse) -> HttpResponse:
    """A code is on it, or what somebody told: no browser keeps it."""
    response["Cache-Control"] = "no-store"
    return response
