"""The forms of a case: one page per step, with the same shape."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.access import api as access
from baken.cases import actions, forms, rules
from baken.cases.actions.common import fetch, fetch_open
from baken.cases.actions.contributions import parties
from baken.cases.actions.seats import candidates, household_may
from baken.cases.actions.work import owners
from baken.cases.ave import model_of
from baken.cases.codes import Role
from baken.cases.explain import missing
from baken.cases.guards import gaps_to_close, gaps_to_decide, gaps_to_request
from baken.cases.models import (
    Action,
    Case,
    CaseContent,
    Contribution,
    Participation,
    PhaseRequest,
    Seat,
)
from baken.cases.situations import situation_of
from baken.core.acting import Acting, current
from baken.core.errors import Denied
from baken.people.api import PersonForm
from baken.reports import api as reports

both = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Step:
    """What a form page says, and what it does."""

    title: str
    verb: str
    done: str
    act: Callable[[dict[str, Any]], object]
    intro: str = ""
    back: str = ""
    extra: str = ""
    context: dict[str, Any] | None = None


def _run(
    request: HttpRequest, case: Case | None, form: django_forms.Form, step: Step
) -> HttpResponse:
    """Show the form; or do the step, say so and go back. What was typed stays when it fails."""
    back = step.back or (reverse("cases:file", args=[case.id]) if case else "/werk/")
    if request.method == "POST" and form.is_valid():
        try:
            there = step.act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") else None, error)  # type: ignore[arg-type]
        else:
            messages.success(request, step.done)
            return redirect(there if isinstance(there, str) else back)
    context = {"form": form, "step": step, "case": case, "back": back, **(step.context or {})}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/step.html", context, status=status)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


# -- opening ------------------------------------------------------------------------------------


@both
def new(request: HttpRequest) -> HttpResponse:
    """A process manager opens a case without a report."""
    acting = current()
    rules.require(rules.opens(acting))

    def act(data: dict[str, Any]) -> str:
        return reverse("cases:file", args=[actions.open_case(acting, **data)])

    step = Step(
        _("Nieuwe casus"), _("Open de casus"), _("De casus is open. U houdt procesregie."), act,
        back=reverse("cases:list"),
    )  # fmt: skip
    return _run(request, None, forms.OpenForm(_data(request)), step)


@both
def from_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The desk makes a case of a report and asks a process manager."""
    acting = current()
    report = reports.get(acting, report_id)
    rules.require(rules.hands_over(acting))

    def act(data: dict[str, Any]) -> None:
        actions.open_from_report(acting, report_id, **data)

    form = forms.HandOverForm(
        _data(request), people=access.colleagues(acting, capacity="process_manager"),
    )  # fmt: skip
    step = Step(
        _("Maak een casus van melding %s") % report.number,
        _("Maak casus"),
        _("De casus is gemaakt. De procesregisseur krijgt de vraag."),
        act,
        intro=_("De melder ziet dat de melding wordt opgepakt, en krijgt antwoord als de casus sluit."),
        back=report.url, extra=report.text,
    )  # fmt: skip
    return _run(request, None, form, step)


