"""The list of cases, and the briefing."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.audit.api import record
from baken.cases import briefings, queries, rules
from baken.core.acting import current

SWITCHES = ("laat", "leeg", "mijn")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The cases that I am on: counts, filters in the address bar, late first."""
    acting = current()
    rules.require(acting.purpose in {"cases", "briefing"})
    try:
        found = queries.listing(acting, request.GET)
    except ValidationError:
        return redirect(request.path)
    context = {
        "found": found,
        "parts": _parts(found.lines),
        "filters": queries.Filters.read(request.GET),
        "chips": _chips(request.GET),
        "phases": _phases(request.GET),
        "sums": queries.sums(acting),
        "invitations": queries.invitations(acting),
        "may_open": rules.opens(acting),
    }
    return render(request, "cases/list.html", context)


def _parts(lines: list[queries.Line]) -> list[dict[str, object]]:
    """Late first, under its own heading; closed cases have no clock."""
    now = timezone.now()
    late = [line for line in lines if line.due and line.due < now]
    open_ = [line for line in lines if line.case.open and line not in late]
    closed = [line for line in lines if not line.case.open]
    parts = (
        ("te-laat", _("Te laat"), late),
        ("op-tijd", _("Op tijd"), open_),
        ("gesloten", _("Gesloten"), closed),
    )
    return [
        {"key": key, "title": title, "lines": found, "late": key == "te-laat"}
        for key, title, found in parts
        if found
    ]


def _chips(params: QueryDict) -> list[dict[str, object]]:
    """Switches: each is a link that turns one filter on or off, and keeps the others."""
    labels = {"laat": _("Te laat"), "leeg": _("Stoel leeg"), "mijn": _("Mijn stoelen")}
    chips = [_chip(params, name, "1", labels[name], name in params) for name in SWITCHES]
    closed = params.get("stand") == "gesloten"
    return [*chips, _chip(params, "stand", "gesloten", _("Gesloten"), closed)]


def _phases(params: QueryDict) -> list[dict[str, object]]:
    chosen = params.get("fase", "")
    return [_chip(params, "fase", str(n), _("Fase %d") % n, chosen == str(n)) for n in (1, 2, 3, 4)]


def _chip(params: QueryDict, name: str, value: str, label: str, on: bool) -> dict[str, object]:  # noqa: FBT001
    query = params.copy()
    for mark in ("na", "voor"):
        query.pop(mark, None)
    if on:
        query.pop(name, None)
    else:
        query[name] = value
    return {"label": label, "on": on, "url": f"?{query.urlencode()}" if query else "?"}


@require_safe
def briefing(request: HttpRequest) -> HttpResponse:
    """One sheet for who decides. Reading it is recorded."""
    acting = current()
    rules.require(acting.purpose == "briefing")
    found = briefings.briefing(acting)
    record(acting, "case.briefing", count=len(found.own))
    context = {"briefing": found, "now": timezone.now()}
    return render(request, "cases/briefing.html", context)
