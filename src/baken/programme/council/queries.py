"""The register of the council as lists and pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from baken.programme.council.actions import WORDS
from baken.programme.council.models import CouncilRecord, Standing
from baken.programme.council.words import OVERDUE, field_words, in_words, status
from baken.programme.queries.register import Change, Status, home_plan

COLUMNS = (
    "kind", "number", "title", "several", "said_on", "meeting", "submitters", "vote", "portfolio",
    "due_on", "due_assumed", "due_why", "actions", "text_url", "progress", "decision", "decided_on",
)  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """What the address bar asks for; '' is all."""

    kind: str = ""
    standing: str = ""
    portfolio: str = ""
    action: str = ""

    def fits(self, one: CouncilRecord, today: date) -> bool:
        over = self.standing == OVERDUE and one.days_over(today) > 0
        return (
            self.kind in {"", one.kind}
            and (over or self.standing in {"", one.standing})
            and self.portfolio in {"", one.portfolio}
            and (not self.action or self.action in one.actions)
        )


@dataclass(frozen=True)
class Row:
    """One item in a list: how it stands, its sign, and whether it waits for the council."""

    one: CouncilRecord
    status: Status


@dataclass(frozen=True)
class Step:
    """One version of an item, in the history."""

    one: CouncilRecord
    status: Status
    changes: list[Change]


def municipality() -> str:
    """Whose register this is: that of the plan on the pages."""
    return home_plan().partition(":")[0] or settings.MUNICIPALITY.code


def everything(code: str = "") -> list[CouncilRecord]:
    """The newest version of every item."""
    rows = CouncilRecord.objects.filter(municipality=code or municipality())
    return list(rows.order_by("item", "-version").distinct("item"))


def listing(wanted: Filter, found: Iterable[CouncilRecord] | None = None) -> list[Row]:
    """What fits, what is over its date first, then by date; what is done comes last."""
    today = timezone.localdate()
    rows = everything() if found is None else found
    kept = [one for one in rows if wanted.fits(one, today)]
    kept.sort(key=lambda one: (one.standing == Standing.DONE, one.due_on or date.max, one.title))
    return [Row(one, status(one, today)) for one in kept]


def item_of(item: UUID) -> CouncilRecord | None:
    """How an item stands now."""
    return CouncilRecord.objects.filter(item=item).order_by("-version").first()


def history(item: UUID) -> list[Step]:
    """All versions of an item, the newest first, each with what it changed."""
    rows = list(CouncilRecord.objects.filter(item=item).order_by("version"))
    before = [None, *rows][: len(rows)]
    steps = [
        Step(one, status(one, timezone.localdate(one.made_at)), _changes(old, one))
        for old, one in zip(before, rows, strict=True)
    ]
    return steps[::-1]


def _changes(old: CouncilRecord | None, new: CouncilRecord) -> list[Change]:
    if old is None:
        return []
    names = [*WORDS, "standing", "proposal", "decision", "decided_on"]
    found = []
    for name in names:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            shown = [_shown(one, name) for one in (old, new)]
            found.append(Change(field_words(name), *shown))
    return found


def _shown(one: CouncilRecord, name: str) -> str:
    if name in {"standing", "kind"}:
        return str(getattr(one, f"get_{name}_display")())
    return in_words(getattr(one, name))
