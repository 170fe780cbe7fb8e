"""Scaling up and down, and closing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import actions, forms, rules
from baken.cases.actions.closing import gaps_now, report_to_answer
from baken.cases.actions.common import fetch, fetch_open
from baken.cases.actions.handing import receivers
from baken.cases.actions.phases import asked_before, refused
from baken.cases.ave import model_of
from baken.cases.codes import Role
from baken.cases.explain import missing
from baken.cases.guards import TO_MOVE, gaps_to_decide, gaps_to_request
from baken.cases.models import Case, CaseContent, PhaseRequest
from baken.cases.retention import kept_until
from baken.cases.situations import situation_of
from baken.cases.steps.forms import DownForm, UpForm
from baken.cases.steps.words import in_words
from baken.cases.views.form_page import Step, both, data_of, enter, refuse, run, site
from baken.core.acting import Acting, current
from baken.core.errors import Denied


@both
def request_phase(request: HttpRequest, case_id: UUID, target: int) -> HttpResponse:
    """Ask for a step up or down; refused with the list of what is missing."""
    acting, case = enter(case_id)
    model, up = model_of(case.model_id), target > case.phase
    gaps = gaps_to_request(
        situation_of(case, *TO_MOVE), model, target, timezone.localdate(), acting.user_id
    )
    if gaps and not asked_before(acting, case, target):
        return refuse(request, case, refused(case.phase, target), gaps)
    form = _form(request, acting, case, target, up=up)
    decider = str(Role(model.decider(case.phase, target)).label).lower()
    word = (
        _("Vraag om op te schalen naar fase %d") if up else _("Vraag om af te schalen naar fase %d")
    )
    step = Step(
        word % target, _("Vraag het"), _("Het verzoek ligt er. Een ander besluit erover."),
        lambda data: actions.request_phase(
            acting, case_id, target, grounds=data["grounds"], details=form.told(),
            site=site(request),
        ),
        intro=_("Wie %s houdt, besluit. U kunt niet over uw eigen verzoek besluiten.") % decider,
    )  # fmt: skip
    return run(request, case, form, step)


def _form(
    request: HttpRequest, acting: Acting, case: Case, target: int, *, up: bool
) -> UpForm | DownForm:
    model = model_of(case.model_id)
    if up:
        return UpForm(data_of(request), model=model)
    household = model.has(target) and bool(model.phase(target).household)
    people = receivers(acting, case)
    return DownForm(data_of(request), model=model, people=people, household=household)


@both
def decide(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Decide on another's request."""
    acting, case = current(), fetch_open(case_id)
    asked = PhaseRequest.objects.filter(pk=request_id, case=case).first()
    if asked is None:
        raise Denied
    if request.method != "POST" and asked.decided_at:
        return redirect("cases:file", case_id)
    sure = sureness(request, acting)
    if (again := access.asks_again(request, sure)) is not None:
        return again
    gaps = gaps_to_decide(
        situation_of(case, *TO_MOVE), model_of(case.model_id), asked.to_phase, timezone.localdate(),
        requester=asked.requested_by_id, decider=acting.user_id,
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        access.require_fresh(sure)
        granted = data["granted"] == forms.YES
        actions.decide_phase(acting, request_id, granted=granted, reason=data["reason"])
        return _after(case_id)

    names = access.name_of([asked.requested_by_id])
    title = _("Opschalen naar fase %d") if asked.up else _("Afschalen naar fase %d")
    step = Step(
        title % asked.to_phase, _("Besluit"), _("Uw besluit is vastgelegd."), act,
        intro=_asked_by(names.get(asked.requested_by_id, _("Een collega")), sure),
        extra="\n".join([asked.grounds, *in_words(asked.details, model_of(case.model_id))]),
        context={"missing": [] if asked.decided_at else missing(gaps, case)},
    )  # fmt: skip
    return run(request, case, forms.DecideForm(data_of(request)), step)


def _after(case_id: UUID) -> str:
    """Back to the case; to the own work for who decided their own seat away."""
    seen = CaseContent.objects.filter(case_id=case_id).exists()
    return reverse("cases:file", args=[case_id]) if seen else "/werk/"


def sureness(request: HttpRequest, acting: Acting) -> access.Confirmation | None:
    """Who governs decides with a fresh second step; who works on the case all day does not."""
    return access.confirmation(request) if acting.purpose == "briefing" else None


def _asked_by(name: str, sure: access.Confirmation | None) -> str:
    return access.in_demo(_("%s vraagt dit.") % name, sure)


@both
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Close the case; the resident reads what was done."""
    acting, case = current(), fetch(case_id)
    rules.require(rules.opens(acting))
    if not case.open and request.method != "POST":
        return redirect("cases:file", case_id)
    gaps = gaps_now(case, acting.user_id)
    if gaps and case.open:
        return refuse(request, case, _("Sluiten kan nog niet"), gaps)
    report_id = report_to_answer(case)
    step = Step(
        _("Sluit de casus"), _("Sluit"), _("De casus is gesloten."),
        lambda data: actions.close(
            acting, case_id, site=site(request), **data
        ),
        intro=_(
            "Daarna kan niemand meer iets veranderen, en alleen u kunt de casus nog lezen. "
            "Hij blijft bewaard tot en met %s. Daarna gaat hij weg als twee mensen dat goedkeuren."
        )
        % date_format(kept_until(case), "j F Y"),
    )  # fmt: skip
    return run(request, case, forms.CloseForm(data_of(request), report=bool(report_id)), step)
