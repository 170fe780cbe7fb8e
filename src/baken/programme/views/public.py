"""The public pages: figures, areas, the plan and what came of it."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.core.text import cell
from baken.geo import api as geo
from baken.programme.catalog import section
from baken.programme.models import Kind, Observation
from baken.programme.queries.areas import area_page, city_figure, mapped
from baken.programme.queries.councillors import for_councillors
from baken.programme.queries.definitions import definitions
from baken.programme.queries.indicators import indicator_page
from baken.programme.queries.overview import cards, overview
from baken.programme.queries.promises import grouped, in_short
from baken.programme.queries.promises import promises as all_promises
from baken.programme.queries.register import load
from baken.programme.queries.series import figures_of


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All figures by theme, each with its last value."""
    return render(request, "programme/figures.html", {"overview": overview()})


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: the finding, the chart, why there are two, the target, the table, the source."""
    page = indicator_page(key)
    if page is None:
        raise Http404
    areas = city_figure(page.areas_key) if page.areas_key else None
    return render(request, "programme/indicator.html", {"page": page, "areas": areas})


@require_safe
def indicator_csv(request: HttpRequest, key: str) -> HttpResponse:
    """All current values of an indicator with their sources, as open data."""
    rows = Observation.objects.filter(indicator=key, current=True).select_related("snapshot")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ["indicator", "maat", "periode", "gebied", "waarde", "grens", "reden", "bronnen",
         "bestand", "sha256", "ingelezen", "status", "ondergrens", "bovengrens", "telling"]
    )  # fmt: skip
    count = 0
    for row in rows.defer("snapshot__raw", "snapshot__recipe"):
        count += 1
        writer.writerow([cell(value) for value in _cells(row)])
    if not count and definitions(load()).get(key) is None:
        raise Http404
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return answer


def _cells(row: Observation) -> list[object]:
    amount = "" if row.amount is None else row.value.amount
    return [
        row.indicator,
        row.measure,
        row.period,
        row.area,
        amount,
        row.bound,
        row.missing,
        " ".join(row.sources),
        row.snapshot.name,
        row.snapshot.sha256,
        row.snapshot.retrieved_at.date().isoformat(),
        row.status,
        "" if row.low is None else row.value.low,
        "" if row.high is None else row.value.high,
        row.definition,
    ]


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The city per wijk: map and table; the way to each wijk. `?wijk=` goes there at once."""
    wanted = request.GET.get("wijk", "")
    if any(area.code == wanted for area in geo.wijken()):
        return redirect("programme:area", wanted)
    choices = mapped()
    key = request.GET.get("cijfer", "")
    key = key if key in choices else section("map")
    level = "buurt" if request.GET.get("per") == "buurt" else "wijk"
    context = {"map": city_figure(key, level), "wijken": geo.wijken(), "key": key,
               "level": level, "choices": choices.items()}  # fmt: skip
    return render(request, "programme/areas.html", context)


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One wijk in figures."""
    page = area_page(code)
    if page is None:
        raise Http404
    return render(request, "programme/area.html", {"page": page})


@require_safe
def area_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of one wijk beside city and country, as its page shows them."""
    page = area_page(code)
    if page is None:
        raise Http404
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["indicator", "cijfer", "wijk", *page.years, "stad", "bronnen"])
    sources = "; ".join(source.title for source in page.sources)
    for one in page.smalls:
        row = [one.key, one.title, page.area.name, *one.cells, one.city, sources]
        writer.writerow([cell(value) for value in row])
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    return answer


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The plan: its aim, themes, goals and actions, each with what is known."""
    register = load()
    context = {
        "plan": register.plan,
        "themes": register.of_kind(Kind.THEME, Kind.OVERARCHING),
        "decisions": register.of_kind(Kind.DECISION),
        "unknown_money": any(item.open for item in register.of_kind(Kind.BUDGET_LINE)),
        "partners": register.of_kind(Kind.PARTNER),
        "earlier": register.of_kind(Kind.EARLIER_PLAN),
    }
    return render(request, "programme/plan.html", context)


@require_safe
def theme(request: HttpRequest, key: str) -> HttpResponse:
    """A theme with its goals, actions, facts and figures."""
    register = load()
    item = register.one(key, Kind.THEME, Kind.OVERARCHING)
    if item is None:
        raise Http404
    context = {
        "item": item,
        "cards": _cards_of([k for goal in item.goals for k in goal.indicators]),
    }
    return render(request, "programme/theme.html", context)


@require_safe
def goal(request: HttpRequest, key: str) -> HttpResponse:
    """A goal with its actions and figures."""
    register = load()
    item = register.one(key, Kind.GOAL)
    if item is None:
        raise Http404
    parent = register.one(item.entry.parent, Kind.THEME)
    context = {"item": item, "theme": parent, "cards": _cards_of(item.indicators)}
    return render(request, "programme/goal.html", context)


def _cards_of(keys: list[str]) -> list[object]:
    known = definitions(load())
    found = figures_of(dict.fromkeys(keys), known)
    return [*cards(found.values())]


@require_safe
def councillors(request: HttpRequest) -> HttpResponse:
    """For councillors, and so for everyone: what is off track, what is due, what was asked."""
    return render(request, "programme/councillors.html", {"page": for_councillors()})


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """What was promised, and what came of it."""
    found = all_promises()
    context = {
        "groups": grouped(found), "count": len(found), "lead": in_short(found),
        "title": _("Wat is beloofd, en wat kwam ervan?"),
    }  # fmt: skip
    return render(request, "programme/promises.html", context)
