"""Open data: one page that lists it, and each part as CSV and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baken.core.text import cell
from baken.programme.ledger.models import Channel
from baken.programme.queries.definitions import definitions
from baken.programme.queries.opened import (
    Data,
    counts_data,
    indicator_data,
    paper_data,
    signs,
)
from baken.programme.queries.papers import published
from baken.programme.queries.register import load
from baken.programme.release import Released, said_on

COUNTS = ("name", "title", "counts", "period", "part", "amount", "least", "withheld",
          "shown_from", "retrieved", "snapshot", "commitment")  # fmt: skip
FIGURES = ("number", "kind", "key", "rest", "printed", "citation", "sources", "file", "retrieved")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All that can be downloaded, and what the signs in it mean."""
    known = definitions(load())
    context = {
        "indicators": sorted(known.values(), key=lambda one: one.name),
        "papers": published(),
        "counts": [Released(one) for one in said_on(Channel.PAGE)],
        "signs": signs(),
    }
    return render(request, "programme/opendata.html", context)


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """An indicator with its definition, sources and signs, as JSON."""
    found = indicator_data(key)
    if found is None:
        raise Http404
    return _json(found, f"{key}.json")


@require_safe
def counts(request: HttpRequest, form: str) -> HttpResponse:
    """Our own counts as they left; what is withheld says why."""
    found = counts_data()
    if form == "json":
        return _json(found, "tellingen.json")
    rows = [{**about, **one} for about in found["counts"] for one in about["cells"]]
    return _csv(COUNTS, rows, "tellingen.csv")


@require_safe
def paper(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The figures of the edition that everyone reads."""
    found = published(slug)
    if not found:
        raise Http404
    data = paper_data(found[0].edition)
    if form == "json":
        return _json(data, f"{slug}.json")
    return _csv(FIGURES, data["figures"], f"{slug}.csv")


def _json(found: Data, name: str) -> HttpResponse:
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _csv(columns: Sequence[str], rows: Iterable[Data], name: str) -> HttpResponse:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(_flat(row[column])) for column in columns] for row in rows)
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _flat(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else value
