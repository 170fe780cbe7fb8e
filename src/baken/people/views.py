"""Showing a name: a question first, and never kept by the browser."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from baken.core.acting import current
from baken.core.errors import Denied
from baken.people import actions
from baken.people.forms import RevealForm
from baken.people.models import Person


@require_http_methods(["GET", "POST"])
def reveal(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """GET asks why; POST shows the name and leaves its trace."""
    if not Person.objects.filter(id=person_id).exists():
        raise Denied
    form = RevealForm(request.POST or None)
    context: dict[str, object] = {"form": form, "person_id": person_id}
    if request.method == "POST" and form.is_valid():
        context["revealed"] = actions.reveal(current(), person_id, form.cleaned_data["ground"])
    part = "people/revealed.html" if getattr(request, "htmx", False) else "people/reveal.html"
    return render(request, part, context, status=422 if form.errors else 200)
