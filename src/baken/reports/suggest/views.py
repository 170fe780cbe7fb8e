"""What everyone may read about what proposes a kind, and where it is switched on and off."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baken.core.acting import current
from baken.core.errors import Denied
from baken.reports.categories import tree
from baken.reports.suggest.actions import switch
from baken.reports.suggest.entry import entry_of
from baken.reports.suggest.models import Suggester
from baken.reports.suggest.scope import ABSTAINS

SHOWN_FROM = 5


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How it works, how well, and how it is switched: for everyone."""
    model = _newest()
    context = {"model": model, **(_table(model.facts) if model else {})}
    return render(request, "reports/suggest/about.html", context)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The same as an entry of the register of algorithms, as JSON."""
    page = request.build_absolute_uri(reverse("reports:suggest"))
    entry = entry_of(_newest(), settings.MUNICIPALITY.name, page)
    answer = JsonResponse(entry, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="algoritmeregister.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """On and off, for who manages Baken."""
    acting = current()
    if acting.capacity != "administrator":
        raise Denied(known=True)
    if request.method == "POST":
        on = request.POST.get("aan") == "1"
        switch(acting, on=on)
        flash.success(request, _("Het staat aan.") if on else _("Het staat uit."))
        return redirect("reports:manage_suggest")
    model = _newest()
    context = {"model": model, **(_table(model.facts) if model else {})}
    return render(request, "reports/suggest/manage.html", context)


def _newest() -> Suggester | None:
    return Suggester.objects.defer("weights").first()


def _table(facts: dict[str, Any]) -> dict[str, Any]:
    """The matrix in words: a row for each real kind, small numbers left out."""
    kinds = facts["kinds"]
    titles = {kind: _title(kind) for kind in kinds}
    rows = [
        {
            "title": titles[kind],
            "count": facts["examples"][kind],
            "cells": [_cell(facts["matrix"][kind].get(other, 0), right=kind == other)
                      for other in (*kinds, ABSTAINS)],
        }
        for kind in kinds
    ]  # fmt: skip
    return {
        "rows": rows, "titles": list(titles.values()), "total": sum(facts["examples"].values()),
        "proposed": round(facts["proposed"] * 100), "right": round(facts["right"] * 100),
        "three": round(facts["right_of_three"] * 100), "fictional": facts["fictional"],
        "threshold": round(facts["threshold"] * 100),
    }  # fmt: skip


def _cell(count: int, *, right: bool) -> dict[str, Any]:
    text = str(count) if count >= SHOWN_FROM or not count else f"< {SHOWN_FROM}"
    return {"text": text, "right": right}


def _title(kind: str) -> str:
    subject = tree().get(kind)
    return subject.title if subject else kind
