"""A list as a file: with a reason and a trace, and with no more than the reason needs."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.audit.api import record
from baken.core.text import cell
from baken.geo import api as geo
from baken.reports.categories import tree
from baken.reports.codes import Door
from baken.reports.desk_forms import ExportForm, read_filter
from baken.reports.models import Report
from baken.reports.queries import listing
from baken.reports.views.desk import desk_acting

MOST = 5000
# Only for these purposes does the file need what was told (AVG art. 5 lid 1 sub c).
TEXT_GROUNDS = frozenset({"handling", "access_request"})
BOM = "\ufeff"


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask why, then give the file: the reports that fit the filters in the address bar."""
    acting = desk_acting()
    wanted = read_filter(request.GET.dict())
    found = listing(acting, wanted)
    form = ExportForm(request.POST or None)
    if not (form.is_bound and form.is_valid()):
        context = {"form": form, "found": found, "query": request.GET.urlencode(), "most": MOST}
        status = 422 if form.is_bound else 200
        return render(request, "reports/desk/export.html", context, status=status)
    ground = form.cleaned_data["ground"]
    rows = list(found.rows.select_related("content").order_by(*wanted.keys)[:MOST])
    record(acting, "report.export", "report", ground=ground, count=len(rows))
    written = _written(rows, with_text=ground in TEXT_GROUNDS)
    response = HttpResponse(written, content_type="text/csv; charset=utf-8")
    name = f"meldingen-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _written(rows: list[Report], *, with_text: bool) -> str:
    """Semicolons and a byte order mark: what a Dutch spreadsheet opens as it is."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heads = [
        _("Nummer"), _("Ontvangen"), _("Kanaal"), _("Soort"), _("Staat"), _("Resultaat"),
        _("Wijk"), _("Buurt"), _("Klok"),
    ]  # fmt: skip
    writer.writerow([*heads, _("Tekst")] if with_text else heads)
    for report in rows:
        values = [*_cells(report), _text(report)] if with_text else _cells(report)
        writer.writerow([cell(value) for value in values])
    return BOM + out.getvalue()


def _cells(report: Report) -> Iterator[str]:
    yield report.number
    yield _moment(report.received_at)
    yield str(report.get_source_display())
    yield tree().by_id[report.category_id].title
    yield str(report.get_state_display())
    yield str(report.get_result_display()) if report.result else ""
    yield geo.name_of(report.wijk_code)
    yield geo.name_of(report.buurt_code)
    yield _moment(report.due_at) if report.due_at else ""


def _text(report: Report) -> str:
    """What was told. In confidence, or of a careful kind, it stays here: it can tell who it was."""
    if report.door == Door.CONFIDENTIAL or tree().by_id[report.category_id].careful:
        return _("vertrouwelijk: lees de tekst in Baken")
    return report.content.text


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
