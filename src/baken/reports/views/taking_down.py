"""Taking down a report at the desk: what it is about, one page with all questions, and a receipt
to read out.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from baken.reports.actions.intake import Received, Told
from baken.reports.actions.taking_down import take_down
from baken.reports.asking.forms import QuestionsForm, said
from baken.reports.categories import Subject, tree
from baken.reports.desk_forms import SubjectChoice, TakeDownForm
from baken.reports.intake.draft import Draft, Spoiled
from baken.reports.intake.places import PlaceAnswer, read_place
from baken.reports.views.desk import desk_acting
from baken.reports.views.telling import firm_of, site_of

PREFIX = "vraag"


@require_http_methods(["GET", "HEAD", "POST"])
def take_down_page(request: HttpRequest) -> HttpResponse:
    """First what it is about; then the form of that kind. Looking up an address, and another
    kind, are round trips to the same page. Then the receipt.
    """
    acting = desk_acting()
    chosen = SubjectChoice(request.POST or request.GET)
    if not chosen.is_valid():
        return _kinds(request, chosen)
    kind = chosen.cleaned_data["subject"]
    if request.method != "POST":
        return _page(request, PlaceAnswer(Draft.new()), Asked.new(kind, {"subject": kind.code}))
    searches = "zoek" in request.POST
    answer = read_place(_draft(request), request.POST, search=searches)
    if searches or "wissel" in request.POST:
        return _page(request, answer, Asked.new(kind, typed(request.POST)))
    asked = Asked.sent(kind, request)
    if not answer.done:
        for problem in answer.problems:
            asked.form.add_error(None, problem["text"])
    if not asked.is_valid():
        return _page(request, answer, asked)
    try:
        with transaction.atomic():
            received = take_down(acting, asked.told(answer.draft), site=site_of(request))
    except ValidationError as error:
        asked.form.add_error(None, error)
        return _page(request, answer, asked)
    return _receipt(request, received, asked.form)


@dataclass(frozen=True)
class Asked:
    """The form of a kind, and the questions of that kind beside it."""

    kind: Subject
    form: TakeDownForm
    questions: QuestionsForm

    @classmethod
    def new(cls, kind: Subject, initial: dict[str, Any]) -> "Asked":
        answers = {name.removeprefix(f"{PREFIX}-"): value for name, value in initial.items()}
        questions = QuestionsForm(kind, initial=answers, prefix=PREFIX)
        return cls(kind, TakeDownForm(kind=kind, initial=initial), questions)

    @classmethod
    def sent(cls, kind: Subject, request: HttpRequest) -> "Asked":
        form = TakeDownForm(request.POST, request.FILES, kind=kind)
        return cls(kind, form, QuestionsForm(kind, request.POST, prefix=PREFIX))

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.questions.is_valid()])

    def told(self, draft: Draft) -> Told:
        data = self.form.cleaned_data
        names = ("text", "name", "email", "phone", "photos", "originals", "source", "door",
                 "partners")  # fmt: skip
        return Told(
            id=draft.key, subject=self.kind, where=draft.where,
            answers=said(self.kind, self.questions.answers()),
            formal=data.get("formal", False),
            address=data.get("address", "") if data.get("formal") else "",
            firm=firm_of(data) if data.get("business") else None,
            **{name: data[name] for name in names},
        )  # fmt: skip


def typed(data: QueryDict) -> dict[str, Any]:
    """What stood in the form; several partners are one field."""
    return {**data.dict(), "partners": data.getlist("partners")}


def _kinds(request: HttpRequest, chosen: SubjectChoice) -> HttpResponse:
    """What is it about? Asked first, because it decides what else to ask. What was typed before
    goes along.
    """
    asked = request.method == "POST" or "subject" in request.GET
    along = [(name, value) for name, values in request.POST.lists() for value in values
             if name not in ("subject", "csrfmiddlewaretoken", "wissel")]  # fmt: skip
    context = {"form": chosen if asked else SubjectChoice(), "along": along}
    status = 422 if asked else 200
    return _quiet(render(request, "reports/desk/take_down_kind.html", context, status=status))


def _draft(request: HttpRequest) -> Draft:
    """Only the key of the report travels along; of a spoiled form we make a new one."""
    try:
        return Draft.open(request.POST.get("staat", ""))
    except Spoiled:
        return Draft.new()


def _page(request: HttpRequest, answer: PlaceAnswer, asked: Asked) -> HttpResponse:
    form = asked.form
    context = {
        "form": form, "questions": asked.questions, "kind": asked.kind, "answer": answer,
        "sealed": answer.draft.seal(), "advice": tree().hint_of(asked.kind),
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
