"""Another regime for a case: asked by one, decided by another."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases.actions import regime as actions
from baken.cases.disclosures.models import RegimeRequest
from baken.cases.forms import YES, DecideForm, RegimeForm
from baken.cases.regimes import rules_for
from baken.cases.views.form_page import Step, both, data_of, enter, run, site
from baken.core.errors import Denied


@both
def regime(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask for it, with grounds."""
    acting, case = enter(case_id)
    step = Step(
        _("Een ander regime voor deze casus"), _("Vraag het"),
        _("Het verzoek ligt er. Een ander besluit erover."),
        lambda data: actions.request_regime(acting, case_id, **data, site=site(request)),
        intro=_("Nu: %s. Dit kan alleen zolang er niets is ingebracht. Daarna gaat alleen een"
                " verstrekking, per gegeven en met een besluit, naar een ander regime. Een ander"
                " die het mandaat heeft, besluit over uw verzoek.")
        % rules_for(case.regime).title,
    )  # fmt: skip
    return run(request, case, RegimeForm(data_of(request), now=case.regime), step)


@both
def decide_regime(request: HttpRequest, case_id: UUID, regime_id: UUID) -> HttpResponse:
    """Decide on what another asked."""
    acting, case = enter(case_id)
    asked = RegimeRequest.objects.filter(pk=regime_id, case=case).first()
    if asked is None:
        raise Denied
    if request.method != "POST" and asked.decided_at:
        return redirect("cases:file", case_id)

    def act(data: dict[str, Any]) -> None:
        actions.decide_regime(acting, regime_id, granted=data["granted"] == YES,
                              reason=data["reason"])  # fmt: skip

    who = access.name_of([asked.requested_by_id]).get(asked.requested_by_id, _("Een collega"))
    gaps = [] if asked.decided_at else actions.gaps_to_decide(acting, case, asked, granted=True)
    step = Step(
        _("Verder onder een ander regime: %s") % asked.get_to_regime_display(), _("Besluit"),
        _("Uw besluit is vastgelegd."), act, intro=_("%s vraagt dit.") % who,
        extra=asked.grounds, context={"missing": gaps},
    )  # fmt: skip
    return run(request, case, DecideForm(data_of(request)), step)
