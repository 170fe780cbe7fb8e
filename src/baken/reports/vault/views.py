"""The page about who reported in confidence: asking, deciding, looking and ending."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.access.api import name_of
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.reports.codes import WHO_GROUNDS, Door
from baken.reports.desk_forms import AskWhoForm, DecideWhoForm
from baken.reports.models import IdentityRequest, Report
from baken.reports.vault import actions
from baken.reports.views.desk import desk_acting, found


@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """What was asked and allowed; and the form to ask, for who handles the report."""
    acting, report = desk_acting(), _confidential(report_id)
    form = AskWhoForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        actions.ask_who(acting, report.id, ground=data["ground"], reason=data["reason"])
        flash.success(request, _("Uw verzoek staat klaar voor een collega."))
        return redirect("reports:who", report_id)
    return _page(request, acting, report, form, DecideWhoForm())


@require_POST
def decide(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """A colleague says yes or no."""
    acting, report = desk_acting(), _confidential(report_id)
    form = DecideWhoForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, report, AskWhoForm(), form)
    data = form.cleaned_data
    actions.decide(acting, report.id, granted=data["granted"] == "ja", answer=data["answer"])
    flash.success(request, _("Uw besluit is vastgelegd."))
    return redirect("reports:who", report_id)


@require_POST
def look(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Who reported, on a page that no browser keeps."""
    acting, report = desk_acting(), _confidential(report_id)
    identity = actions.look(acting, report.id)
    context = {"report": report, "contact": identity, "heading": _("Wie meldde dit?")}
    response = render(request, "reports/desk/contact.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def end(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Close it before the day is over."""
    actions.end(desk_acting(), _confidential(report_id).id)
    flash.success(request, _("De inzage is beëindigd."))
    return redirect("reports:who", report_id)


def _confidential(report_id: UUID) -> Report:
    report = found(report_id)
    if report.door != Door.CONFIDENTIAL:
        raise Denied
    return report


def _page(
    request: HttpRequest, acting: Acting, report: Report, ask: Form, decision: Form
) -> HttpResponse:
    rows = list(IdentityRequest.objects.filter(report=report).order_by("-asked_at"))
    names = name_of({key for row in rows for key in (row.asked_by_id, row.decided_by_id) if key})
    waits = actions.waiting().filter(report=report).first()
    lasts = actions.in_force().filter(report=report).first()
    mine = report.assigned_to_id == acting.user_id
    context: dict[str, Any] = {
        "report": report, "title": report.title, "ask": ask, "decision": decision,
        "rows": [_row(row, names) for row in rows], "lasts": lasts, "mine": mine,
        "decides": waits is not None and actions.may_decide(acting, waits),
        "asks": mine and not waits and not lasts,
        "sees": mine and lasts is not None and lasts.asked_by_id == acting.user_id,
        "ends": lasts and acting.user_id in (lasts.asked_by_id, lasts.decided_by_id),
    }  # fmt: skip
    status = 422 if ask.is_bound or decision.is_bound else 200
    return render(request, "reports/desk/who.html", context, status=status)


def _row(row: IdentityRequest, names: dict[UUID, str]) -> dict[str, Any]:
    lapsed = row.granted is None and row.asked_at < actions.lapse()
    return {
        "asked": row, "who": names.get(row.asked_by_id, ""), "lapsed": lapsed,
        "decider": names.get(row.decided_by_id, "") if row.decided_by_id else "",
        "ground": WHO_GROUNDS.get(row.ground, ""),
    }  # fmt: skip
