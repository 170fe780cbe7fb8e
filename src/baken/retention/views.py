"""The overview of terms, holds and certificates."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.audit.api import record
from baken.core.acting import current
from baken.core.errors import Denied
from baken.core.paging import page
from baken.retention import actions, queries, terms
from baken.retention import lists as removal_lists
from baken.retention.forms import HoldForm
from baken.retention.models import Certificate, RunKind
from baken.retention.rules import may_oversee, may_read
from baken.retention.selection import ACT, LIST
from baken.retention.tasks import ONLY_COUNT, nightly


@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """What would go and when; a POST places a hold."""
    _allowed()
    form = HoldForm(request.POST or None, initial={"object_id": request.GET.get("object", "")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.place_hold(current(), **form.cleaned_data)
            return redirect("retention:overview")
        except ValidationError as error:
            form.add_error("until" if "datum" in str(error) else "reason", error)
    status = 422 if form.errors else 200
    return render(request, "retention/overview.html", _shown(form), status=status)


def _shown(form: HoldForm) -> dict[str, object]:
    run, lines = queries.overview()
    others = [term for term in terms.all_terms() if term.rule != "removed"]
    return {
        "form": form,
        "run": run,
        "lines": lines,
        "total": sum(line.plan.due for line in lines if line.plan and not line.term.listed),
        "lists": [one for one in removal_lists.overview() if not one.ended_at],
        "others": others,
        "last": queries.last_run(RunKind.REMOVAL),
        "holds": list(queries.active_holds().order_by("-placed_at")[:100]),
        "certificates": list(Certificate.objects.order_by("-number")[:5]),
        "may_oversee": may_oversee(current()),
        "list": LIST,
        "act": ACT,
    }


@require_POST
def recount(request: HttpRequest) -> HttpResponse:
    """Ask for a new count; it runs as a job, because only that one sees every row."""
    _allowed()
    nightly.later(ONLY_COUNT)
    record(current(), "retention.ask_count")
    return redirect("retention:overview")


@require_POST
def lift(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Let go of a hold."""
    actions.lift_hold(current(), hold_id)
    return redirect("retention:overview")


@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    """All declarations of destruction."""
    _allowed()
    rows = page(Certificate.objects.all(), request.GET, keys=("-number",))
    return render(request, "retention/certificates.html", {"page": rows})


@require_GET
def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """One declaration of destruction, to print."""
    _allowed()
    found = Certificate.objects.filter(id=certificate_id).first()
    if found is None:
        raise Denied
    intact = queries.seal(found) == found.hash
    context = {"c": found, "intact": intact, "purposes": queries.purposes_in_words(found)}
    return render(request, "retention/certificate.html", context)


@require_GET
def certificate_file(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """One declaration as a file, for `baken verify certificate`."""
    _allowed()
    found = Certificate.objects.filter(id=certificate_id).first()
    if found is None:
        raise Denied
    body = queries.content_of(found) | {"hash": found.hash}
    name = f'attachment; filename="verklaring-{found.number}.json"'
    return JsonResponse(body, headers={"Content-Disposition": name})


def _allowed() -> None:
    if not may_read(current()):
        raise Denied(
            _("Bewaartermijnen bekijkt de privacyfunctionaris of de beheerder."), known=True
        )
