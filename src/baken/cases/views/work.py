"""Actions and evaluations."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from baken.cases import actions, forms
from baken.cases.actions.work import owners
from baken.cases.models import Action
from baken.cases.plan.forms import EvaluationForm
from baken.cases.plan.page import goals_to_score
from baken.cases.views.form_page import Step, both, data_of, enter, part, run, site
from baken.core.errors import Denied


@both
def act(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Agree on an action."""
    acting, case = enter(case_id)
    step = Step(
        _("Nieuwe actie"), _("Spreek af"), _("De actie staat erbij."),
        lambda data: actions.add_action(acting, case_id, site=site(request), **data),
    )  # fmt: skip
    form = forms.ActionForm(data_of(request), people=owners(acting, case))
    return run(request, case, form, step)


@both
def finish(request: HttpRequest, case_id: UUID, action_id: UUID) -> HttpResponse:
    """Say what came of an action."""
    acting, case = enter(case_id)
    found = Action.objects.filter(pk=action_id, case=case).first()
    if found is None:
        raise Denied
    if request.method != "POST" and found.done_at:
        return redirect(part(case, "acties"))
    step = Step(
        found.title, _("Actie is klaar"), _("De actie is klaar."),
        lambda data: actions.finish_action(acting, action_id, **data),
        back=part(case, "acties"),
    )  # fmt: skip
    form = forms.FinishForm(data_of(request), initial={"version": found.version})
    return run(request, case, form, step)


@both
def evaluate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record how it goes."""
    acting, case = enter(case_id)
    step = Step(
        _("Evaluatie"), _("Leg vast"), _("De evaluatie is vastgelegd."),
        lambda data: actions.record_evaluation(acting, case_id, **data),
    )  # fmt: skip
    form = EvaluationForm(data_of(request), goals=goals_to_score(case))
    return run(request, case, form, step)
