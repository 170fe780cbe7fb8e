"""Pages of requests: the list, one request, its parts in a case, and the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.duty.letter_views import pdf_response
from baken.cases.duty.models import DataItem, DataPart
from baken.cases.duty.queries import to_judge
from baken.cases.duty.requests import actions, answers, forms, queries, rules
from baken.cases.models import Case
from baken.cases.parts import part_page
from baken.cases.rules import organisation_of
from baken.cases.views.form_page import Step, both, data_of, run
from baken.core.acting import Acting, current
from baken.core.errors import Denied
from baken.people import api as people


def _enter() -> Acting:
    acting = current()
    case_rules.require(rules.handles(acting))
    return acting


def _there(asked_id: UUID) -> str:
    return reverse("cases:request", args=[asked_id])


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All requests by their clock, and postponements that wait for a verdict."""
    acting = _enter()
    context = {"requests": queries.listing(acting), "postponements": to_judge(acting)}
    return render(request, "cases/duty/requests.html", context)


@both
def new(request: HttpRequest) -> HttpResponse:
    """Take a request in."""
    acting = _enter()
    step = Step(
        _("Nieuw verzoek"), _("Leg vast"), _("Het verzoek is vastgelegd. De maand loopt."),
        lambda data: _there(actions.intake(acting, **data)),
        intro=_("Iemand vraagt om de eigen gegevens. Kijk eerst wie het is."),
        back=reverse("cases:requests"), origin=_("Verzoeken"),
    )  # fmt: skip
    return run(request, None, forms.IntakeForm(data_of(request)), step)


