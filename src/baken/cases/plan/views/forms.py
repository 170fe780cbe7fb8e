"""The forms that change a plan."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.cases import actions as case_actions
from baken.cases import rules
from baken.cases.actions.contributions import parties
from baken.cases.actions.work import owners
from baken.cases.forms import ActionForm
from baken.cases.models import Case
from baken.cases.plan import actions, forms
from baken.cases.plan.actions.common import Item, making
from baken.cases.plan.actions.shares import set_shares
from baken.cases.plan.domains import domains_of
from baken.cases.plan.models import Goal, HouseholdView, Plan, SafetyAgreement
from baken.cases.plan.page import shared_with
from baken.cases.views.form_page import Step, both, data_of, enter, run, site
from baken.core.acting import current
from baken.core.errors import Denied


def _home(case: Case) -> str:
    return reverse("cases:plan", args=[case.id])


def _found(kind: type[Item], case: Case, key: UUID) -> Item:
    row = kind._default_manager.filter(pk=key, case=case, dropped=False).first()
    if row is None:
        raise Denied
    return row


@both
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin a version."""
    acting, case = enter(case_id, rules.manages)
    step = Step(
        _("Begin een nieuwe versie van het plan"), _("Begin"), _("De nieuwe versie is er."),
        lambda _data: actions.begin(acting, case_id),
        intro=_(
            "Wat in de vorige versie stond, gaat mee. U past het aan en stelt het daarna vast. "
            "De vorige versie blijft zoals zij was."
        ),
        back=_home(case),
    )  # fmt: skip
    return run(request, case, django_forms.Form(data_of(request)), step)


@both
def add_goal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add a goal."""
    acting, case = enter(case_id, rules.manages)
    form = forms.GoalForm(
        data_of(request), parties=parties(acting, case),
        domains=domains_of(making(case_id).domains_id),
    )  # fmt: skip
    step = Step(
        _("Nieuw doel"), _("Voeg toe"), _("Het doel staat in het plan."),
        lambda data: actions.add_goal(acting, case_id, **data), back=_home(case),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def edit_goal(request: HttpRequest, case_id: UUID, goal_id: UUID) -> HttpResponse:
    """Change a goal. A stale edit shows both texts."""
    case, goal = _mine(Goal, case_id, goal_id)
    form = forms.GoalEditForm(
        data_of(request), domains=domains_of(goal.plan.domains_id),
        initial=_now(goal, "domain", "text", "see", "version"),
    )  # fmt: skip
    step = _bettering(_("Wijzig het doel"), case, actions.edit_goal, goal_id)
    return run(request, case, form, step)


def _mine(kind: type[Item], case_id: UUID, key: UUID) -> tuple[Case, Item]:
    _acting, case = enter(case_id, rules.manages)
    return case, _found(kind, case, key)


def _now(row: Item, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _bettering(title: str, case: Case, act: Callable[..., None], key: UUID) -> Step:
    return Step(
        title, _("Bewaar"), _("Bewaard."), lambda data: act(current(), key, **data),
        back=_home(case),
    )  # fmt: skip


@both
def drop_goal(request: HttpRequest, case_id: UUID, goal_id: UUID) -> HttpResponse:
    """Take a goal out of the plan."""
    case, goal = _mine(Goal, case_id, goal_id)
    step = Step(
        _("Schrap het doel"), _("Schrap"), _("Het doel is uit het plan."),
        lambda data: actions.drop_goal(current(), goal_id, **data),
        intro=_("In de vorige versies blijft het staan."), extra=goal.text, back=_home(case),
    )  # fmt: skip
    return _drop(request, case, goal, step)


def _drop(request: HttpRequest, case: Case, row: Item, step: Step) -> HttpResponse:
    return run(request, case, forms.DropForm(data_of(request), initial={"version": row.version}),
               step)  # fmt: skip


@both
def share_goal(request: HttpRequest, case_id: UUID, goal_id: UUID) -> HttpResponse:
    """Change with whom a goal is shared."""
    return _share(request, case_id, Goal, goal_id, "text")


@both
def share_agreement(request: HttpRequest, case_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Change with whom an agreement is shared."""
    return _share(request, case_id, SafetyAgreement, agreement_id, "sign")


