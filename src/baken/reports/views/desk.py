"""The desk: a list by clock, and beside it the report that is read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.audit.api import record
from baken.core.acting import Acting, current
from baken.core.errors import Denied
from baken.core.forms import first_message
from baken.core.paging import Page, page
from baken.core.text import clean_line
from baken.documents import api as documents
from baken.geo import api as geo
from baken.reports.api import Button, buttons
from baken.reports.beside import beside
from baken.reports.bulk.actions import Verb
from baken.reports.business.branches import title_of
from baken.reports.categories import Subject, tree
from baken.reports.clocks import rules_of
from baken.reports.codes import OPEN, Source, State
from baken.reports.desk_forms import kinds_by_main, read_filter
from baken.reports.lists.actions import lists
from baken.reports.models import Report
from baken.reports.people import people_here
from baken.reports.queries import Filter, find, known_name, listing, similar
from baken.reports.routing.now import teams_to_choose
from baken.reports.rules import works_at_desk
from baken.reports.sharing.actions import standing

SIZE = 50
LINKED = ("staat", "wijk", "soort", "mijn", "telaat", "wie", "team", "taal", "via", "fotos", "vorm",
          "q", "orde", "na", "voor")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    report: Report
    title: str
    subject: Subject
    where: str
    url: str

    @property
    def rules(self) -> str:
        """Whose days its clock counts."""
        return rules_of(self.report, self.subject).value


def desk_acting() -> Acting:
    """The acting of who handles reports; anyone else is told so."""
    acting = current()
    if not works_at_desk(acting):
        raise Denied(_("Meldingen zijn voor de meldbalie. Wissel bovenaan van rol."), known=True)
    return acting


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The list, filtered by the address bar."""
    acting = desk_acting()
    return render(request, "reports/desk/desk.html", _list(request, acting))


def _list(request: HttpRequest, acting: Acting) -> dict[str, Any]:
    wanted = read_filter(request.GET.dict())
    found = listing(acting, wanted)
    problem, rows = "", Page[Report]([], "", "")
    try:
        clean_line(request.GET.get("q", ""))
        rows = page(found.rows, request.GET.dict(), keys=wanted.keys, size=SIZE)
    except ValidationError as error:
        problem = first_message(error)
    query = _query(request)
    return {
        "wanted": wanted, "found": found, "page": rows, "problem": problem, "query": query,
        "rows": [row_of(report, query) for report in rows.rows],
        "chips": _chips(request, wanted, found.groups),
        "wijken": geo.wijken(), "mains": tree().mains(),
        "buurt": geo.area(wanted.wijk) if wanted.wijk.startswith("BU") else None,
        "chosen_main": wanted.subject.split(".")[0],
        "people": people_here(acting), "lists": lists(acting), "me": acting.user_id,
        "sources": Source.choices, "languages": settings.LANGUAGES,
        "shape": ";".join(f"{lat},{lon}" for lat, lon in wanted.shape),
        "teams": teams_to_choose(), "verbs": Verb.choices, "kinds": kinds_by_main(),
    }  # fmt: skip


def _query(request: HttpRequest) -> str:
    """The filters as they go along with a link."""
    kept = request.GET.copy()
    for name in list(kept):
        if name not in LINKED:
            del kept[name]
    return f"?{kept.urlencode()}" if kept else ""


def _chips(request: HttpRequest, wanted: Filter, counts: Any) -> list[dict[str, Any]]:
    """The groups by state as links; the other filters stay."""
    labels = {
        "nieuw": _("Te beoordelen"), "bezig": _("In behandeling"), "wacht": _("Wacht op melder"),
        "casus": _("Casus"), "klaar": _("Klaar"),
        "verborgen": _("Verborgen"), "alles": _("Alles"),
    }  # fmt: skip
    chips = []
    for group, label in labels.items():
        query = request.GET.copy()
        for name in ("na", "voor"):
            query.pop(name, None)
        query["staat"] = group
        chips.append({"url": f"?{query.urlencode()}", "label": label, "on": wanted.group == group,
                      "count": counts.get(group)})  # fmt: skip
    return chips


def row_of(report: Report, query: str = "") -> Row:
    subject = tree().by_id[report.category_id]
    return Row(
        report,
        report.title,
        subject,
        geo.name_of(report.wijk_code),
        reverse("reports:show", args=[report.id]) + query,
    )


@require_safe
def show(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report: for htmx the pane only, else the pane with the list beside it."""
    acting = current()
    report = found(report_id)
    pane = pane_of(acting, report)
    record(acting, "report.read", "report", report.id)
    if getattr(request, "htmx", False):
        return render(request, "reports/desk/pane.html", {**pane, "query": _query(request)})
    if not works_at_desk(acting):
        return render(request, "reports/desk/alone.html", {**pane, "query": ""})
    return render(request, "reports/desk/desk.html", {**_list(request, acting), **pane})


def found(report_id: UUID) -> Report:
    """The report. Denied when it is not there for this acting."""
    report = find(report_id)
    if report is None:
        raise Denied
    return report


def pane_of(acting: Acting, report: Report) -> dict[str, Any]:
    """All that the reading pane shows. Two queries; three while the report is open."""
    subject = tree().by_id[report.category_id]
    along = beside(acting, report)
    place, business = (getattr(report, name, None) for name in ("place", "business"))
    return {
        "report": report,
        "title": report.title,
        "subject": subject,
        "main": tree().main_of(subject),
        "place": place,
        "where": geo.name_of(report.buurt_code or report.wijk_code),
        "spot": geo.Point(place.lat, place.lon) if place and place.lat is not None else None,
        "holder": known_name(report.assigned_to),
        "is_mine": report.assigned_to_id == acting.user_id,
        "lines": along.lines,
        "answers": along.answers,
        "branch": title_of(business.branch) if business else "",
        "standing": [one for one in standing(report, along.consents) if one.at],
        "similar": similar(report) if works_at_desk(acting) and report.state in OPEN else [],
        "documents": documents.listing(acting, report.id),
        "bonds": along.bonds,
        "asides": along.asides,
        "buttons": shown_buttons(acting, report),
        "rules": rules_of(report, subject).value,
        "open": report.state in OPEN,
        "waiting": report.state == State.WAITING,
        "hidden": report.state == State.HIDDEN,
        "works": works_at_desk(acting),
    }


def shown_buttons(acting: Acting, report: Report) -> list[dict[str, str]]:
    """Steps that higher modules offer on this report."""
    fitting: list[Button] = [b for b in buttons if b.shown(acting, report.state)]
    return [
        {"label": b.label, "icon": b.icon, "url": b.url(report.id)}
        for b in sorted(fitting, key=lambda b: b.order)
    ]
