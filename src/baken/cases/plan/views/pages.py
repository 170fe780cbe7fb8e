"""Reading a plan, and comparing two versions."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baken.audit.api import record
from baken.cases.parts import part_page
from baken.cases.plan.chart import drawn
from baken.cases.plan.diff import changes
from baken.cases.plan.models import Plan
from baken.cases.plan.page import evaluations, plan_page
from baken.core.acting import current
from baken.core.errors import Denied


@require_safe
def plan(request: HttpRequest, case_id: UUID, number: int = 0) -> HttpResponse:
    """One version of the plan; the newest without a number."""
    acting = current()
    context = part_page(acting, case_id, "plan")
    found = plan_page(acting, context["case"], number)
    if number and (found.plan is None or found.plan.number != number):
        raise Denied
    if found.plan:
        record(acting, "case.read_plan", "plan", found.plan.id)
    rows = evaluations(context["case"])
    context |= {"p": found, "chart": drawn(rows), "evaluations": rows[::-1]}
    return render(request, "cases/plan/plan.html", context)


@require_safe
def compare(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """A version beside the one before it."""
    acting = current()
    context = part_page(acting, case_id, "plan")
    plans = {p.number: p for p in Plan.objects.filter(case_id=case_id)}
    if number not in plans or number - 1 not in plans:
        raise Denied
    now, before = plans[number], plans[number - 1]
    record(acting, "case.read_plan", "plan", now.id)
    context |= {"plan": now, "former": before, "changes": changes(before, now)}
    return render(request, "cases/plan/compare.html", context)
