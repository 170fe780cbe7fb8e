"""What plays in public space, for everyone: counts by buurt, and the newest reports, coarse."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.core.text import cell
from baken.geo import api as geo
from baken.reports.categories import Subject, tree
from baken.reports.exchange.facts import Asked, Fact, facts
from baken.reports.exchange.kinds import public_kinds
from baken.reports.nearby.queries import DAYS, with_streets

MOST, SHOWN = 5000, 100


@require_safe
def public_map(request: HttpRequest) -> HttpResponse:
    """The last eight weeks, from the day after the day on which a report came in."""
    main = tree().get(request.GET.get("soort", "")[:40])
    rows = _rows(main)
    if request.GET.get("als") == "csv":
        return _csv(rows)
    counts = Counter(one.buurt_code for one in rows if one.buurt_code)
    by_buurt = [(area, counts[area.code]) for area in geo.buurten()]
    context = {
        "figure": _figure(by_buurt, main), "by_buurt": by_buurt, "count": len(rows),
        "elsewhere": len(rows) - sum(counts.values()), "near": with_streets(rows[:SHOWN]),
        "main": main, "mains": _mains(), "since": localdate() - timedelta(days=DAYS),
    }  # fmt: skip
    return render(request, "reports/public_map.html", context)


def _mains() -> list[Subject]:
    """The main kinds under which something is about public space."""
    return list(
        {tree().main_of(kind).code: tree().main_of(kind) for kind in public_kinds()}.values()
    )


def _rows(main: Subject | None) -> list[Fact]:
    kinds = tree().all_of(main.code) if main else None
    return facts(Asked(kinds=kinds, since=localdate() - timedelta(days=DAYS), most=MOST))


def _figure(by_buurt: Sequence[tuple[geo.Area, int]], main: Subject | None) -> geo.Figure:
    about = main.title if main else _("alle soorten")
    return geo.figure(
        {area.code: count for area, count in by_buurt},
        title=_("Meldingen over de openbare ruimte, per buurt"),
        lead=_("%s, de laatste acht weken.") % about,
        level=geo.BUURT, table_href="#per-buurt",
    )  # fmt: skip


def _csv(rows: Sequence[Fact]) -> HttpResponse:
    """The same as a file: kind, days, state, buurt, and the middle of a square of 100 metres."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["nummer", "soort", "gemeld", "klaar", "sinds", "buurt", "lat", "lon"])
    for one in rows:
        row = [one.number, one.subject.title, one.requested, "ja" if one.closed else "nee",
               one.changed, one.where, one.lat, one.lon]  # fmt: skip
        writer.writerow([cell(value) for value in row])
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="openbare-ruimte.csv"'
    return answer