@both
def take_on(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Settle the purpose: from now on the case runs."""
    acting, case = current(), fetch_open(case_id)
    step = Step(
        _("Neem de casus in behandeling"), _("Neem in behandeling"), _("De casus loopt."),
        lambda data: actions.take_on(acting, case_id, **data),
    )  # fmt: skip
    return _run(
        request, case, forms.TakeOnForm(_data(request), initial={"purpose": case.purpose}), step
    )


@both
def edit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Change name and reason. A stale edit shows both texts."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.manages(acting))
    content = CaseContent.objects.get(case=case)
    initial = {"title": content.title, "reason": content.reason, "version": content.version}
    step = Step(
        _("Naam en aanleiding"), _("Bewaar"), _("Bewaard."),
        lambda data: actions.edit_content(acting, case_id, **data),
    )  # fmt: skip
    return _run(request, case, forms.ContentForm(_data(request), initial=initial), step)


# -- seats ---------------------------------------------------------------------------------------


@both
def seat(request: HttpRequest, case_id: UUID, role: str) -> HttpResponse:
    """Ask someone for a seat."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.manages(acting))
    if role not in Role.values:
        raise Denied
    form = forms.SeatForm(
        _data(request), people=candidates(acting, case, role), household=household_may(case, role)
    )

    def act(data: dict[str, Any]) -> None:
        chosen = data["holder"]
        if chosen == forms.HOUSEHOLD:
            actions.ask_seat(acting, case_id, role, household=True)
        else:
            actions.ask_seat(acting, case_id, role, holder=UUID(chosen))

    label = str(Role(role).label)
    step = Step(
        _("%s: vraag iemand") % label, _("Vraag"), _("Er is om gevraagd. Nu is het wachten op aanvaarden."),
        act, intro=model_of(case.model_id).seats[role].does, extra=_now_there(case, role),
    )  # fmt: skip
    return _run(request, case, form, step)


def _now_there(case: Case, role: str) -> str:
    """Warn that asking another makes the present holder stand up."""
    held = Seat.objects.filter(case=case, role=role, ended_at=None).first()
    if held is None or not (held.holder_id or held.household):
        return ""
    names = access.name_of([held.holder_id])
    who = _("het huishouden") if held.household else names.get(held.holder_id, _("een collega"))  # type: ignore[arg-type]
    return _("Hier zit nu %s. Zodra u een ander vraagt, is deze stoel niet meer aanvaard.") % who


@both
def household(request: HttpRequest, case_id: UUID, seat_id: UUID) -> HttpResponse:
    """A professional records that the household accepts."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.manages(acting))
    if not Seat.objects.filter(pk=seat_id, case=case, household=True, ended_at=None).exists():
        raise Denied
    step = Step(
        _("Het huishouden aanvaardt"), _("Leg vast"), _("Vastgelegd."),
        lambda data: actions.record_acceptance(acting, seat_id),
        intro=_("U legt vast dat het huishouden deze stoel aanvaardt. Bespreek eerst wat dat van hen vraagt."),
    )  # fmt: skip
    return _run(request, case, django_forms.Form(_data(request)), step)


# -- partners and persons -------------------------------------------------------------------------


@both
def choose_partner(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """First: which organisation."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.manages(acting))
    others = [p for p in access.organisations(acting) if p.id != acting.organisation_id]
    return render(request, "cases/partners.html", {"case": case, "parties": others})


@both
def partner(request: HttpRequest, case_id: UUID, organisation_id: UUID) -> HttpResponse:
    """Then: task, ground and people of that organisation."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.manages(acting))
    party = next((p for p in access.organisations(acting) if p.id == organisation_id), None)
    if party is None:
        raise Denied
    people = [
        person
        for person in access.colleagues(acting, organisation_id=organisation_id)
        if person.capacity == access.Capacity.PARTNER
    ]

    def act(data: dict[str, Any]) -> None:
        actions.add_partner(
            acting, case_id, organisation_id, task=data["task"], ground=data["ground"],
            user_ids=data["people"],
        )  # fmt: skip

    step = Step(
        _("%s doet mee") % party.name, _("Voeg toe"), _("%s doet mee aan deze casus.") % party.name, act,
        intro=_("Zij zien de naam, de fase, de stoelen en de acties. Inbreng zien zij alleen als die aan hen is vrijgegeven."),
        back=f"{reverse('cases:file', args=[case.id])}?deel=partners",
    )  # fmt: skip
    return _run(request, case, forms.PartnerForm(_data(request), people=people), step)


@both
def end_partner(request: HttpRequest, case_id: UUID, participation_id: UUID) -> HttpResponse:
    """A partner leaves the case."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.manages(acting))
    found = Participation.objects.select_related("organisation").filter(
        pk=participation_id, case=case, valid_until=None
    )
    part = found.first()
    if part is None:
        raise Denied
    name = part.organisation.name
    step = Step(
        _("%s doet niet meer mee") % name, _("Beëindig"), _("%s doet niet meer mee.") % name,
        lambda data: actions.end_participation(acting, case_id, participation_id),
        intro=_("De mensen van deze organisatie zien de casus direct niet meer. Wat zij inbrachten, blijft van hen."),
        back=f"{reverse('cases:file', args=[case.id])}?deel=partners",
    )  # fmt: skip
    return _run(request, case, django_forms.Form(_data(request)), step)


@both
def subject(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Someone whom the case is about."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    step = Step(
        _("Om wie gaat het?"), _("Voeg toe"), _("Toegevoegd. De naam staat apart; wie hem opent, laat een spoor na."),
        lambda data: actions.add_subject(acting, case_id, **data),
        intro=_("Alleen mensen die nodig zijn voor het doel van de casus."),
        back=f"{reverse('cases:file', args=[case.id])}?deel=personen",
    )  # fmt: skip
    return _run(request, case, PersonForm(_data(request)), step)


# -- contributions -------------------------------------------------------------------------------


@both
def contribute(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Bring in a fact or an opinion, and say who may read it."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    step = Step(
        _("Nieuwe inbreng"), _("Breng in"), _("Uw inbreng staat in de casus."),
        lambda data: actions.add_contribution(acting, case_id, **data),
    )  # fmt: skip
    form = forms.ContributionForm(_data(request), parties=parties(acting, case))
    return _run(request, case, form, step)


@both
def release(request: HttpRequest, case_id: UUID, contribution_id: UUID) -> HttpResponse:
    """Change who may read a contribution of one's own organisation."""
    acting, case = current(), fetch_open(case_id)
    found = _own_contribution(acting, case, contribution_id)
    now = list(found.releases.filter(withdrawn_at=None))
    form = forms.ReleaseForm(
        _data(request), parties=parties(acting, case),
        initial={"release_to": [str(row.organisation_id) for row in now],
                 "may_pass_on": any(row.may_pass_on for row in now)},
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        actions.set_releases(
            acting, contribution_id, data.get("release_to", []),
            may_pass_on=bool(data.get("may_pass_on")),
        )  # fmt: skip

    step = Step(
        _("Wie mag dit lezen?"), _("Bewaar"), _("De vrijgave is veranderd."), act, extra=found.text,
        intro=_("Wat al gelezen is, kunt u niet terughalen. Intrekken werkt vanaf nu."),
    )  # fmt: skip
    return _run(request, case, form, step)


@both
def correct(request: HttpRequest, case_id: UUID, contribution_id: UUID) -> HttpResponse:
    """Put a correction beside a contribution."""
    acting, case = current(), fetch_open(case_id)
    found = _own_contribution(acting, case, contribution_id)
    initial = {"nature": found.nature, "text": found.text, "about_date": found.about_date}
    step = Step(
        _("Verbeter deze inbreng"), _("Bewaar de verbetering"), _("De verbetering staat in de casus."),
        lambda data: actions.correct(acting, contribution_id, **data),
        intro=_("Het oude blijft leesbaar. De verbetering gaat naar wie het oude mag lezen."),
    )  # fmt: skip
    return _run(request, case, forms.TextForm(_data(request), initial=initial), step)


def _own_contribution(acting: Acting, case: Case, contribution_id: UUID) -> Contribution:
    found = Contribution.objects.filter(
        pk=contribution_id, case=case, organisation_id=acting.organisation_id
    ).first()
    if found is None:
        raise Denied
    return found


# -- actions and evaluation -----------------------------------------------------------------------


@both
def act(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Agree on an action."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    step = Step(
        _("Nieuwe actie"), _("Spreek af"), _("De actie staat erbij."),
        lambda data: actions.add_action(acting, case_id, **data),
    )  # fmt: skip
    form = forms.ActionForm(_data(request), people=owners(acting, case))
    return _run(request, case, form, step)


@both
def finish(request: HttpRequest, case_id: UUID, action_id: UUID) -> HttpResponse:
    """Say what came of an action."""
    acting, case = current(), fetch_open(case_id)
    found = Action.objects.filter(pk=action_id, case=case).first()
    if found is None:
        raise Denied
    if request.method != "POST" and found.done_at:
        return redirect(f"{reverse('cases:file', args=[case.id])}?deel=acties")
    step = Step(
        found.title, _("Actie is klaar"), _("De actie is klaar."),
        lambda data: actions.finish_action(acting, action_id, **data),
        back=f"{reverse('cases:file', args=[case.id])}?deel=acties",
    )  # fmt: skip
    form = forms.FinishForm(_data(request), initial={"version": found.version})
    return _run(request, case, form, step)


@both
def evaluate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record how it goes."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    step = Step(
        _("Evaluatie"), _("Leg vast"), _("De evaluatie is vastgelegd."),
        lambda data: actions.record_evaluation(acting, case_id, **data),
    )  # fmt: skip
    return _run(request, case, forms.EvaluationForm(_data(request)), step)


# -- phases and closing ----------------------------------------------------------------------------


@both
def request_phase(request: HttpRequest, case_id: UUID, target: int) -> HttpResponse:
    """Ask for a step up or down; refused with the list of what is missing."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    model, up = model_of(case.model_id), target > case.phase
    gaps = gaps_to_request(situation_of(case), model, target, _today(), acting.user_id)
    if request.method != "POST" and gaps:
        word = (
            _("Opschalen naar fase %d kan nog niet")
            if up
            else _("Afschalen naar fase %d kan nog niet")
        )
        context = {"case": case, "title": word % target, "missing": missing(gaps, case)}
        return render(request, "cases/refused.html", context)
    decider = str(Role(model.decider(case.phase, target)).label).lower() if not gaps else ""
    word = (
        _("Vraag om op te schalen naar fase %d") if up else _("Vraag om af te schalen naar fase %d")
    )
    step = Step(
        word % target, _("Vraag het"), _("Het verzoek ligt er. Een ander besluit erover."),
        lambda data: actions.request_phase(acting, case_id, target, **data),
        intro=_("Wie %s houdt, besluit. U kunt niet over uw eigen verzoek besluiten.") % decider,
    )  # fmt: skip
    return _run(request, case, forms.RequestForm(_data(request)), step)


def _today() -> Any:
    from django.utils import timezone

    return timezone.localdate()


@both
def decide(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Decide on another's request."""
    acting, case = current(), fetch_open(case_id)
    asked = PhaseRequest.objects.filter(pk=request_id, case=case).first()
    if asked is None:
        raise Denied
    if request.method != "POST" and asked.decided_at:
        return redirect("cases:file", case_id)
    gaps = gaps_to_decide(
        situation_of(case), model_of(case.model_id), asked.to_phase, _today(),
        requester=asked.requested_by_id, decider=acting.user_id,
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        granted = data["granted"] == forms.YES
        actions.decide_phase(acting, request_id, granted=granted, reason=data["reason"])

    names = access.name_of([asked.requested_by_id])
    title = _("Opschalen naar fase %d") if asked.up else _("Afschalen naar fase %d")
    step = Step(
        title % asked.to_phase, _("Besluit"), _("Uw besluit is vastgelegd."), act,
        intro=_("%s vraagt dit.") % names.get(asked.requested_by_id, _("Een collega")),
        extra=asked.grounds, context={"missing": missing(gaps, case) if not asked.decided_at else []},
    )  # fmt: skip
    return _run(request, case, forms.DecideForm(_data(request)), step)


@both
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Close the case; the resident reads what was done."""
    acting, case = current(), fetch(case_id)
    rules.require(rules.opens(acting))
    if not case.open and request.method != "POST":
        return redirect("cases:file", case_id)
    gaps = gaps_to_close(situation_of(case), acting.user_id)
    if request.method != "POST" and gaps:
        context = {"case": case, "title": _("Sluiten kan nog niet"), "missing": missing(gaps, case)}
        return render(request, "cases/refused.html", context)
    report_id = CaseContent.objects.get(case=case).report_id
    step = Step(
        _("Sluit de casus"), _("Sluit"), _("De casus is gesloten."),
        lambda data: actions.close(acting, case_id, **data),
        intro=_("Daarna kan niemand meer iets veranderen, en alleen u kunt de casus nog lezen. Na vijf jaar wordt hij vernietigd."),
    )  # fmt: skip
    return _run(request, case, forms.CloseForm(_data(request), report=bool(report_id)), step)
