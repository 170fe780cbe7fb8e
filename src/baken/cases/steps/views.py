"""The acute jump, ratifying it, handing over and reopening."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baken.access import api as access
from baken.cases import actions, guards, rules
from baken.cases.actions.common import fetch, fetch_open
from baken.cases.actions.jumping import duty_people
from baken.cases.actions.reopening import gaps_now
from baken.cases.ave import model_of
from baken.cases.forms import YES
from baken.cases.models import Case
from baken.cases.situations import situation_of
from baken.cases.steps.forms import JumpForm, RatifyForm, ReopenForm
from baken.cases.steps.models import Handover, Jump
from baken.cases.views.form_page import Step, both, data_of, enter, refuse, run, site
from baken.cases.views.phases import sureness
from baken.core.acting import Acting, current
from baken.core.errors import Denied
from baken.core.terms import in_words


@both
def jump(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The acute jump: four questions, and whom to call."""
    acting, case = enter(case_id, rules.manages)
    model = model_of(case.model_id)
    gaps = guards.gaps_to_jump(situation_of(case), model, acting.capacity)
    if (gaps and not _mine(acting, case)) or model.acute is None:
        return refuse(request, case, _("Een acute sprong kan nu niet"), gaps)
    form = JumpForm(data_of(request), people=duty_people(acting, case))
    step = Step(
        _("Acuut naar fase %d") % model.acute.target, _("Schaal acuut op"),
        _("De casus is opgeschaald. Wie het mandaat heeft, moet dit nog bekrachtigen."),
        lambda _data: actions.jump(
            acting, case_id, details=form.told(), seats=form.called(), site=site(request)
        ),
        intro=_("Dit werkt meteen. Binnen %s moet iemand met het mandaat dit bekrachtigen.")
        % in_words(model.acute.ratify),
    )  # fmt: skip
    return run(request, case, form, step)


def _mine(acting: Acting, case: Case) -> bool:
    """Did this acting jump just now? Sent twice is one jump."""
    rows = Jump.objects.filter(case=case, ratified_at=None, to_phase=case.phase)
    return rows.filter(taken_by_id=acting.user_id).exists()


@both
def ratify(request: HttpRequest, case_id: UUID, jump_id: UUID) -> HttpResponse:
    """Say whether a jump was right."""
    acting, case = current(), fetch_open(case_id)
    row = Jump.objects.filter(pk=jump_id, case=case).first()
    if row is None:
        raise Denied
    if request.method != "POST" and row.ratified_at:
        return redirect("cases:file", case_id)
    gaps = guards.gaps_to_ratify(
        situation_of(case), model_of(case.model_id), row.to_phase, jumper=row.taken_by_id,
        holder=acting.user_id,
    )  # fmt: skip
    if gaps and not row.ratified_at:
        return refuse(request, case, _("U kunt deze sprong niet bekrachtigen"), gaps)

    sure = sureness(request, acting)
    if (again := access.asks_again(request, sure)) is not None:
        return again

    def act(data: dict[str, Any]) -> None:
        access.require_fresh(sure)
        actions.ratify(acting, jump_id, granted=data["granted"] == YES, reason=data["reason"])

    names = access.name_of([row.taken_by_id])
    told = (
        (_("Er gebeurt: %s"), "happens"), (_("Gevaar voor: %s"), "risk_whom"),
        (_("Al gedaan: %s"), "safety"),
    )  # fmt: skip
    step = Step(
        _("Bekrachtig de sprong naar fase %d") % row.to_phase, _("Leg vast"),
        _("Uw oordeel is vastgelegd."), act,
        intro=access.in_demo(
            _("%s deed dit. Zegt u nee, dan blijft de casus in deze fase tot iemand om afschalen "
              "vraagt.") % names.get(row.taken_by_id, _("Een collega")), sure),
        extra="\n".join(words % row.details.get(name, "") for words, name in told),
    )  # fmt: skip
    return run(request, case, RatifyForm(data_of(request)), step)


@both
def reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let a closed case run again."""
    acting, case = current(), fetch(case_id)
    rules.require(rules.opens(acting))
    gaps = gaps_now(acting, case)
    if gaps:
        return refuse(request, case, _("Heropenen kan niet"), gaps)
    step = Step(
        _("Heropen de casus"), _("Heropen"), _("De casus loopt weer. Vul nu de stoelen."),
        lambda data: actions.reopen(acting, case_id, **data),
        intro=_("De casus gaat verder in fase %d. U houdt procesregie; partners nodigt u opnieuw "
                "uit.") % case.phase,
    )  # fmt: skip
    return run(request, case, ReopenForm(data_of(request)), step)


@require_POST
def accept(request: HttpRequest, case_id: UUID, handover_id: UUID) -> HttpResponse:
    """Accept that one takes over."""
    if not Handover.objects.filter(pk=handover_id, case_id=case_id).exists():
        raise Denied
    actions.accept_handover(current(), handover_id)
    messages.success(request, _("Vastgelegd: de overdracht is aanvaard."))
    return redirect(reverse("cases:file", args=[case_id]))
