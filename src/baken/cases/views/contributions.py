"""What organisations bring in, and for whom."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from baken.cases import actions, forms, rules
from baken.cases.actions.common import fetch_open
from baken.cases.actions.contributions import parties
from baken.cases.models import (
    Case,
    Contribution,
)
from baken.cases.views.form_page import Step, both, data_of, run
from baken.core.acting import Acting, current
from baken.core.errors import Denied


@both
def contribute(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Bring in a fact or an opinion, and say who may read it."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    step = Step(
        _("Nieuwe inbreng"), _("Breng in"), _("Uw inbreng staat in de casus."),
        lambda data: actions.add_contribution(acting, case_id, **data),
    )  # fmt: skip
    form = forms.ContributionForm(data_of(request), parties=parties(acting, case))
    return run(request, case, form, step)


@both
def release(request: HttpRequest, case_id: UUID, contribution_id: UUID) -> HttpResponse:
    """Change who may read a contribution of one's own organisation."""
    acting, case = current(), fetch_open(case_id)
    found = _own_contribution(acting, case, contribution_id)
    now = list(found.releases.filter(withdrawn_at=None))
    form = forms.ReleaseForm(
        data_of(request), parties=parties(acting, case),
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
    acting, case = current(), fetch_open(case_id)
    found = _own_contribution(acting, case, contribution_id)
    initial = {"nature": found.nature, "text": found.text, "about_date": found.about_date}
    step = Step(
        _("Verbeter deze inbreng"), _("Bewaar de verbetering"),
        _("De verbetering staat in de casus."),
        lambda data: actions.correct(acting, contribution_id, **data),
        intro=_("Het oude blijft leesbaar. De verbetering gaat naar wie het oude mag lezen."),
    )  # fmt: skip
    return run(request, case, forms.TextForm(data_of(request), initial=initial), step)


def _own_contribution(acting: Acting, case: Case, contribution_id: UUID) -> Contribution:
    found = Contribution.objects.filter(
        pk=contribution_id, case=case, organisation_id=rules.organisation_of(acting)
    ).first()
    if found is None:
        raise Denied
    return found
