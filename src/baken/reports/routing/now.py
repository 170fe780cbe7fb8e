"""The routing in force: read for each report, so that an adopted rule holds at once."""

import json
import time
from uuid import UUID

from django.db import connection

from baken.reports.categories import tree
from baken.reports.models import Report
from baken.reports.routing.rules import Facts, Line, Routed, Routing, TeamNow

FRESH_SECONDS = 60.0


class _Shelf:
    """The teams that this process read last, and when."""

    teams: tuple[TeamNow, ...] = ()
    read_at = -FRESH_SECONDS


def teams_to_choose() -> tuple[TeamNow, ...]:
    """The teams as they were at most a minute ago. For choosing only."""
    if time.monotonic() - _Shelf.read_at >= FRESH_SECONDS:
        _Shelf.teams, _Shelf.read_at = tuple(read().teams.values()), time.monotonic()
    return _Shelf.teams


def read() -> Routing:
    """Read them now. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select reports_routing_now()")
        found = cursor.fetchone()[0]
    data = json.loads(found) if isinstance(found, str) else found
    teams = [TeamNow(UUID(t["id"]), t["name"], t["catches"], t["members"]) for t in data["teams"]]
    lines = tuple(map(Line.read, data["lines"]))
    return Routing(data["number"] or 0, lines, {team.id: team for team in teams})


def facts_of(report: Report, text: str) -> Facts:
    """What the rules may look at of this report."""
    subject = tree().by_id[report.category_id]
    return Facts(
        codes=(subject.code, tree().main_of(subject).code),
        areas=(report.wijk_code, report.buurt_code),
        text=text, at=report.received_at, source=report.source,
    )  # fmt: skip


def route(report: Report, text: str) -> Routed:
    """Where this report goes by the rules in force. One query."""
    return read().route(facts_of(report, text), kind_team(report))


def kind_team(report: Report) -> str:
    """The name of the team that handles reports of this kind, in Dutch."""
    return tree().by_id[report.category_id].teams[0]
