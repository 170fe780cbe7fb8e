"""Pages of practice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from baken.cases import rules
from baken.cases.practice import actions, queries
from baken.core.acting import current
from baken.core.errors import Denied


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The exercises, and where one is."""
    acting = current()
    rules.require(rules.works_on_cases(acting))
    return render(request, "cases/practice/overview.html", {"rows": queries.overview(acting)})


@require_safe
def exercise(request: HttpRequest, key: str) -> HttpResponse:
    """The story, the step of now, and what was done."""
    acting = current()
    rules.require(rules.works_on_cases(acting))
    found = queries.doing(acting, key)
    if found is None:
        raise Denied
    return render(request, "cases/practice/exercise.html", {"doing": found, "key": key})


@require_POST
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Begin, or begin anew."""
    actions.begin(current(), key)
    return redirect("cases:practice_exercise", key)


@require_POST
def let_do(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A practice colleague does this step, or time passes."""
    actions.let_do(current(), key, number - 1)
    return redirect("cases:practice_exercise", key)


@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Stop with it."""
    actions.end(current(), key)
    return redirect("cases:practice")
