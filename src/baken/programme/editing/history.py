"""The versions of one statement, each beside the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from baken.programme.editing.schema import name_field
from baken.programme.models import Entry
from baken.programme.queries.register import (
    Change,
    Register,
    Source,
    field_label,
    home_plan,
    in_words,
)


@dataclass(frozen=True)
class Step:
    """One version: when, from which file, why, and what it changed."""

    entry: Entry
    made_at: datetime
    file: str
    changes: list[Change]
    sources: list[Source]
    first: bool


def history(register: Register, kind: str, key: str) -> list[Step]:
    """All versions of a statement, the newest first."""
    rows = Entry.objects.filter(plan=home_plan(), kind=kind, key=key).select_related("snapshot")
    found = list(rows.defer("snapshot__raw").order_by("version"))
    steps = []
    for number, entry in enumerate(found):
        before = found[number - 1] if number else None
        changes = _changes(before, entry) if before else []
        cited = register.cited(entry.sources)
        name = entry.snapshot.name
        steps.append(Step(entry, entry.made_at, name, changes, cited, before is None))
    return steps[::-1]


def _changes(before: Entry, after: Entry) -> list[Change]:
    found = [Change(_("Naam"), before.name, after.name)]
    for name in sorted({*before.details, *after.details} - {name_field(after.kind)}):
        old, new = (_said(entry, name) for entry in (before, after))
        found.append(Change(field_label(name), old, new))
    found.append(Change(_("Bron"), ", ".join(before.sources), ", ".join(after.sources)))
    found.append(Change(_("Staat onder"), before.parent, after.parent))
    return [change for change in found if change.before != change.after]


def _said(entry: Entry, name: str) -> str:
    return in_words(name, entry.details[name]) if name in entry.details else ""
