"""The rules in words, and the numbers for the screen on the wall."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.geo import api as geo
from baken.reports.categories import tree
from baken.reports.codes import OPEN, Source, State
from baken.reports.models import Report
from baken.reports.routing.rules import OFFICE, Line


@dataclass(frozen=True)
class Shown:
    """A rule as a sentence: when, and where to. `lost` says that its team is gone."""

    name: str
    when: str
    team: str
    urgent: bool
    lost: bool


def shown_lines(lines: Sequence[Line], names: Mapping[str, str]) -> list[Shown]:
    """Rules in words; `names` are those of the teams by id."""
    return [
        Shown(line.name, _when(line), names.get(line.team, ""), line.urgent, line.team not in names)
        for line in lines
    ]


def _when(line: Line) -> str:
    subjects = [kind.title if (kind := tree().get(code)) else code for code in line.subjects]
    parts = [
        ", ".join(subjects),
        ", ".join(geo.name_of(code) for code in line.areas),
        ", ".join(f"‘{word}’" for word in line.words),
        ", ".join(str(Source(code).label) for code in line.sources),
        _moment(line.moment),
    ]
    return " · ".join(filter(None, parts)) or _("altijd")


def _moment(moment: str) -> str:
    if not moment:
        return ""
    return _("op werkdagen van 8 tot 17 uur") if moment == OFFICE else _("buiten kantooruren")


_NUMBERS = ("unread", "open", "late", "today", "oldest")


@dataclass(frozen=True)
class ScreenLine:
    """One team on the screen: how many wait to be read, are open, are late, and the oldest."""

    team: str
    unread: int
    open: int
    late: int
    today: int
    oldest: datetime | None


def screen_lines() -> list[ScreenLine]:
    """Numbers per team of the reports that this desk sees, the busiest first. One query."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=23, minute=59, second=59)
    ours = ~Q(state=State.WAITING)
    rows = (
        Report.objects.filter(state__in=OPEN, due_at__isnull=False)
        .values("team__name")
        .annotate(
            unread=Count("id", filter=Q(state=State.RECEIVED)),
            open=Count("id"),
            late=Count("id", filter=ours & Q(due_at__lt=now)),
            today=Count("id", filter=ours & Q(due_at__range=(now, midnight))),
            oldest=Min("received_at"),
        )
        .order_by("-late", "-open")
    )
    found: Iterable[Any] = rows
    return [
        ScreenLine(row["team__name"] or _("Nog geen team"), *(row[name] for name in _NUMBERS))
        for row in found
    ]  # fmt: skip
