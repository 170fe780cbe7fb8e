"""Pages of emergency access, and the privacy officer's list of what waits in cases."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baken.access import api as access
from baken.cases import rules
from baken.cases.disclosures.queries import open_requests
from baken.cases.glass import actions, forms
from baken.cases.glass.models import Glass, GlassReview
from baken.cases.views.form_page import Step, both, data_of, run, site
from baken.core.acting import current
from baken.core.errors import Denied


@both
def break_glass(request: HttpRequest) -> HttpResponse:
    """Open a case that one is not on."""
    acting = current()
    rules.require(actions.may_break(acting))

    def act(data: dict[str, Any]) -> str:
        acute = data.pop("acute", False)
        case_id = actions.break_glass(acting, site=site(request), **data)
        if acute:
            actions.come_on_call(acting, case_id)
        return reverse("cases:jump" if acute else "cases:file", args=[case_id])

    step = Step(
        _("Noodtoegang"), _("Open de casus"), _("De casus is acht uur voor u open."),
        act, origin=_("Casussen"), back=reverse("cases:list"),
        intro=_("Alleen als wachten niet kan. De procesregisseur en de privacyfunctionaris horen"
                " het meteen, alles wat u opent wordt vastgelegd, en een ander beoordeelt het"
                " binnen vijf werkdagen."),
    )  # fmt: skip
    on_call = actions.may_come(acting)
    return run(request, None, forms.BreakForm(data_of(request), on_call=on_call), step)


@require_POST
def end(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """End it before the eight hours are over."""
    actions.end_early(current(), glass_id)
    messages.success(request, _("De noodtoegang is beëindigd."))
    return redirect("cases:list")


@both
def glass(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Who opened what and why; another reviews it here."""
    acting = current()
    found = Glass.objects.filter(pk=glass_id).first()
    if found is None:
        raise Denied
    review = GlassReview.objects.filter(glass=found).first()
    names = access.name_of([found.user_id, review.reviewed_by_id if review else None])
    if review or found.user_id == acting.user_id:
        context = {"glass": found, "review": review, "names": names,
                   "who": names.get(found.user_id, ""),
                   "reviewer": names.get(review.reviewed_by_id, "") if review else ""}  # fmt: skip
        return render(request, "cases/glass/glass.html", context)
    privacy = acting.purpose == "privacy"
    step = Step(
        _("Beoordeel een noodtoegang"), _("Leg vast"), _("Uw oordeel is vastgelegd."),
        lambda data: actions.review(acting, glass_id, **data), extra=found.reason,
        intro=_("%(who)s opende een casus op %(day)s.")
        % {"who": names.get(found.user_id, _("Een collega")),
           "day": date_format(timezone.localtime(found.opened_at), "j F Y, G.i")},
        back=reverse("cases:privacy") if privacy else reverse("cases:file", args=[found.case_id]),
        origin=_("Toezicht op casussen") if privacy else _("Casus"),
    )  # fmt: skip
    return run(request, None, forms.ReviewForm(data_of(request)), step)


@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    """The privacy officer: emergency access to review, disclosures to advise on."""
    acting = current()
    rules.require(acting.purpose == "privacy")
    looks = list(Glass.objects.filter(review=None).order_by("review_due"))
    names = access.name_of(row.user_id for row in looks)
    asked = open_requests(advised=False)
    context = {
        "looks": [{"row": row, "who": names.get(row.user_id, _("Een collega"))} for row in looks],
        "asked": asked,
    }
    return render(request, "cases/glass/oversight.html", context)
