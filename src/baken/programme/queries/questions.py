"""Open questions: everything the plan should say and no source says. Derived, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from baken.programme.models import Kind, Observation
from baken.programme.queries.register import Item, Source, field_label, load


@dataclass(frozen=True)
class Question:
    """What is not known of which statement, and where one would look."""

    kind: str
    key: str
    name: str
    asks: str
    url: str
    sources: list[Source]


def open_questions() -> list[Question]:
    """One per null in the plan, and one per indicator without a single figure."""
    register = load()
    known = set(
        Observation.objects.filter(current=True, amount__isnull=False)
        .values_list("indicator", flat=True)
        .distinct()
    )
    found: list[Question] = []
    for kind in Kind:
        if kind is not Kind.SOURCE:
            for item in register.of_kind(kind):
                found += _of(item, known)
    return found


def _of(item: Item, known: set[str]) -> Iterator[Question]:
    kind = str(Kind(item.entry.kind).label)
    url = reverse("programme:statement", args=[item.entry.kind, item.key])
    if item.entry.kind == Kind.INDICATOR and item.key not in known:
        yield Question(kind, item.key, item.name, field_label("waarde"), url, item.sources)
    for name, value in item.entry.details.items():
        for path in _nulls(name, value):
            yield Question(kind, item.key, item.name, path, url, item.sources)
    if not item.sources and item.entry.kind in {Kind.INDICATOR, Kind.BUDGET_LINE}:
        yield Question(kind, item.key, item.name, field_label("bron"), url, [])


def _nulls(name: str, value: object) -> Iterator[str]:
    if value is None:
        yield field_label(name)
    elif isinstance(value, dict):
        for key, inner in value.items():
            for path in _nulls(str(key), inner):
                yield f"{field_label(name)}: {path}"
