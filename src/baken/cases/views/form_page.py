"""The shape that all form pages share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from baken.cases import rules
from baken.cases.actions.common import fetch_open
from baken.cases.drafts.sheet import open_sheet, sent_before
from baken.cases.explain import missing
from baken.cases.guards import Gap
from baken.cases.models import Case
from baken.core.acting import Acting, current
from baken.core.errors import Conflict
from baken.core.ui import merging

both = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Step:
    """What a form page says, and what it does."""

    title: str
    verb: str
    done: str
    act: Callable[[dict[str, Any]], object]
    intro: str = ""
    back: str = ""
    extra: str = ""
    origin: str = ""
    context: dict[str, Any] | None = None


def run(
    request: HttpRequest, case: Case | None, form: django_forms.Form, step: Step
) -> HttpResponse:
    """Show the form; or do the step, say so and go back. What was typed stays when it fails.

    Every form has a key: sent twice, the step is done once. What somebody was typing before is
    offered. When a colleague was first, both texts are shown and can be made into one.
    """
    back = step.back or (reverse("cases:file", args=[case.id]) if case else "/werk/")
    sheet = open_sheet(request, current(), case.id if case else None, form)
    if request.method == "POST" and form.is_valid():
        try:
            there = None if sent_before(current(), sheet) else step.act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except Conflict as conflict:
            return merging.page(request, form, conflict, back, sheet=sheet)
        else:
            messages.success(request, step.done)
            return redirect(there if isinstance(there, str) else back)
    context = {
        "form": form, "step": step, "case": case, "back": back, "sheet": sheet,
        **(step.context or {}),
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/step.html", context, status=status)


def refuse(request: HttpRequest, case: Case, title: str, gaps: Iterable[Gap]) -> HttpResponse:
    """The page that lists what is missing; Conflict for who sent the form all the same."""
    found = missing(gaps, case)
    if request.method == "POST":
        raise Conflict(title, missing=found)
    context = {"case": case, "title": title, "missing": found}
    return render(request, "cases/refused.html", context)


def enter(
    case_id: UUID, allowed: Callable[[Acting], bool] = rules.works_on_cases
) -> tuple[Acting, Case]:
    """Who acts, and the open case that they may work on. Denied, or Conflict when it is closed."""
    acting, case = current(), fetch_open(case_id)
    rules.require(allowed(acting))
    return acting, case


def part(case: Case, name: str) -> str:
    """The address of one tab of the case's page."""
    return f"{reverse('cases:file', args=[case.id])}?deel={name}"


def site(request: HttpRequest) -> str:
    """The address of the site, for links in mails."""
    return f"{request.scheme}://{request.get_host()}"


def data_of(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
