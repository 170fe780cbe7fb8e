"""The ribbon on every page of a practice case."""

from functools import cache, partial
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest
from django.urls import reverse

from baken.cases.practice.models import Practice


def ribbon(request: HttpRequest) -> dict[str, Any]:
    """For templates: `practice_url`, the exercise whose case this page is about; '' for none.

    Asked only when a page wants it: one that knows that its case is real does not. No question
    can be asked after a refusal.
    """
    match, acting = request.resolver_match, getattr(request, "acting", None)
    file = match.kwargs.get("case_id") or match.kwargs.get("file_id") if match else None
    working = acting is not None and acting.purpose == "cases"
    if not working or not isinstance(file, UUID) or connection.needs_rollback:
        return {"practice_url": ""}
    return {"practice_url": cache(partial(_exercise, file))}


def _exercise(file: UUID) -> str:
    key = Practice.objects.filter(case_id=file).values_list("exercise", flat=True).first()
    return reverse("cases:practice_exercise", args=[key]) if key else ""
