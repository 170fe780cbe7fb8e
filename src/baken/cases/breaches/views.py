"""Pages of breaches: the list, one, and its forms."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.access import api as access
from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import fetch
from baken.cases.breaches import actions, forms, queries
from baken.cases.forms import NO, YES
from baken.cases.models import Case
from baken.cases.views.form_page import Step, both, data_of, run, site
from baken.core.acting import Acting, current


def _enter() -> Acting:
    acting = current()
    rules.require(actions.writes_down(acting))
    return acting


def _there(breach_id: UUID) -> str:
    return reverse("cases:breach", args=[breach_id])


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All breaches that this acting may see, by their clock."""
    acting = _enter()
    context = {"breaches": queries.listing(), "handles": actions.handles(acting)}
    return render(request, "cases/breaches/list.html", context)


@both
def new(request: HttpRequest, case_id: UUID | None = None) -> HttpResponse:
    """Write one down: on a case, or by the privacy officer alone."""
    acting = _enter()
    case: Case | None = fetch(case_id) if case_id else None
    rules.require(rules.manages(acting) if case else actions.handles(acting))
    form = forms.BreachForm(data_of(request))
    step = Step(
        _("Mogelijk datalek"), _("Leg vast"),
        _("Vastgelegd. De privacyfunctionaris weet het, en de 72 uur lopen."),
        lambda _data: _there(actions.record_breach(acting, case_id=case_id, site=site(request),
                                                   **form.told)),
        intro=_("Kwamen gegevens van mensen terecht bij wie ze niet mag zien, of zijn ze weg? Leg"
                " het meteen vast, ook als u nog niet alles weet."),
        back=reverse("cases:clocks", args=[case.id]) if case else reverse("cases:breaches"),
        origin="" if case else _("Datalekken"),
    )  # fmt: skip
    return run(request, case, form, step)


@require_safe
def one(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """One breach, with what was decided and what waits."""
    acting = _enter()
    found = queries.get(breach_id)
    record(acting, "breach.read", actions.KIND, breach_id)
    names = access.name_of([found.recorded_by_id, found.authority_by_id, found.people_by_id,
                            found.closed_by_id])  # fmt: skip
    context = {
        "breach": found, "kinds": queries.kinds(found), "missing": actions.gaps(found),
        "decides": actions.handles(acting) and not found.closed_at,
        "recorded_by": names.get(found.recorded_by_id, _("een collega")),
        "closed_by": names.get(found.closed_by_id, _("een collega")) if found.closed_by_id else "",
        "linked": bool(found.file_id) and rules.manages(acting),
    }  # fmt: skip
    return render(request, "cases/breaches/one.html", context)


SAID = {None: "", True: YES, False: NO}


@both
def authority(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Reported to the authority, or not and why."""
    acting = _enter()
    found = actions.running(acting, breach_id)
    form = forms.AuthorityForm(data_of(request), initial={
        "told": SAID[found.told_authority], "reason": found.authority_reason,
        "number": found.authority_number, "version": found.version,
    })  # fmt: skip
    step = Step(
        _("Melden bij de Autoriteit Persoonsgegevens"), _("Leg vast"),
        _("Vastgelegd. De klok van 72 uur is gestopt."),
        lambda _data: actions.tell_authority(acting, breach_id, **form.said),
        intro=_("U meldt op de website van de Autoriteit zelf; Baken stuurt niets. Leg hier vast"
                " dat het is gedaan, of waarom niet (AVG art. 33)."),
        back=_there(breach_id), origin=found.number, extra=found.what,
    )  # fmt: skip
    return run(request, None, form, step)


@both
def people(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Told to the people it is about, or not and why."""
    acting = _enter()
    found = actions.running(acting, breach_id)
    form = forms.PeopleForm(data_of(request), initial={
        "told": SAID[found.told_people], "ground": found.people_ground,
        "reason": found.people_reason, "version": found.version,
    })  # fmt: skip
    step = Step(
        _("Vertellen aan de mensen om wie het gaat"), _("Leg vast"), _("Vastgelegd."),
        lambda _data: actions.tell_people(acting, breach_id, **form.said),
        intro=_("Is het waarschijnlijk een hoog risico voor mensen? Vertel het hun zonder uitstel,"
                " in gewone woorden (AVG art. 34)."),
        back=_there(breach_id), origin=found.number, extra=found.what,
    )  # fmt: skip
    return run(request, None, form, step)


@both
def close(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """The record is whole."""
    acting = _enter()
    found = actions.running(acting, breach_id)
    form = forms.CloseForm(data_of(request), initial={"version": found.version})
    step = Step(
        _("Sluit het datalek af"), _("Sluit af"), _("Het datalek is afgesloten en vastgelegd."),
        lambda data: actions.close(acting, breach_id, **data),
        intro=_("Daarna verandert er niets meer. Zo laat u zien wat er is gebeurd en gedaan (AVG"
                " art. 33 lid 5)."),
        back=_there(breach_id), origin=found.number, extra=found.what,
        context={"missing": actions.gaps(found)},
    )  # fmt: skip
    return run(request, None, form, step)
