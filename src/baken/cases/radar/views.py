"""Pages over many cases: the radar, the lead's counts, and handing cases over."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.access import api as access
from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.opening import process_managers
from baken.cases.radar import transfer as transfers
from baken.cases.radar.forms import TransferForm
from baken.cases.radar.models import Transfer
from baken.cases.radar.queries import Radar, radar
from baken.cases.radar.steering import Figure, Steering, steering
from baken.cases.views.form_page import both, data_of, site
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


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Counts for the lead. Looking is recorded."""
    acting = current()
    rules.require(rules.leads(acting))
    found = steering(acting)
    record(acting, "case.steering")
    context = {"found": found, "phases": _per_phase(found), "any": any(found.values())}
    return render(request, "cases/radar/steering.html", context)


def _per_phase(found: Steering) -> list[tuple[int, Figure, Figure | None]]:
    """Each phase with its count and the middle number of days; the total last."""
    days = {figure.label: figure for figure in found["days"]}
    rows = [(int(f.label or 0), f, days.get(f.label)) for f in found["phase"]]
    return sorted(rows, key=lambda row: (row[0] == 0, row[0]))


@both
def transfer_list(request: HttpRequest) -> HttpResponse:
    """My transfers, and the form for a new one."""
    acting = current()
    rules.require(transfers.may_ask(acting))
    choose = acting.capacity == access.Capacity.LEAD
    form = TransferForm(data_of(request), people=process_managers(acting), choose=choose,
                        me="" if choose else str(acting.user_id))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        source = UUID(data["source"]) if choose else rules.user_of(acting)
        try:
            made = transfers.ask(
                acting, source=source, target=UUID(data["target"]), reason=data["reason"],
                phases=[int(phase) for phase in data["phases"]], site=site(request),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            return redirect("cases:transfer", made)
    rows = list(transfers.mine(acting)[:50])
    names = _names(rows)
    for row in rows:
        row.names = names[row.id]  # type: ignore[attr-defined]
    status = 422 if form.is_bound and form.errors else 200
    context = {"rows": rows, "form": form}
    return render(request, "cases/radar/transfers.html", context, status=status)


def _names(rows: list[Transfer]) -> dict[UUID, str]:
    known = access.name_of(key for row in rows for key in (row.source_id, row.target_id))
    nobody = _("een collega")
    return {
        row.id: _("Van %(source)s naar %(target)s")
        % {"source": known.get(row.source_id, nobody), "target": known.get(row.target_id, nobody)}
        for row in rows
    }


@both
def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """One transfer: answer it once, and see how far it is."""
    acting = current()
    rules.require(transfers.may_ask(acting))
    row = transfers.find(acting, transfer_id)
    if request.method == "POST":
        transfers.answer(acting, transfer_id, accept=request.POST.get("antwoord") == "ja")
        return redirect("cases:transfer", transfer_id)
    context = {
        "row": row,
        "names": _names([row])[row.id],
        "moved": row.done + row.kept,
        "mine": row.target_id == acting.user_id,
        "running": bool(row.accepted_at and not row.finished_at),
    }
    return render(request, "cases/radar/transfer.html", context)
