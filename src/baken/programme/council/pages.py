"""Reading the register: the list, one item with its history, and the list as open data."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baken.core.acting import current
from baken.core.text import cell
from baken.programme.council.forms import FilterForm
from baken.programme.council.models import CouncilRecord, Standing
from baken.programme.council.queries import COLUMNS, Filter, everything, history, listing
from baken.programme.council.words import field_words, status
from baken.programme.queries.papers import published
from baken.programme.queries.register import Register, load
from baken.programme.rules import is_clerk, may_register, may_write, need, sees_plan

BOM = "\ufeff"


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """What the council asked and was promised, for everyone."""
    return render(request, "programme/council/list.html", _list(request, "ui/public.html"))


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The same in the workplace, with the way to enter one."""
    need(sees_plan(current()))
    context = _list(request, "ui/work.html") | {"may_register": may_register(current())}
    return render(request, "programme/council/list.html", context)


def _list(request: HttpRequest, base: str) -> dict[str, Any]:
    found = everything()
    form = FilterForm(request.GET, [one.portfolio for one in found])
    wanted = _wanted(form)
    rows = listing(wanted, found)
    over = sum(one.days_over() > 0 for one in found)
    return {"form": form, "rows": rows, "all": len(found), "over": over, "base": base,
            "work": base == "ui/work.html", "query": request.GET.urlencode()}  # fmt: skip


def _wanted(form: FilterForm) -> Filter:
    """What can be read of the address bar; a choice that does not exist asks for everything."""
    form.is_valid()
    asked = form.cleaned_data
    names = ("soort", "stand", "portefeuille")
    return Filter(*(str(asked.get(name) or "") for name in names))


@require_safe
def list_csv(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, for a Dutch spreadsheet; no cell of it runs as a formula."""
    found = everything()
    rows = listing(_wanted(FilterForm(request.GET, [one.portfolio for one in found])), found)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heads = [field_words(name) for name in COLUMNS]
    writer.writerow([*heads, field_words("standing"), "dagen over de datum"])
    for row in rows:
        values = [*_cells(row.one), row.one.get_standing_display(), row.one.days_over() or ""]
        writer.writerow([cell(value) for value in values])
    answer = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="moties-en-toezeggingen.csv"'
    return answer


def _cells(one: CouncilRecord) -> list[object]:
    """The values of one row; days as a spreadsheet sorts them."""
    found: list[object] = []
    for name in COLUMNS:
        value = getattr(one, name)
        value = one.get_kind_display() if name == "kind" else value
        value = "; ".join(value) if isinstance(value, list) else value
        found.append(value if not isinstance(value, bool) else "ja" if value else "nee")
    return found


@require_safe
def public_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """One item, with everything that became of it."""
    return render(request, "programme/council/item.html", _item(item, "ui/public.html"))


@require_safe
def work_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """The same, with the steps that this acting may take."""
    need(sees_plan(current()))
    context = _item(item, "ui/work.html")
    one = context["one"]
    closed, proposed = one.standing == Standing.DONE, one.standing == Standing.PROPOSED
    clerk = is_clerk(current())
    context |= {
        "may_change": may_register(current()) and not closed and not proposed,
        "may_propose": may_write(current()) and not closed and not proposed,
        "may_close": clerk and proposed,
        "may_reopen": clerk and (closed or proposed),
    }
    return render(request, "programme/council/item.html", context)


def _item(item: UUID, base: str) -> dict[str, Any]:
    steps = history(item)
    if not steps:
        raise Http404
    one, register = steps[0].one, load()
    return {
        "one": one, "status": status(one), "steps": steps, "base": base,
        "work": base == "ui/work.html", "sources": register.cited(one.sources),
        "actions": _actions(register, one), "paragraphs": paragraphs(one),
    }  # fmt: skip


def _actions(register: Register, one: CouncilRecord) -> list[Any]:
    found = (register.one(key, "action") for key in one.actions)
    return [item for item in found if item]


def paragraphs(one: CouncilRecord) -> list[tuple[str, str, str]]:
    """Paper, paragraph, and the paper's public slug if everyone may read it."""
    shown = {found.slug: found.edition.title for found in published()}
    pairs = [key.partition("#")[::2] for key in one.paragraphs]
    return [(shown.get(slug, slug), part, slug if slug in shown else "") for slug, part in pairs]
