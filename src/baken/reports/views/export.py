"""A list as a file: with a reason, with a trace, and without contact details."""

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
from baken.reports.desk_forms import ExportForm, read_filter
from baken.reports.models import Report
from baken.reports.queries import listing
from baken.reports.views.desk import desk_acting

MOST = 5000
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
    rows = list(found.rows.select_related("content").order_by(*wanted.keys)[:MOST])
    record(acting, "report.export", "report", ground=form.cleaned_data["ground"], count=len(rows))
    response = HttpResponse(_written(rows), content_type="text/csv; charset=utf-8")
    name = f"meldingen-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _written(rows: list[Report]) -> str:
    """Semicolons and a byte order mark: what a Dutch spreadsheet opens as it is."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([
        _("Nummer"), _("Ontvangen"), _("Soort"), _("Staat"), _("Resultaat"), _("Wijk"), _("Buurt"),
        _("Klok"), _("Tekst"),
    ])  # fmt: skip
    for report in rows:
        writer.writerow([cell(value) for value in _cells(report)])
    return BOM + out.getvalue()


def _cells(report: Report) -> Iterator[str]:
    yield report.number
    yield _moment(report.received_at)
    yield tree().by_id[report.category_id].title
    yield str(report.get_state_display())
    yield str(report.get_result_display()) if report.result else ""
    yield geo.name_of(report.wijk_code)
    yield geo.name_of(report.buurt_code)
    yield _moment(report.due_at) if report.due_at else ""
    yield report.content.text


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
