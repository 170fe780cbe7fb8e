"""Pages to join, split, link, and to loosen again."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.core.acting import Acting
from baken.reports.bonds import actions
from baken.reports.bonds.forms import JoinForm, LinkForm, PartForm
from baken.reports.models import Report
from baken.reports.views.acts import back, posted, run
from baken.reports.views.desk import desk_acting, found


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Let this report go along with another about the same."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        main = actions.by_number(acting, data["number"])
        actions.join(acting, report.id, data["version"], main)

    report = found(report_id)
    initial = {"version": report.version, "number": request.GET.get("met", "")[:20]}
    words = (
        _("Voeg samen met een andere melding"), _("Voeg samen"),
        _("De meldingen zijn samengevoegd. Beide melders krijgen hetzelfde antwoord."),
    )  # fmt: skip
    return run(request, acting, report, JoinForm(posted(request), initial=initial), words, step)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Make a report of its own of one part."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        actions.part(acting, report.id, data["text"], data["subject"], nonce=data["nonce"])

    report = found(report_id)
    form = PartForm(posted(request), initial={"nonce": uuid4(), "text": report.content.text})
    words = (
        _("Maak van een deel een eigen melding"), _("Splits"),
        _("Het deel is nu een eigen melding. U vindt haar hieronder."),
    )  # fmt: skip
    return run(request, acting, report, form, words, step)


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Note that another report has to do with this one."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        actions.link(acting, report.id, actions.by_number(acting, data["number"]))

    words = (_("Leg een verband"), _("Bewaar"), _("Het verband is gelegd."))
    return run(request, acting, found(report_id), LinkForm(posted(request)), words, step)


@require_POST
def loosen(request: HttpRequest, report_id: UUID, bond_id: UUID) -> HttpResponse:
    """End the bond."""
    acting = desk_acting()
    actions.loosen(acting, found(report_id).id, bond_id)
    flash.success(request, _("De meldingen zijn los van elkaar."))
    return back(request, report_id)
