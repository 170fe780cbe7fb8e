"""The shape that all form pages share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from baken.cases.models import Case

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
    """Show the form; or do the step, say so and go back. What was typed stays when it fails."""
    back = step.back or (reverse("cases:file", args=[case.id]) if case else "/werk/")
    if request.method == "POST" and form.is_valid():
        try:
            there = step.act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, step.done)
            return redirect(there if isinstance(there, str) else back)
    context = {"form": form, "step": step, "case": case, "back": back, **(step.context or {})}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/step.html", context, status=status)


def data_of(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
