"""The trail as the privacy officer reads it: who did or saw what, and what stands out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.access.api import Capacity, name_of
from baken.audit.api import entries, in_words, record, subject_marks, term_marks
from baken.core.acting import current
from baken.core.errors import Denied
from baken.core.paging import Page, page

PERIODS = {"1": 1, "7": 7, "30": 30, "365": 365}


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    at: datetime
    who: str
    capacity: str
    did: str
    object_kind: str
    object_id: UUID | None
    outcome: str
    ground: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The trail, filtered by what stands in the address bar. Reading it leaves a trace too."""
    acting = current()
    if acting.purpose != "privacy":
        raise Denied(known=True)
    found, problem = _filtered(request.GET.dict())
    rows = page(found, request.GET.dict(), keys=("-id",), size=50)
    record(acting, "portal.read_trail", count=len(rows.rows))
    context = {
        "lines": _lines(rows),
        "page": rows,
        "problem": problem,
        "values": request.GET,
        "outcomes": _outcomes(),
        "striking": striking(),
        "periods": [("1", _("vandaag")), ("7", _("7 dagen")), ("30", _("30 dagen")),
                    ("365", _("een jaar"))],
    }  # fmt: skip
    status = 422 if problem else 200
    return render(request, "portal/trail.html", context, status=status)


def _filtered(values: dict[str, str]) -> tuple[QuerySet[Any], str]:
    days = PERIODS.get(values.get("periode", ""), 30)
    found = entries().filter(at__gte=timezone.now() - timedelta(days=days))
    if values.get("uitkomst") in dict(_outcomes()):
        found = found.filter(outcome=values["uitkomst"])
    if values.get("zoekterm"):
        found = found.filter(term__in=term_marks(" ".join(values["zoekterm"].split()).lower()))
    try:
        if values.get("dossier"):
            found = found.filter(object_id=_uuid(values["dossier"]))
        if values.get("persoon"):
            found = found.filter(subject__in=subject_marks(_uuid(values["persoon"])))
    except ValidationError as error:
        return found.none(), str(error.messages[0])
    return found, ""


def _uuid(text: str) -> UUID:
    try:
        return UUID(text.strip().rstrip("/").rsplit("/", 1)[-1])
    except ValueError:
        raise ValidationError(
            _("Dit is geen kenmerk. Plak het adres van het dossier, of het kenmerk zelf.")
        ) from None


def _outcomes() -> list[tuple[str, str]]:
    return [("done", _("gelukt")), ("denied", _("geweigerd")), ("not_found", _("niets gevonden")),
            ("conflict", _("kon niet"))]  # fmt: skip


def _lines(rows: Page[Any]) -> list[Line]:
    names = name_of(entry.user_id for entry in rows.rows)
    words = dict(_outcomes())
    capacities = dict(Capacity.choices)
    return [
        Line(
            entry.at,
            names.get(entry.user_id) or _kind(entry.acting_kind),
            str(capacities.get(entry.capacity, "")),
            in_words(entry.verb),
            entry.object_kind,
            entry.object_id,
            words.get(entry.outcome, entry.outcome),
            entry.ground,
        )
        for entry in rows.rows
    ]


def _kind(kind: str) -> str:
    return {"public": _("bezoeker"), "resident": _("melder met code"),
            "job": _("achtergrondtaak"),
            "key": _("andere software")}.get(kind, _("onbekend"))  # fmt: skip


@dataclass(frozen=True)
class Striking:
    """Something to look at: somebody, what, and how often in the last 7 days."""

    who: str
    what: str
    times: int


def striking() -> list[Striking]:
    """People with many refusals or many revealed names in seven days: a question, not a verdict."""
    week = entries().filter(at__gte=timezone.now() - timedelta(days=7), user_id__isnull=False)
    refused = week.exclude(outcome="done")
    revealed = week.filter(verb="person.reveal")
    found = [(_("keer geweigerd of niets gevonden"), refused, 10),
             (_("namen getoond"), revealed, 20)]  # fmt: skip
    result: list[Striking] = []
    for what, query, bound in found:
        counts = query.values_list("user_id").annotate(n=Count("id")).filter(n__gte=bound)
        rows = list(counts.order_by("-n")[:5])
        names = name_of(row[0] for row in rows)
        result += [Striking(names.get(user, "–"), what, n) for user, n in rows]
    return result
