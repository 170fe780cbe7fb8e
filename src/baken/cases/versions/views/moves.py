"""Asking, deciding and following that running cases go to another version."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.access import api as access
from baken.cases.codes import ClockKind
from baken.cases.rules import require
from baken.cases.versions import moving, rules
from baken.cases.versions.forms import YES, DecideForm, MoveForm
from baken.cases.versions.models import ModelMove, ModelMoveItem
from baken.cases.versions.plan import moment
from baken.cases.versions.trial import in_words
from baken.cases.versions.views.common import find_version
from baken.cases.views.form_page import Step, both, data_of, run
from baken.core.acting import Acting, current


@both
def ask(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """A process manager chooses own cases; the operational manager asks for all that run."""
    acting = current()
    require(rules.asks(acting))
    row = find_version(model_id)
    own = None if acting.capacity == "lead" else moving.choices(acting, row)
    back = reverse("cases:model", args=[row.id])
    if own == []:
        return render(request, "cases/versions/none_to_move.html", {"row": row})
    form = MoveForm(data_of(request), own=own)

    def act(data: dict[str, Any]) -> str:
        made = moving.ask(acting, row.id, reason=data["reason"], cases=data.get("cases"))
        return reverse("cases:model_move", args=[made])

    every = _("Alle lopende casussen die op een andere versie staan.")
    told = _("Een ander besluit hierover. Een casus waarin iets zou vastlopen, blijft waar hij is.")
    step = Step(
        _("Laat casussen verhuizen naar %s") % row.label, _("Vraag het"),
        _("Gevraagd. Een ander besluit erover."), act,
        intro=told if own else f"{every} {told}", back=back, origin=row.label,
    )  # fmt: skip
    return run(request, None, form, step)


@require_safe
def move(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """One move: how far it is, and what became of the reader's own cases."""
    acting = current()
    row = moving.find(acting, move_id)
    names = access.name_of([row.asked_by_id, row.decided_by_id])
    nobody = _("een collega")
    context = {
        "row": row, "title": title_of(row), "asker": names.get(row.asked_by_id, nobody),
        "decider": names.get(row.decided_by_id, nobody) if row.decided_by_id else "",
        "gone": row.done + row.kept, "lines": [_line(item) for item in moving.items(row)],
        "decides": rules.adopts(acting) and row.asked_by_id != acting.user_id,
        "undoes": rules.asks(acting) and bool(row.finished_at and row.done),
    }  # fmt: skip
    return render(request, "cases/versions/move.html", context)


def title_of(row: ModelMove) -> str:
    """'Casussen naar Versie 2', or back."""
    if row.target:
        return _("Casussen naar %s") % row.target.label
    return _("Casussen terug naar hun vorige versie")


def _line(item: ModelMoveItem) -> dict[str, Any]:
    gaps = [in_words(gap["code"], gap["name"], gap["number"]) for gap in item.gaps]
    clocks = [(str(ClockKind(one["kind"]).label), moment(one["before"]), moment(one["after"]))
              for one in item.clocks]  # fmt: skip
    stayed = [_("de casus stond intussen anders")] if item.outcome == "kept" else []
    return {"item": item, "gaps": gaps or stayed, "clocks": clocks}


@both
def decide(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """Yes or no, by another with the mandate and a fresh second step."""
    acting = current()
    row = moving.find(acting, move_id)
    require(rules.adopts(acting))
    back = reverse("cases:model_move", args=[row.id])
    if request.method != "POST" and (row.decided_at or row.asked_by_id == acting.user_id):
        return redirect(back)
    sure = access.confirmation(request)
    if (again := access.asks_again(request, sure)) is not None:
        return again

    def act(data: dict[str, Any]) -> None:
        access.require_fresh(sure)
        moving.decide(acting, move_id, granted=data["granted"] == YES, grounds=data["grounds"])

    step = Step(
        _("Besluit: %s") % title_of(row), _("Besluit"), _("Uw besluit is vastgelegd."), act,
        intro=access.in_demo(_asked(acting, row), sure), extra=row.reason, back=back,
        origin=title_of(row),
    )  # fmt: skip
    return run(request, None, DecideForm(data_of(request)), step)


def _asked(acting: Acting, row: ModelMove) -> str:
    names = access.name_of([row.asked_by_id])
    told = {"who": names.get(row.asked_by_id, _("Een collega")), "n": row.total}
    return _("%(who)s vraagt dit, voor %(n)d casussen. Elke casus krijgt er een regel over; het kan"
             " weer terug.") % told  # fmt: skip


@both
def undo(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """Ask that a move is undone."""
    acting = current()
    require(rules.asks(acting))
    row = moving.find(acting, move_id)

    def act(data: dict[str, Any]) -> str:
        made = moving.undo(acting, move_id, reason=data["reason"])
        return reverse("cases:model_move", args=[made])

    step = Step(
        _("Terug naar de vorige versie"), _("Vraag het"), _("Gevraagd. Een ander besluit erover."),
        act, intro=_("De casussen krijgen hun vorige versie en hun vorige datums terug. Wat"
                     " sindsdien veranderde, blijft."),
        back=reverse("cases:model_move", args=[row.id]), origin=title_of(row),
    )  # fmt: skip
    return run(request, None, MoveForm(data_of(request), own=None), step)
