"""Pages of one statement: read it with its history, change, add, end and restore it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baken.audit.api import record
from baken.core.acting import current
from baken.core.errors import Denied
from baken.programme.actions.imports import Summary, store_plan
from baken.programme.council.queries import Filter, listing
from baken.programme.editing import actions
from baken.programme.editing.forms import EndForm, PlanFileForm, StatementForm
from baken.programme.editing.history import history
from baken.programme.editing.schema import FILE_ONLY, UNDER
from baken.programme.models import Entry, Kind
from baken.programme.planwriter import write_plan
from baken.programme.queries.register import Item, Register, home_plan, load
from baken.programme.rules import may_write, need, sees_plan
from baken.programme.views.form_page import both, data_of, run

MOST_BYTES = 2_000_000


@require_safe
def statement(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One statement: what it says, what stands under it, and how it came to say so."""
    need(sees_plan(current()))
    register = load()
    steps = history(register, kind, key)
    if not steps:
        raise Http404
    item = register.one(key, kind)
    context = {
        "item": item,
        "steps": steps,
        "newest": steps[0].entry,
        "kind": Kind(kind),
        "children": item.children if item else [],
        "linked": _linked(register, item),
        "asked": listing(Filter(action=key)) if kind == Kind.ACTION else [],
        "light": kind == Kind.ACTION,
        "below": [Kind(one) for one in UNDER.get(kind, ())] if item else [],
        "may_write": may_write(current()) and kind not in FILE_ONLY,
    }
    return render(request, "programme/editing/statement.html", context)


def _linked(register: Register, item: Item | None) -> list[Item]:
    """The figures and actions that a statement names."""
    details = item.entry.details if item else {}
    named = [*(details.get("indicatoren") or []), *(details.get("acties") or [])]
    found = (register.one(str(key), Kind.INDICATOR, Kind.ACTION) for key in named)
    return [one for one in found if one]


@both
def change(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Change a statement; a stale edit shows both texts."""
    need(may_write(current()))
    register = load()
    item = _found(register, kind, key)
    form = StatementForm(data_of(request), kind=kind, register=register, item=item)
    there = _page(kind, key)

    def act() -> str:
        version = form.cleaned_data["version"]
        actions.change(current(), kind, key, form.said, version=version)
        return there

    title = _("Wijzig: %s") % item.name
    return run(request, form, title, _("Bewaar"), there, act)


@both
def add(request: HttpRequest, kind: str, parent: str = "") -> HttpResponse:
    """Add a statement under another, or under the plan itself."""
    need(may_write(current()))
    register = load()
    above = next(iter(register.of_key(parent)), None) if parent else register.plan
    if above is None or kind not in UNDER.get(above.entry.kind, ()):
        raise Http404
    form = StatementForm(data_of(request), kind=kind, register=register)

    def act() -> str:
        return _page(kind, actions.add(current(), kind, parent, form.said))

    title = _("Nieuw in het plan: %s") % Kind(kind).label
    back = _page(above.entry.kind, above.key)
    return run(request, form, title, _("Voeg toe"), back, act)


@both
def end(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Take a statement out of the plan."""
    need(may_write(current()))
    item = _found(load(), kind, key)
    form = EndForm(data_of(request), initial={"version": item.version})

    def act() -> str:
        actions.end(current(), kind, key, **form.cleaned_data)
        return _page(kind, key)

    title = _("Schrap: %s") % item.name
    return run(request, form, title, _("Schrap"), _page(kind, key), act)


@require_POST
def restore(request: HttpRequest, kind: str, key: str, number: int) -> HttpResponse:
    """Say again what an older version said."""
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise Http404
    actions.restore(current(), kind, key, number, version=int(version))
    messages.success(request, _("Versie %(number)s staat er weer.") % {"number": number})
    return redirect(_page(kind, key))


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The whole plan as a file."""
    need(sees_plan(current()))
    rows = Entry.objects.select_related("snapshot")
    plan = rows.filter(plan=home_plan(), kind=Kind.PLAN, current=True).first()
    if plan is None:
        raise Http404
    raw = write_plan(actions.contents_now(plan))
    record(current(), "programme.export_plan", "snapshot", plan.snapshot_id)
    answer = HttpResponse(raw, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{plan.key.lower()}.yaml"'
    return answer


@both
def upload(request: HttpRequest) -> HttpResponse:
    """Read a plan's file in, or first see what it would change."""
    need(may_write(current()))
    form = PlanFileForm(data_of(request), request.FILES or None)
    seen: Summary | None = None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            raw = sent.read(MOST_BYTES + 1)
            if form.cleaned_data["look"] == "read":
                messages.success(request, str(store_plan(current(), sent.name[:200], raw)))
                return redirect("programme:work_plan")
            seen = _looked(sent.name[:200], raw)
        except ValidationError as error:
            form.add_error("file", error)
    context = {"form": form, "seen": seen}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "programme/editing/upload.html", context, status=status)


def _looked(name: str, raw: bytes) -> Summary:
    """What reading this file would do, undone."""
    with transaction.atomic():
        summary = store_plan(current(), name, raw)
        transaction.set_rollback(True)
    return summary


def _found(register: Register, kind: str, key: str) -> Item:
    item = register.one(key, kind)
    if item is None or kind in FILE_ONLY:
        raise Denied
    return item


def _page(kind: str, key: str) -> str:
    return reverse("programme:statement", args=[kind, key])
