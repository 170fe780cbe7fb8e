"""Pages of the lists that two people decide on."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.access import api as access
from baken.core.acting import current
from baken.retention import lists, queries
from baken.retention.forms import DecisionForm
from baken.retention.models import RemovalList
from baken.retention.selection import ACT


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All lists: what waits for a second person, and what became of the others."""
    lists.require(current())
    return render(request, "retention/lists.html", {"lists": lists.overview()})


@require_GET
def one(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """One list: what is on it, who stood behind it, and what can be done now."""
    lists.require(current())
    return _shown(request, lists.one(list_id), DecisionForm())


@require_POST
def propose(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Put the list forward to a second person."""
    lists.propose(current(), list_id)
    return redirect("retention:list", list_id)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Approve or refuse, with a fresh second step."""
    lists.require(current())
    found, form = lists.one(list_id), DecisionForm(request.POST or None)
    sure = access.confirmation(request)
    if (again := access.asks_again(request, sure)) is not None:
        return again
    if form.is_valid():
        try:
            access.require_fresh(sure)
            lists.decide(current(), list_id, **form.decision)
            return redirect("retention:list", list_id)
        except ValidationError as error:
            form.add_error("reason", error)
    return _shown(request, found, form, sure)


def _shown(
    request: HttpRequest, found: RemovalList, form: DecisionForm,
    sure: access.Confirmation | None = None,
) -> HttpResponse:  # fmt: skip
    proposal = getattr(found, "proposal", None)
    items = list(found.items.order_by("last_day", "label"))
    held = queries.held_among(item.object_id for item in items)
    for item in items:
        item.held = item.object_id in held  # type: ignore[attr-defined]
    mine = proposal is not None and proposal.proposed_by == current().user_id
    context = {
        "list": found, "items": items, "proposal": proposal, "form": form, "act": ACT,
        "fingerprint": proposal.fingerprint if proposal else "", "mine": mine,
        "deciding": sure is not None and not mine and proposal and not proposal.decided_at,
        "demo": sure is access.Confirmation.DEMO, "names": _names(proposal),
    }  # fmt: skip
    return render(request, "retention/list.html", context, status=422 if form.errors else 200)


def _names(proposal: object) -> dict[str, str]:
    people = {name: getattr(proposal, name, None) for name in ("proposed_by", "decided_by")}
    known = access.name_of(key for key in people.values() if key)
    return {name: known.get(key, _("een collega")) for name, key in people.items() if key}
