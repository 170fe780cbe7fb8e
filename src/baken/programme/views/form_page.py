"""The shape that all form pages of the programme share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.core.errors import Conflict
from baken.core.ui import merging

both = require_http_methods(["GET", "HEAD", "POST"])


def run(
    request: HttpRequest,
    form: Form,
    title: str,
    verb: str,
    back: str,
    act: Callable[[], str],
    intro: str = "",
) -> HttpResponse:
    """Show the form; or do it and go on. What was typed stays when it fails.

    When a colleague was first, both texts are shown and can be made into one.
    """
    if request.method == "POST" and form.is_valid():
        try:
            there = act()
        except ValidationError as error:
            _tell(form, error)
        except Conflict as conflict:
            return merging.page(request, form, conflict, back)
        else:
            messages.success(request, _("Bewaard."))
            return redirect(there)
    context = {"form": form, "title": title, "verb": verb, "back": back, "intro": intro}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "programme/form.html", context, status=status)


def _tell(form: Form, error: ValidationError) -> None:
    """At the field that it names, if the form has it."""
    named = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
    form.add_error(None, error if named or not hasattr(error, "error_dict") else error.messages)


def data_of(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
