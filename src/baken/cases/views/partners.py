"""Who takes part, and whom it is about."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import actions, forms, rules
from baken.cases.actions.partners import people_of
from baken.cases.models import Participation
from baken.cases.regimes import rules_for
from baken.cases.views.form_page import Step, both, data_of, enter, part, run
from baken.core.errors import Denied
from baken.people.api import PersonForm


@both
def choose_partner(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """First: which organisation. Only those that the regime admits."""
    acting, case = enter(case_id, rules.manages)
    kinds = rules_for(case.regime).kinds
    others = [
        p for p in access.organisations(acting)
        if p.id != acting.organisation_id and p.kind in kinds
    ]  # fmt: skip
    return render(request, "cases/partners.html", {"case": case, "parties": others})


@both
def partner(request: HttpRequest, case_id: UUID, organisation_id: UUID) -> HttpResponse:
    """Then: task, ground and people of that organisation."""
    acting, case = enter(case_id, rules.manages)
    party = next((p for p in access.organisations(acting) if p.id == organisation_id), None)
    if party is None:
        raise Denied
    people = people_of(acting, organisation_id, practice=case.practice)
    there = Participation.objects.live().filter(case=case, organisation_id=organisation_id).first()

    def act(data: dict[str, Any]) -> None:
        chosen = {"user_ids": data.pop("people"), **data}
        if there:
            chosen |= {"task": there.task, "ground": there.ground}
        actions.add_partner(acting, case_id, organisation_id, **chosen)

    step = Step(
        _("%s doet mee") % party.name, _("Voeg toe"),
        _("%s doet mee aan deze casus.") % party.name, act,
        intro=_(
            "Zij zien de naam, de fase, de stoelen en de acties. Inbreng zien zij alleen "
            "als die aan hen is vrijgegeven."
        ),
        back=part(case, "partners"),
    )  # fmt: skip
    if there:
        return run(request, case, forms.PersonsForm(data_of(request), people=people), step)
    choices = rules_for(case.regime).choices()
    form = forms.PartnerForm(data_of(request), people=people, categories=choices)
    return run(request, case, form, step)


@both
def end_partner(request: HttpRequest, case_id: UUID, participation_id: UUID) -> HttpResponse:
    """A partner leaves the case."""
    acting, case = enter(case_id, rules.manages)
    found = Participation.objects.select_related("organisation").filter(
        pk=participation_id, case=case, valid_until=None
    )
    leaving = found.first()
    if leaving is None:
        raise Denied
    name = leaving.organisation.name
    step = Step(
        _("%s doet niet meer mee") % name, _("Beëindig"), _("%s doet niet meer mee.") % name,
        lambda _data: actions.end_participation(acting, case_id, participation_id),
        intro=_(
            "De mensen van deze organisatie zien de casus direct niet meer. Wat aan hen was "
            "vrijgegeven, wordt ingetrokken. Wat zij inbrachten, blijft van hen; wie het mocht "
            "lezen, mag dat nog."
        ),
        back=part(case, "partners"),
    )  # fmt: skip
    return run(request, case, django_forms.Form(data_of(request)), step)


@both
def subject(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Someone whom the case is about."""
    acting, case = enter(case_id)
    step = Step(
        _("Om wie gaat het?"), _("Voeg toe"),
        _("Toegevoegd. De naam staat apart; wie hem opent, laat een spoor na."),
        lambda data: actions.add_subject(acting, case_id, **data),
        intro=_("Alleen mensen die nodig zijn voor het doel van de casus."),
        back=part(case, "personen"),
    )  # fmt: skip
    return run(request, case, PersonForm(data_of(request)), step)