@require_safe
def one(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """One request."""
    acting = _enter()
    view = queries.get(acting, asked_id)
    record(acting, "data_request.read", actions.KIND, asked_id)
    context = {"v": view, "privacy": acting.purpose == "privacy",
               "searches": case_rules.opens(acting)}  # fmt: skip
    return render(request, "cases/duty/request.html", context)


@require_POST
def take_over(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Answer this request from now on."""
    actions.take_over(_enter(), asked_id)
    messages.success(request, _("U behandelt dit verzoek nu."))
    return redirect(_there(asked_id))


@require_POST
def looks(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Add when was looked, and for what."""
    actions.collect_looks(_enter(), asked_id)
    messages.success(request, _("Wanneer er is gekeken, staat erbij."))
    return redirect(_there(asked_id))


@both
def extend(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Two months more."""
    acting = _enter()
    return _step(request, asked_id, forms.ExtendForm(data_of(request)), Step(
        _("Meer tijd nodig"), _("Maak de termijn langer"), _("De termijn is langer."),
        lambda data: actions.extend(acting, asked_id, **data),
        intro=_("Vertel de persoon binnen de eerste maand dat het langer duurt, en waarom."),
        back=_there(asked_id), origin=_("Verzoek"),
    ))  # fmt: skip


@both
def add(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Add what lies outside cases."""
    acting = _enter()
    return _step(request, asked_id, forms.OtherForm(data_of(request)), Step(
        _("Iets erbij"), _("Voeg toe"), _("Het staat erbij."),
        lambda data: actions.add_other(acting, asked_id, **data),
        back=_there(asked_id), origin=_("Verzoek"),
    ))  # fmt: skip


@both
def decide(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Answer the request."""
    acting = _enter()
    return _step(request, asked_id, forms.DecideForm(data_of(request)), Step(
        _("Besluit op het verzoek"), _("Besluit"), _("Het besluit is genomen. Haal de brief op."),
        lambda data: actions.decide(acting, asked_id, **data),
        back=_there(asked_id), origin=_("Verzoek"),
    ))  # fmt: skip


def _step(request: HttpRequest, asked_id: UUID, form: Any, step: Step) -> HttpResponse:
    """A form about a request that runs."""
    actions.running(asked_id)
    return run(request, None, form, step)


@require_POST
def search(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Look in the own cases for who asks; choosing one links it."""
    acting = _enter()
    found = _choices(acting, actions.search(acting, asked_id))
    chosen = forms.LinkForm(request.POST if "person" in request.POST else None, found=found)
    if chosen.is_bound and chosen.is_valid():
        person_id, case_id = chosen.cleaned_data["person"]
        actions.link(acting, asked_id, case_id, person_id)
        messages.success(request, _("De organisaties op die casus verzamelen nu."))
        return redirect(_there(asked_id))
    context = {"form": chosen, "found": found, "back": _there(asked_id)}
    return render(request, "cases/duty/search.html", context, status=422 if chosen.errors else 200)


def _choices(acting: Acting, found: list[tuple[UUID, UUID]]) -> list[tuple[str, str]]:
    cases = {case.id: case for case in Case.objects.filter(id__in=[file for _p, file in found])}
    labels = {
        (one.person_id, case_id): f"{one.label}, {one.role_label}"
        for case_id in cases
        for one in people.listing(acting, case_id)
    }
    return [
        (f"{person}:{file}", f"{cases[file].number}: {labels.get((person, file), '')}")
        for person, file in found
        if file in cases
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """GET shows the words; POST gives the PDF, or the same as JSON."""
    acting = _enter()
    view = queries.get(acting, asked_id)
    words = answers.letter(view)
    if request.method == "POST" and view.request.decided_at:
        if request.POST.get("soort") == "json":
            return _json(answers.as_json(acting, view), view.request.number)
        return pdf_response(answers.pdf(acting, view), f"besluit-{view.request.number}")
    record(acting, "data_request.read", actions.KIND, asked_id)
    context = {"v": view, "letter": words, "title": answers.title(view)}
    return render(request, "cases/duty/answer.html", context)


def _json(made: bytes, number: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="gegevens-{number}.json"',
               "Cache-Control": "no-store"}  # fmt: skip
    return HttpResponse(made, content_type="application/json", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, case_id: UUID, part_id: UUID) -> HttpResponse:
    """What the own organisation holds in a case for a request. POST collects."""
    acting = current()
    found = actions.part_of(acting, part_id)
    page = part_page(acting, case_id, "betrokkenen")
    if found.case_id != case_id:
        raise Denied
    if request.method == "POST":
        actions.collect(acting, part_id)
        messages.success(request, _("Verzameld. Beoordeel nu elk gegeven."))
        return redirect("cases:data_part", case_id, part_id)
    items = DataItem.objects.filter(
        request_id=found.request_id,
        case_id=case_id,
        organisation_id=organisation_of(acting),
    )
    lines = queries.lines(items.order_by("kind", "about_on", "id"), {})
    record(acting, "data_request.read", actions.KIND, found.request_id)
    context = {**page, "mine": found, "asked": found.request, "lines": lines}
    return render(request, "cases/duty/data_part.html", context)


@both
def assess(request: HttpRequest, case_id: UUID, item_id: UUID) -> HttpResponse:
    """Say what is given of one item, or why not."""
    acting = current()
    case_rules.require(case_rules.works_on_cases(acting))
    item = (
        DataItem.objects.filter(
            pk=item_id, case_id=case_id, organisation_id=organisation_of(acting)
        )
        .select_related("case")
        .first()
    )
    if item is None:
        raise Denied
    line = queries.lines([item], {})[0]
    initial = {"outcome": item.outcome, "text": line.text, "ground": item.ground,
               "reason": item.reason, "version": item.version}  # fmt: skip
    step = Step(
        item.get_kind_display().capitalize(), _("Bewaar"), _("Beoordeeld."),
        lambda data: actions.assess(acting, item_id, **data),
        back=_part_of(acting, item), origin=_("Verzoek"), extra=line.text or "",
    )  # fmt: skip
    return run(request, None, forms.AssessForm(data_of(request), initial=initial), step)


def _part_of(acting: Acting, item: DataItem) -> str:
    """The page of the part to which this item belongs."""
    parts = DataPart.objects.filter(request_id=item.request_id, case=item.case)
    mine = parts.filter(organisation_id=organisation_of(acting)).first()
    if mine is None:
        raise Denied
    return reverse("cases:data_part", args=[item.case_id, mine.id])
