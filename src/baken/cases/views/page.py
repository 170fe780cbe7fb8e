"""The page of one case, and what somebody who is only invited sees of it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baken.audit.api import record
from baken.cases import actions
from baken.cases.ave import model_of
from baken.cases.dossier import Dossier, dossier
from baken.cases.looks import Looks, looks
from baken.cases.models import Case, CaseContent, Seat
from baken.cases.parts import tabs_of
from baken.core.acting import Acting, current
from baken.core.errors import Denied
from baken.reports import api as reports

SHOWN = 25


@require_safe
def file(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A case for its members; the invitation for who is asked. Absent and hidden are the same."""
    acting = current()
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise Denied
    if not CaseContent.objects.filter(case_id=case_id).exists():
        return _invitation(request, acting, case)
    found = dossier(acting, case_id)
    record(acting, "case.read", "case", case_id)
    part = request.GET.get("deel", "")
    tabs = _tabs(acting, found)
    part = part if f"?deel={part}" in {tab["url"] for tab in tabs} else "tijdlijn"
    everything = "alles" in request.GET
    context = {
        "d": found,
        "case": found.case,
        "part": part,
        "tabs": tabs,
        "entries": found.entries if everything else found.entries[:SHOWN],
        "more": 0 if everything else max(0, len(found.entries) - SHOWN),
        "reports": reports.of_file(acting, case_id) if part == "tijdlijn" else [],
        "looks": _looks(request, acting, found) if part == "meekijkers" else None,
    }
    return render(request, "cases/file.html", context)


def _tabs(acting: Acting, found: Dossier) -> list[dict[str, object]]:
    """Only tabs with content, or where this acting may add it; then parts with their own page."""
    works, open_actions = found.works, len(found.open_actions)
    parts = (
        ("acties", _("Acties"), open_actions, works or open_actions or found.done_actions),
        ("personen", _("Personen"), len(found.persons), works or found.persons),
        ("partners", _("Partners"), len(found.partners), found.manages or found.partners),
        ("documenten", _("Documenten"), len(found.documents), works or found.documents),
        ("meekijkers", _("Wie keek mee"), 0, found.sees_looks),
    )
    home = reverse("cases:file", args=[found.case.id])
    tabs: list[dict[str, object]] = [{"key": "tijdlijn", "label": _("Tijdlijn"), "url": home}]
    tabs += [
        {"key": key, "label": label, "n": n, "url": f"?deel={key}"}
        for key, label, n, shown in parts
        if shown
    ]
    own = tabs_of(acting, found.case)
    tabs += [{"key": tab.key, "label": tab.label, "url": tab.url} for tab in own]
    return tabs


def _looks(request: HttpRequest, acting: Acting, found: Dossier) -> Looks:
    try:
        return looks(acting, found.case.id, found.case.opened_at, request.GET.dict())
    except ValidationError:
        return looks(acting, found.case.id, found.case.opened_at, {})


def _invitation(request: HttpRequest, acting: Acting, case: Case) -> HttpResponse:
    """Number, purpose, phase and what is asked; nothing more."""
    seat = Seat.objects.filter(
        case=case, holder_id=acting.user_id, ended_at=None, accepted_at=None
    ).first()
    if seat is None:
        raise Denied
    record(acting, "case.read_invitation", "case", case.id)
    model = model_of(case.model_id)
    context = {
        "case": case,
        "seat": seat,
        "phase": model.phase(case.phase),
        "does": model.seats[seat.role].does,
        "may_decline": seat.role != "procesregie",
    }
    return render(request, "cases/invitation.html", context)


@require_POST
def answer_seat(request: HttpRequest, case_id: UUID, seat_id: UUID) -> HttpResponse:
    """Accept or decline the seat for which one is asked."""
    acting = current()
    if request.POST.get("antwoord") == "nee":
        actions.decline_seat(acting, seat_id)
        messages.success(request, _("U heeft de stoel niet aanvaard. De procesregisseur ziet dat."))
        if not CaseContent.objects.filter(case_id=case_id).exists():
            return redirect("portal:work" if acting.purpose == "cases" else "cases:briefing")
    else:
        actions.accept_seat(acting, seat_id)
        messages.success(request, _("U heeft de stoel aanvaard."))
    return redirect("cases:file", case_id)
