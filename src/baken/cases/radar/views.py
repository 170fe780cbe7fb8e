"""Pages over many cases: the radar."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.audit.api import record
from baken.cases import rules
from baken.cases.radar.queries import Radar, radar
from baken.core.acting import current


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The radar of who holds procesregie. Looking is recorded."""
    acting = current()
    rules.require(rules.opens(acting))
    found = radar(acting, request.GET.dict())
    record(acting, "case.radar", count=found.count)
    context = {
        "radar": found,
        "shapes": _shapes(),
        "chips": _chips(request.GET, found),
        "phases": _phases(request.GET, found),
        "now": timezone.now(),
    }
    return render(request, "cases/radar/radar.html", context)


def _shapes() -> list[tuple[str, str]]:
    return [("late", _("klok te laat")), ("vacant", _("stoel leeg")),
            ("waits", _("wacht op een ander")), ("runs", _("loopt"))]  # fmt: skip


def _chips(params: QueryDict, found: Radar) -> list[dict[str, object]]:
    return [
        _chip(params, "wat", kind.value, str(kind.label), n, on=found.filters.kind == kind.value)
        for kind, n in found.sums if n
    ]  # fmt: skip


def _phases(params: QueryDict, found: Radar) -> list[dict[str, object]]:
    phase = found.filters.phase
    return [
        _chip(params, "fase", str(n), _("Fase %d") % n, None, on=phase == n) for n in (1, 2, 3, 4)
    ]


def _chip(
    params: QueryDict, name: str, value: str, label: str, n: int | None, *, on: bool
) -> dict[str, object]:
    """A link that turns one filter on or off, and keeps the others."""
    query = params.copy()
    query.pop("alles", None)
    if on:
        query.pop(name, None)
    else:
        query[name] = value
    url = f"?{query.urlencode()}" if query else "?"
    return {"label": label, "n": n, "on": on, "url": url}
