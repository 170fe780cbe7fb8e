"""How the plan goes: traffic lights, money and the plan of a year, inside and for everyone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.core.acting import current
from baken.programme.council.queries import municipality
from baken.programme.lights import actions
from baken.programme.lights.forms import LightForm
from baken.programme.lights.queries import lights_of, newest
from baken.programme.lights.words import Lit, lit, money_open
from baken.programme.models import Kind
from baken.programme.queries.budget import checks, lines, phase_names
from baken.programme.queries.register import Register, load
from baken.programme.rules import may_write, need, sees_papers, sees_plan
from baken.programme.views.form_page import both, data_of, run

INSIDE, OUTSIDE = "ui/work.html", "ui/public.html"


@require_safe
def lights(request: HttpRequest) -> HttpResponse:
    """Every action on time, money and quality; what is off track comes first."""
    return render(request, "programme/lights.html", _lights(OUTSIDE))


@require_safe
def work_lights(request: HttpRequest) -> HttpResponse:
    """The same with what is not shown yet, and the way to judge."""
    need(sees_papers(current()))
    return render(request, "programme/lights.html", _lights(INSIDE))


def _lights(base: str) -> dict[str, Any]:
    inside = base == INSIDE
    found = lit(load(), newest(municipality(), shown=not inside))
    return {
        "base": base, "work": inside, "rows": found if inside else [f for f in found if f.light],
        "may_write": inside and may_write(current()),
    }  # fmt: skip


@both
def judge(request: HttpRequest, key: str) -> HttpResponse:
    """Judge one action."""
    need(may_write(current()))
    register, code = load(), municipality()
    item = register.one(key, Kind.ACTION)
    if item is None:
        raise Http404
    form = LightForm(data_of(request), next(iter(lights_of(code, key)), None))
    back = reverse("programme:work_lights")

    def act() -> str:
        words = dict(form.cleaned_data)
        version = words.pop("version")
        actions.judge(current(), code, register, item, words, version=version)
        return reverse("programme:light_history", args=[key])

    return run(request, form, _("Stoplicht: %s") % item.name, _("Bewaar"), back, act)


@require_safe
def light_history(request: HttpRequest, key: str) -> HttpResponse:
    """All judgements of one action."""
    need(sees_papers(current()))
    register = load()
    item = register.one(key, Kind.ACTION)
    if item is None:
        raise Http404
    still_open = money_open(register, item)
    found = [Lit(item, light, still_open) for light in lights_of(municipality(), key)]
    context = {"item": item, "rows": found, "may_write": may_write(current())}
    return render(request, "programme/light.html", context)


@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """Budget lines and conditions."""
    return render(request, "programme/money.html", _money(OUTSIDE))


@require_safe
def work_money(request: HttpRequest) -> HttpResponse:
    """The same, with the way to fill in amounts."""
    need(sees_plan(current()))
    return render(request, "programme/money.html", _money(INSIDE))


def _money(base: str) -> dict[str, Any]:
    register = load()
    inside = base == INSIDE
    return {
        "base": base, "work": inside, "lines": lines(register), "phases": phase_names(),
        "checks": checks(register), "conditions": register.of_kind(Kind.BUDGET_CONDITION),
        "may_write": inside and may_write(current()),
    }  # fmt: skip


@require_safe
def year_plan(request: HttpRequest, year: int = 0) -> HttpResponse:
    """What is done in one year, for everyone."""
    return _year_plan(request, year, OUTSIDE)


@require_safe
def work_year_plan(request: HttpRequest, year: int = 0) -> HttpResponse:
    """The same in the workplace."""
    need(sees_plan(current()))
    return _year_plan(request, year, INSIDE)


def _year_plan(request: HttpRequest, year: int, base: str) -> HttpResponse:
    register, inside = load(), base == INSIDE
    known = {int(str(item.says("jaar"))): item for item in register.of_kind(Kind.YEAR_PLAN)}
    if year and year not in known:
        raise Http404
    if not year and known:
        begun = [one for one in sorted(known) if one <= timezone.localdate().year]
        return redirect(request.path + f"{(begun or sorted(known))[-1]}/")
    item = known.get(year)
    context = {
        "base": base, "work": inside, "item": item, "years": [str(one) for one in sorted(known)],
        "year": str(year or ""),
        "rows": _chosen(register, item.says("acties") if item else [], inside=inside),
        "may_write": inside and may_write(current()),
    }  # fmt: skip
    return render(request, "programme/year_plan.html", context)


def _chosen(register: Register, keys: object, *, inside: bool) -> list[Lit]:
    """The actions of a year, each with its light, in the order of the plan."""
    wanted = keys if isinstance(keys, list) else []
    found = lit(register, newest(municipality(), shown=not inside))
    order = [one.key for one in register.of_kind(Kind.ACTION)]
    return sorted((o for o in found if o.item.key in wanted), key=lambda o: order.index(o.item.key))
