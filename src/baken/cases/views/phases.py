"""Scaling up and down, and closing."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import actions, forms, rules
from baken.cases.actions.common import fetch, fetch_open
from baken.cases.ave import model_of
from baken.cases.codes import Role
from baken.cases.explain import missing
from baken.cases.guards import gaps_to_close, gaps_to_decide, gaps_to_request
from baken.cases.models import CaseContent, PhaseRequest
from baken.cases.situations import situation_of
from baken.cases.views.form_page import Step, both, data_of, enter, run, site
from baken.core.acting import Acting, current
from baken.core.errors import Denied


@both
def request_phase(request: HttpRequest, case_id: UUID, target: int) -> HttpResponse:
    """Ask for a step up or down; refused with the list of what is missing."""
    acting, case = enter(case_id)
    model, up = model_of(case.model_id), target > case.phase
    gaps = gaps_to_request(situation_of(case), model, target, timezone.localdate(), acting.user_id)
    if request.method != "POST" and gaps:
        word = (
            _("Opschalen naar fase %d kan nog niet")
            if up
            else _("Afschalen naar fase %d kan nog niet")
        )
        context = {"case": case, "title": word % target, "missing": missing(gaps, case)}
        return render(request, "cases/refused.html", context)
    decider = str(Role(model.decider(case.phase, target)).label).lower() if not gaps else ""
    word = (
        _("Vraag om op te schalen naar fase %d") if up else _("Vraag om af te schalen naar fase %d")
    )
    step = Step(
        word % target, _("Vraag het"), _("Het verzoek ligt er. Een ander besluit erover."),
        lambda data: actions.request_phase(acting, case_id, target, site=site(request), **data),
        intro=_("Wie %s houdt, besluit. U kunt niet over uw eigen verzoek besluiten.") % decider,
    )  # fmt: skip
    return run(request, case, forms.RequestForm(data_of(request)), step)


@both
def decide(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Decide on another's request."""
    acting, case = current(), fetch_open(case_id)
    asked = PhaseRequest.objects.filter(pk=request_id, case=case).first()
    if asked is None:
        raise Denied
    if request.method != "POST" and asked.decided_at:
        return redirect("cases:file", case_id)
    sure = _sure(request, acting)
    if sure is access.Confirmation.STALE and request.method != "POST":
        return redirect(access.confirm_url(request))
    gaps = gaps_to_decide(
        situation_of(case), model_of(case.model_id), asked.to_phase, timezone.localdate(),
        requester=asked.requested_by_id, decider=acting.user_id,
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        if sure is access.Confirmation.STALE:
            raise ValidationError(
                _("Bevestig eerst opnieuw dat u het bent: open het besluit nog eens.")
            )
        granted = data["granted"] == forms.YES
        actions.decide_phase(acting, request_id, granted=granted, reason=data["reason"])

    names = access.name_of([asked.requested_by_id])
    title = _("Opschalen naar fase %d") if asked.up else _("Afschalen naar fase %d")
    step = Step(
        title % asked.to_phase, _("Besluit"), _("Uw besluit is vastgelegd."), act,
        intro=_asked_by(names.get(asked.requested_by_id, _("Een collega")), sure),
        extra=asked.grounds,
        context={"missing": [] if asked.decided_at else missing(gaps, case)},
    )  # fmt: skip
    return run(request, case, forms.DecideForm(data_of(request)), step)


def _sure(request: HttpRequest, acting: Acting) -> access.Confirmation | None:
    """Who governs decides with a fresh second step; who works on the case all day does not."""
    if acting.purpose != "briefing":
        return None
    within = {"within": access.WRITING} if request.method == "POST" else {}
    return access.confirmation(request, **within)


def _asked_by(name: str, sure: access.Confirmation | None) -> str:
    words = _("%s vraagt dit.") % name
    if sure is access.Confirmation.DEMO:
        demo = _("Buiten deze demo bevestigt u eerst met uw tweede stap dat u het bent.")
        return f"{words} {demo}"
    return words


@both
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Close the case; the resident reads what was done."""
    acting, case = current(), fetch(case_id)
    rules.require(rules.opens(acting))
    if not case.open and request.method != "POST":
        return redirect("cases:file", case_id)
    gaps = gaps_to_close(situation_of(case), acting.user_id)
    if request.method != "POST" and gaps:
        context = {"case": case, "title": _("Sluiten kan nog niet"), "missing": missing(gaps, case)}
        return render(request, "cases/refused.html", context)
    report_id = CaseContent.objects.get(case=case).report_id
    step = Step(
        _("Sluit de casus"), _("Sluit"), _("De casus is gesloten."),
        lambda data: actions.close(
            acting, case_id, site=site(request), **data
        ),
        intro=_(
            "Daarna kan niemand meer iets veranderen, en alleen u kunt de casus nog lezen. "
            "Na vijf jaar wordt hij vernietigd."
        ),
    )  # fmt: skip
    return run(request, case, forms.CloseForm(data_of(request), report=bool(report_id)), step)
