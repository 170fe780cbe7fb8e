"""What organisations bring in, words and documents, and for whom."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from baken.cases import actions, forms
from baken.cases.actions.contributions import covered, ours, parties
from baken.cases.models import Case, Contribution
from baken.cases.regimes import Choices, rules_for
from baken.cases.views.form_page import Step, both, data_of, enter, part, run
from baken.core.acting import Acting
from baken.core.errors import Denied


@both
def contribute(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Bring in a fact or an opinion, and say who may read it."""
    acting, case = enter(case_id)
    step = Step(
        _("Nieuwe inbreng"), _("Breng in"), _("Uw inbreng staat in de casus."),
        lambda data: actions.add_contribution(acting, case_id, **data),
    )  # fmt: skip
    form = forms.ContributionForm(
        data_of(request), parties=parties(acting, case), categories=_categories(case)
    )
    return run(request, case, form, step)


@both
def add_document(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Bring in a file, and say who may see it."""
    acting, case = enter(case_id)
    step = Step(
        _("Nieuw document"), _("Voeg toe"), _("Het document staat in de casus."),
        lambda data: actions.add_document(acting, case_id, **data),
        intro=_("Plaats en tijd halen wij uit foto's. Het bestand wordt versleuteld bewaard."),
        back=part(case, "documenten"),
    )  # fmt: skip
    files = request.FILES if request.method == "POST" else None
    form = forms.DocumentForm(
        data_of(request), files, parties=parties(acting, case), categories=_categories(case)
    )
    return run(request, case, form, step)


@both
def release(request: HttpRequest, case_id: UUID, contribution_id: UUID) -> HttpResponse:
    """Change who may read a contribution of one's own organisation."""
    acting, case = enter(case_id)
    found = _own(acting, case, contribution_id)
    now = list(found.releases.filter(withdrawn_at=None))
    form = forms.ReleaseForm(
        data_of(request), parties=covered(acting, case, found.category),
        initial={"release_to": [str(row.organisation_id) for row in now],
                 "may_pass_on": any(row.may_pass_on for row in now)},
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        actions.set_releases(
            acting, contribution_id, data.get("release_to", []),
            may_pass_on=bool(data.get("may_pass_on")),
        )  # fmt: skip

    step = Step(
        _("Wie mag dit lezen?"), _("Bewaar"), _("De vrijgave is veranderd."), act, extra=found.text,
        intro=_("Wat al gelezen is, kunt u niet terughalen. Intrekken werkt vanaf nu."),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def correct(request: HttpRequest, case_id: UUID, contribution_id: UUID) -> HttpResponse:
    """Put a correction beside a contribution."""
    acting, case = enter(case_id)
    found = _own(acting, case, contribution_id)
    step = Step(
        _("Verbeter deze inbreng"), _("Bewaar de verbetering"),
        _("De verbetering staat in de casus."),
        lambda data: actions.correct(acting, contribution_id, **data),
        intro=_("Het oude blijft leesbaar. De verbetering gaat naar wie het oude mag lezen."),
    )  # fmt: skip
    return run(request, case, _correction(request, found), step)


def _correction(request: HttpRequest, found: Contribution) -> django_forms.Form:
    if found.document_id:
        return forms.CaptionForm(data_of(request), initial={"text": found.text})
    initial = {"nature": found.nature, "text": found.text, "about_date": found.about_date,
               "source": found.source}  # fmt: skip
    return forms.TextForm(data_of(request), initial=initial)


def _categories(case: Case) -> Choices:
    return rules_for(case.regime).choices()


def _own(acting: Acting, case: Case, contribution_id: UUID) -> Contribution:
    found = ours(acting, contribution_id)
    if found.case_id != case.id:
        raise Denied
    return found
