"""The places about which more is reported than before, and saying that one has looked."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from baken.audit.api import record
from baken.core.errors import Denied
from baken.core.forms import LineField
from baken.geo import api as geo
from baken.reports.categories import tree
from baken.reports.clusters.models import Cluster
from baken.reports.nearby.queries import COLUMNS, ROWS
from baken.reports.views.desk import desk_acting


class LookedForm(forms.Form):
    """What one found on looking, in a line."""

    why = LineField(label=gettext_lazy("Wat zag u?"), max_length=200)


@dataclass(frozen=True)
class Shown:
    """A cluster with its place in words, and the list of what it counts."""

    cluster: Cluster
    title: str
    where: str
    url: str


@require_safe
def clusters(request: HttpRequest) -> HttpResponse:
    """New ones first, then those that somebody looked at."""
    desk_acting()
    rows = list(Cluster.objects.select_related("seen_by__profile"))
    points = {row.id: _middle(row) for row in rows}
    streets = geo.streets_at(list(points.values())) if rows else {}
    shown = [_shown(row, streets.get(points[row.id], "")) for row in rows]
    context = {
        "fresh": [one for one in shown if one.cluster.seen_at is None],
        "seen": [one for one in shown if one.cluster.seen_at is not None],
        "map": _map(rows), "form": LookedForm(),
    }  # fmt: skip
    return render(request, "reports/clusters.html", context)


@require_POST
def looked(request: HttpRequest, cluster_id: UUID) -> HttpResponse:
    """Somebody looked: it stands below until more is reported there."""
    acting = desk_acting()
    rows = Cluster.objects.filter(id=cluster_id)
    if not rows.exists():
        raise Denied
    form = LookedForm(request.POST)
    if not form.is_valid():
        flash.error(request, _("Schrijf in één regel wat u zag."))
        return redirect("reports:clusters")
    told = {
        "seen_at": timezone.now(),
        "seen_by_id": acting.user_id,
        "why": form.cleaned_data["why"],
    }
    rows.update(**told)
    record(acting, "report.looked", "cluster", cluster_id)
    flash.success(request, _("Genoteerd. Komen er meer meldingen bij, dan staat de plek er weer."))
    return redirect("reports:clusters")


def _shown(row: Cluster, street: str) -> Shown:
    main = tree().get(row.main)
    where = ", ".join(filter(None, [street, geo.name_of(row.buurt_code)]))
    query = urlencode({"staat": "alles", "soort": row.main, "vorm": _corners(row)})
    return Shown(row, main.title if main else row.main, where, f"{reverse('reports:desk')}?{query}")


def _middle(row: Cluster) -> geo.Point:
    return geo.Point((row.row + 0.5) / ROWS, (row.column + 0.5) / COLUMNS)


def _corners(row: Cluster) -> str:
    """The square as the desk's list takes a drawn area."""
    lats, lons = (
        (row.row / ROWS, (row.row + 1) / ROWS),
        (row.column / COLUMNS, (row.column + 1) / COLUMNS),
    )
    order = ((0, 0), (0, 1), (1, 1), (1, 0))
    return ";".join(f"{lats[a]:.6f},{lons[b]:.6f}" for a, b in order)


def _map(rows: list[Cluster]) -> geo.Figure | None:
    """How many places stand out, by buurt."""
    fresh = [row.buurt_code for row in rows if row.seen_at is None and row.buurt_code]
    if not fresh:
        return None
    counts = {area.code: fresh.count(area.code) for area in geo.buurten()}
    lead = _("Aantal plekken dat opvalt, per buurt.")
    return geo.figure(
        counts, title=_("Plekken die opvallen"), lead=lead, level=geo.BUURT, table_href="#plekken"
    )
