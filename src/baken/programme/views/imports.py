"""Bringing figures in: upload, look, choose columns, agree, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baken.core.acting import Acting
from baken.programme.actions import incoming
from baken.programme.actions.incoming import Upload
from baken.programme.intake.forms import ColumnsForm, UploadForm
from baken.programme.intake.models import FigureImport, State
from baken.programme.intake.prepare import surroundings
from baken.programme.queries.imports import page_of, recent, snapshots


def _acting(request: HttpRequest) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


def imports(request: HttpRequest) -> HttpResponse:
    """What came in, and the form to bring more."""
    acting = _acting(request)
    incoming.require(acting)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uploads = [Upload(file.name or "", file.file) for file in form.cleaned_data["file"]]
        try:
            row = incoming.begin(acting, uploads, form.asked)
        except ValidationError as error:
            form.add_error("file", error.messages)
        else:
            return redirect("programme:import", row.id)
    context = {"form": form, "rows": recent(), "snapshots": snapshots()}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "programme/imports.html", context, status=status)


def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """One import: how far it is, what was found, and what can be done with it."""
    row = incoming.find(_acting(request), id)
    return _show(request, row, _columns(row))


def _columns(row: FigureImport, data: Any = None) -> ColumnsForm | None:
    """The form to choose columns, for a file that we do not know by itself."""
    if "header" not in row.found or row.running or row.state == State.STORED:
        return None
    return ColumnsForm(row.found["header"], dict(surroundings().indicators), data)


def _show(request: HttpRequest, row: FigureImport, form: ColumnsForm | None) -> HttpResponse:
    status = 422 if form is not None and form.is_bound and form.errors else 200
    context = {"row": row, "page": page_of(row), "form": form}
    return render(request, "programme/import.html", context, status=status)


@require_POST
def step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    """Choose columns, store, or throw away."""
    acting = _acting(request)
    row = incoming.find(acting, id)
    if step == "kolommen":
        form = _columns(row, request.POST)
        if form is None or not form.is_valid():
            return _show(request, row, form)
        incoming.choose(acting, row, form.recipe(row.found))
    elif step == "inlezen":
        incoming.approve(acting, row)
    else:
        incoming.throw_away(acting, row)
        messages.success(request, _("Het bestand is weg. Er is niets ingelezen."))
        return redirect("programme:imports")
    return redirect("programme:import", row.id)
