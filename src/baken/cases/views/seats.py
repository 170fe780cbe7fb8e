"""Asking for a seat, and recording what the household accepts."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import actions, forms, rules
from baken.cases.actions.leaving import stays, waits
from baken.cases.actions.seats import candidates, household_may
from baken.cases.ave import model_of
from baken.cases.codes import Role, SeatState
from baken.cases.models import Case, Seat
from baken.cases.views.form_page import Step, both, data_of, enter, run, site
from baken.core.errors import Denied


@both
def seat(request: HttpRequest, case_id: UUID, role: str) -> HttpResponse:
    """Ask someone for a seat."""
    acting, case = enter(case_id, rules.manages)
    if role not in Role.values:
        raise Denied
    form = forms.SeatForm(
        data_of(request), people=candidates(acting, case, role), household=household_may(case, role)
    )

    def act(data: dict[str, Any]) -> str:
        household = data["holder"] == forms.HOUSEHOLD
        holder = None if household else UUID(data["holder"])
        actions.ask_seat(
            acting, case_id, role, holder=holder, household=household, site=site(request)
        )
        # Who gave the own seat away may have left the case by that.
        mine = any(m.user_id == acting.user_id for m in access.members(acting, case_id))
        return reverse("cases:file", args=[case_id]) if mine else reverse("cases:list")

    label = str(Role(role).label)
    step = Step(
        _("%s: vraag iemand") % label, _("Vraag"),
        _("Er is om gevraagd. Nu is het wachten op aanvaarden."),
        act, intro=model_of(case.model_id).seats[role].does, extra=_now_there(case, role),
    )  # fmt: skip
    return run(request, case, form, step)


def _now_there(case: Case, role: str) -> str:
    """Warn that asking another makes the present holder stand up, and perhaps leave."""
    held = Seat.objects.filter(case=case, role=role, ended_at=None).first()
    if held is None or held.state == SeatState.VACANT:
        return ""
    if held.holder_id is None:
        return _("Hier zit nu het huishouden. Zodra u een ander vraagt, is de stoel weer open.")
    who = access.name_of([held.holder_id]).get(held.holder_id, _("een collega"))
    after = _("%s ziet de casus dan niet meer.")
    if waits(held):
        after = _("%s blijft op de casus tot de ander aanvaardt.")
    elif stays(held):
        after = _("%s blijft op de casus, door een andere taak of de eigen organisatie.")
    begin = _("Hier zit nu %s. Zodra u een ander vraagt, is de stoel weer open.") % who
    return f"{begin} {after % who}"


@both
def household(request: HttpRequest, case_id: UUID, seat_id: UUID) -> HttpResponse:
    """A professional records that the household accepts."""
    acting, case = enter(case_id, rules.manages)
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
