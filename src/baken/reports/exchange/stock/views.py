"""Reading in a stock: bring a file, say which column is what, look, read in, take back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.reports.exchange.stock import actions
from baken.reports.exchange.stock.forms import FileForm, RecipeForm
from baken.reports.exchange.stock.mapping import from_json
from baken.reports.exchange.stock.models import Batch, BatchState
from baken.reports.views.desk import desk_acting

STEPS = {
    "inlezen": actions.start, "terug": actions.undo, "weg": actions.throw_away,
}  # fmt: skip
SIGNS = {
    BatchState.MAPPING: "warn", BatchState.RUNNING: "run", BatchState.REFUSED: "bad",
    BatchState.DONE: "ok", BatchState.UNDOING: "run", BatchState.UNDONE: "none",
}  # fmt: skip


def _acting() -> Acting:
    acting = desk_acting()
    actions.require(acting)
    return acting


@require_http_methods(["GET", "HEAD", "POST"])
def all_batches(request: HttpRequest) -> HttpResponse:
    """What was brought, and bringing a file."""
    acting = _acting()
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = actions.bring(acting, file.name, file.read())
            return redirect("reports:batch", batch.id)
        except ValidationError as error:
            form.add_error("file", error)
    rows = [(batch, SIGNS[BatchState(batch.state)]) for batch in actions.batches()[:50]]
    context = {"form": form, "rows": rows}
    status = 422 if form.errors else 200
    return render(request, "reports/exchange/stock.html", context, status=status)


@require_safe
def one_batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """How a file stands."""
    _acting()
    return _page(request, _found(batch_id))


def _found(batch_id: UUID) -> Batch:
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise Denied
    return batch


def _page(request: HttpRequest, batch: Batch, form: RecipeForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {"batch": batch, "sign": SIGNS[BatchState(batch.state)]}
    if batch.state in (BatchState.MAPPING, BatchState.REFUSED):
        seen = actions.look(batch)
        recipe = from_json(batch.recipe)
        form = form or RecipeForm(header=seen.header, unknown=seen.unknown, recipe=recipe)
        context |= {"look": seen, "form": form}
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "reports/exchange/batch.html", context, status=status)


@require_POST
def step(request: HttpRequest, batch_id: UUID, step: str) -> HttpResponse:
    """Look again with other columns; read in; take back; throw away."""
    acting, batch = _acting(), _found(batch_id)
    if step == "kolommen":
        return _choose(request, acting, batch)
    if step not in STEPS:
        raise Denied
    STEPS[step](acting, batch)
    return redirect("reports:stock" if step == "weg" else "reports:batch", *_keys(step, batch))


def _keys(step: str, batch: Batch) -> list[UUID]:
    return [] if step == "weg" else [batch.id]


def _choose(request: HttpRequest, acting: Acting, batch: Batch) -> HttpResponse:
    recipe = from_json(batch.recipe)
    seen = actions.look(batch)
    form = RecipeForm(request.POST, header=seen.header, unknown=seen.unknown, recipe=recipe)
    if not form.is_valid():
        return _page(request, batch, form)
    actions.choose(acting, batch, form.recipe())
    return redirect("reports:batch", batch.id)
