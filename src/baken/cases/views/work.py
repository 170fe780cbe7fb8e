"""Actions and evaluations."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.cases import actions, forms, rules
from baken.cases.actions.common import fetch_open
from baken.cases.actions.work import owners
from baken.cases.models import (
    Action,
)
from baken.cases.views.form_page import Step, both, data_of, run
from baken.core.acting import current
from baken.core.errors import Denied


@both
def act(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Agree on an action."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    step = Step(
        _("Nieuwe actie"), _("Spreek af"), _("De actie staat erbij."),
        lambda data: actions.add_action(acting, case_id, **data),
    )  # fmt: skip
    form = forms.ActionForm(data_of(request), people=owners(acting, case))
    return run(request, case, form, step)


@both
def finish(request: HttpRequest, case_id: UUID, action_id: UUID) -> HttpResponse:
    """Say what came of an action."""
    acting, case = current(), fetch_open(case_id)
    found = Action.objects.filter(pk=action_id, case=case).first()
    if found is None:
        raise Denied
    if request.method != "POST" and found.done_at:
        return redirect(f"{reverse('cases:file', args=[case.id])}?deel=acties")
    step = Step(
        found.title, _("Actie is klaar"), _("De actie is klaar."),
        lambda data: actions.finish_action(acting, action_id, **data),
        back=f"{reverse('cases:file', args=[case.id])}?deel=acties",
    )  # fmt: skip
    form = forms.FinishForm(data_of(request), initial={"version": found.version})
    return run(request, case, form, step)


@both
def evaluate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record how it goes."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    step = Step(
        _("Evaluatie"), _("Leg vast"), _("De evaluatie is vastgelegd."),
        lambda data: actions.record_evaluation(acting, case_id, **data),
    )  # fmt: skip
    return run(request, case, forms.EvaluationForm(data_of(request)), step)
