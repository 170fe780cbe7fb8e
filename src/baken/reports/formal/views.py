"""Pages of the desk about a request to enforce."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.core.acting import Acting
from baken.reports.formal import actions
from baken.reports.formal.forms import DeclineForm, ExtendForm
from baken.reports.models import Report
from baken.reports.views.acts import posted, run
from baken.reports.views.desk import desk_acting, found
from baken.reports.views.telling import site_of


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The decision takes longer (Awb 4:14)."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        actions.extend(
            acting, report.id, data["version"], data["day"], data["text"], site=site_of(request)
        )

    report = found(report_id)
    form = ExtendForm(posted(request), initial={"version": report.version})
    words = (
        _("Duurt het besluit langer?"),
        _("Verleng en schrijf het"),
        _("De termijn is verlengd."),
    )
    return run(request, acting, report, form, words, step)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """It is no application."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        actions.decline(
            acting, report.id, data["version"], data["why"], data["text"], site=site_of(request)
        )

    report = found(report_id)
    form = DeclineForm(posted(request), initial={"version": report.version})
    words = (_("Is dit geen verzoek om handhaving?"), _("Bewaar en schrijf het"),
             _("Het is nu een gewone melding."))  # fmt: skip
    return run(request, acting, report, form, words, step)
