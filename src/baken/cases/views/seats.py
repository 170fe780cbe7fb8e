"""Asking for a seat, and recording what the household accepts."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import actions, forms, rules
from baken.cases.actions.common import fetch_open
from baken.cases.actions.seats import candidates, household_may
from baken.cases.ave import model_of
from baken.cases.codes import Role
from baken.cases.models import (
    Case,
    Seat,
)
from baken.cases.views.form_page import Step, both, data_of, run
from baken.core.acting import current
from baken.core.errors import Denied


@both
def seat(request: HttpRequest, case_id: UUID, role: str) -> HttpResponse:
    """Ask someone for a seat."""
    acting, case = current(), fetch_open(case_id)
    rules.require(rules.manages(acting))
    if role not in Role.values:
        raise Denied
    form = forms.SeatForm(
        data_of(request), people=candidates(acting, case, role), household=household_may(case, role)
    )

    def act(data: dict[str, Any]) -> None:
        chosen = data["holder"]
        if chosen == forms.HOUSEHOLD:
            actions.ask_seat(acting, case_id, role, household=True)
        else:
            actions.ask_seat(acting, case_id, role, holder=UUID(chosen))

    label = str(Role(role).label)
    step = Step(
        _("%s: vraag iemand") % label, _("Vraag"),
        _("Er is om gevraagd. Nu is het wachten op aanvaarden."),
        act, intro=model_of(case.model_id).seats[role].does, extra=_now_there(case, role),
    )  # fmt: skip
    return run(request, case, form, step)


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
        lambda _data: actions.record_acceptance(acting, seat_id),
        intro=_(
            "U legt vast dat het huishouden deze stoel aanvaardt. Bespreek eerst wat dat "
            "van hen vraagt."
        ),
    )  # fmt: skip
    return run(request, case, django_forms.Form(data_of(request)), step)
