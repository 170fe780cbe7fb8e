"""Opening a case, from a report or directly, and taking it on."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.cases import actions, forms, rules
from baken.cases.actions.opening import process_managers
from baken.cases.models import CaseContent
from baken.cases.views.form_page import Step, both, data_of, enter, run, site
from baken.core.acting import current
from baken.reports import api as reports


@both
def new(request: HttpRequest) -> HttpResponse:
    """A process manager opens a case without a report."""
    acting = current()
    rules.require(rules.opens(acting))

    def act(data: dict[str, Any]) -> str:
        return reverse("cases:file", args=[actions.open_case(acting, **data)])

    step = Step(
        _("Nieuwe casus"), _("Open de casus"), _("De casus is open. U houdt procesregie."), act,
        back=reverse("cases:list"), origin=_("Casussen"),
    )  # fmt: skip
    return run(request, None, forms.NewForm(data_of(request)), step)


@both
def from_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The desk makes a case of a report and asks a process manager."""
    acting = current()
    report = reports.get(acting, report_id)
    rules.require(rules.hands_over(acting))

    def act(data: dict[str, Any]) -> None:
        actions.open_from_report(acting, report_id, site=site(request), **data)

    form = forms.HandOverForm(data_of(request), people=process_managers(acting))
    step = Step(
        _("Maak een casus van melding %s") % report.number,
        _("Maak casus"),
        _("De casus is gemaakt. De procesregisseur krijgt de vraag."),
        act,
        intro=_handing_over(report),
        back=report.url, extra=report.text, origin=_("Melding %s") % report.number,
    )  # fmt: skip
    return run(request, None, form, step)


def _handing_over(report: reports.ReportView) -> str:
    """What the reporter sees of it, and with whom the reporter lets us share."""
    lines = [
        _("De melder ziet dat de melding wordt opgepakt, en krijgt antwoord als de casus sluit.")
    ]
    if report.shared_with:
        names = ", ".join(report.shared_with)
        lines.append(
            _("De melder laat ons delen met: %s. Met anderen alleen na een vraag.") % names
        )
    else:
        lines.append(_("De melder gaf geen toestemming om te delen. Vraag dat eerst."))
    if report.confidential:
        lines.append(_("Wie meldde, gaat niet mee: dat blijft op slot bij de meldbalie."))
    return " ".join(lines)


@both
def take_on(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Settle the purpose: from now on the case runs."""
    acting, case = enter(case_id)
    step = Step(
        _("Neem de casus in behandeling"), _("Neem in behandeling"), _("De casus loopt."),
        lambda data: actions.take_on(acting, case_id, **data),
    )  # fmt: skip
    return run(
        request, case, forms.TakeOnForm(data_of(request), initial={"purpose": case.purpose}), step
    )


@both
def edit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Change name and reason. A stale edit shows both texts."""
    acting, case = enter(case_id, rules.manages)
    content = CaseContent.objects.get(case=case)
    initial = {"title": content.title, "reason": content.reason, "version": content.version}
    step = Step(
        _("Naam en aanleiding"), _("Bewaar"), _("Bewaard."),
        lambda data: actions.edit_content(acting, case_id, **data),
    )  # fmt: skip
    return run(request, case, forms.ContentForm(data_of(request), initial=initial), step)