def _share(
    request: HttpRequest, case_id: UUID, kind: type[Item], key: UUID, text: str
) -> HttpResponse:
    acting, case = enter(case_id, rules.manages)
    row = _found(kind, case, key)
    form = forms.ShareForm(
        data_of(request), parties=parties(acting, case), initial={"share_with": shared_with(row)}
    )
    step = Step(
        _("Wie ziet dit nog meer?"), _("Bewaar"), _("Bewaard."),
        lambda data: set_shares(acting, row, data.get("share_with", [])),
        extra=getattr(row, text), back=_home(case),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def act_on_goal(request: HttpRequest, case_id: UUID, goal_id: UUID) -> HttpResponse:
    """Agree on an action that serves a goal."""
    acting, case = enter(case_id)
    goal = _found(Goal, case, goal_id)
    step = Step(
        _("Nieuwe actie"), _("Spreek af"), _("De actie staat erbij."),
        lambda data: case_actions.add_action(
            acting, case_id, goal_id=goal_id, site=site(request), **data
        ),
        intro=_("Voor dit doel. Iedereen die meedoet ziet de actie; het doel ziet niet iedereen."),
        extra=goal.text, back=_home(case),
    )  # fmt: skip
    return run(request, case, ActionForm(data_of(request), people=owners(acting, case)), step)


@both
def add_agreement(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add a safety agreement."""
    acting, case = enter(case_id, rules.manages)
    making(case_id)
    form = forms.AgreementForm(
        data_of(request), parties=parties(acting, case), people=owners(acting, case)
    )
    step = Step(
        _("Nieuwe veiligheidsafspraak"), _("Voeg toe"), _("De afspraak staat in het plan."),
        lambda data: actions.add_agreement(acting, case_id, **data), back=_home(case),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def edit_agreement(request: HttpRequest, case_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Change a safety agreement. A stale edit shows both texts."""
    case, row = _mine(SafetyAgreement, case_id, agreement_id)
    form = forms.AgreementEditForm(
        data_of(request), initial=_now(row, "sign", "step", "calls", "valid_until", "version")
    )
    step = _bettering(_("Wijzig de afspraak"), case, actions.edit_agreement, agreement_id)
    return run(request, case, form, step)


@both
def drop_agreement(request: HttpRequest, case_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Take an agreement out of the plan."""
    case, row = _mine(SafetyAgreement, case_id, agreement_id)
    step = Step(
        _("Schrap de afspraak"), _("Schrap"), _("De afspraak is uit het plan."),
        lambda data: actions.drop_agreement(current(), agreement_id, **data),
        intro=_("In de vorige versies blijft zij staan."), extra=row.sign, back=_home(case),
    )  # fmt: skip
    return _drop(request, case, row, step)


@both
def give_agreement(request: HttpRequest, case_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Give an agreement an owner, also after the plan was settled."""
    acting, case = enter(case_id, rules.manages)
    row = _found(SafetyAgreement, case, agreement_id)
    step = Step(
        _("Wie is eigenaar van deze afspraak?"), _("Bewaar"), _("De afspraak heeft een eigenaar."),
        lambda data: actions.give_agreement(acting, agreement_id, **data),
        intro=_("De organisatie van de eigenaar ziet deze afspraak."), extra=row.sign,
        back=_home(case),
    )  # fmt: skip
    return run(request, case, forms.OwnerForm(data_of(request), people=owners(acting, case)), step)


@both
def household_view(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record what the household thinks of this version."""
    acting, case = enter(case_id, rules.manages)
    view = HouseholdView.objects.filter(plan=making(case_id)).first()
    names = ("text", "consent", "reason", "spoken_on", "version")
    initial: dict[str, Any] = {n: getattr(view, n) for n in names} if view else {"version": 0}
    step = Step(
        _("Wat vindt het huishouden?"), _("Leg vast"), _("Vastgelegd."),
        lambda data: actions.record_view(acting, case_id, **data),
        intro=_("Bespreek het plan met het huishouden. U legt vast wat zij zeggen."),
        back=_home(case),
    )  # fmt: skip
    return run(request, case, forms.ViewForm(data_of(request), initial=initial), step)


@both
def settle(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Settle the version."""
    acting, case = enter(case_id, rules.manages)
    plan: Plan = making(case_id)
    step = Step(
        _("Stel het plan vast"), _("Stel vast"), _("Het plan is vastgesteld."),
        lambda data: actions.settle(acting, case_id, **data),
        intro=_("Daarna verandert deze versie niet meer. Voor een wijziging begint u een nieuwe."),
        back=_home(case),
    )  # fmt: skip
    form = forms.SettleForm(data_of(request), initial={"version": plan.version})
    return run(request, case, form, step)
