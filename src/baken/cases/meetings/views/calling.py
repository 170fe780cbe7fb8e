"""Calling a meeting, and asking who comes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baken.cases import rules as case_rules
from baken.cases.meetings import actions, forms, rules
from baken.cases.meetings.actions.calling import Plan, candidates, may_edit, outsiders
from baken.cases.meetings.models import Attendee, Meeting
from baken.cases.meetings.views.common import arrive, back, of_case
from baken.cases.views.form_page import Step, both, data_of, enter, run, site
from baken.core.acting import current
from baken.core.calendar import ZONE


def _plan(data: dict[str, Any]) -> Plan:
    return Plan(**{name: data[name] for name in Plan.__dataclass_fields__})


@both
def new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Call a meeting."""
    acting, case = enter(case_id, case_rules.manages)
    form = forms.PlanForm(
        data_of(request), people=candidates(acting, case),
        initial={"chair": acting.user_id, "notes": acting.user_id},
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        made = actions.call_meeting(acting, case_id, _plan(data), data["people"],
                                    key=data["key"], site=site(request))  # fmt: skip
        return reverse("cases:meeting", args=[case_id, made])

    step = Step(
        _("Nieuw overleg"), _("Plan het overleg"),
        _("Het overleg staat. Wie u vroeg, krijgt een mail."), act,
        intro=_("De agenda sluit een paar werkdagen ervoor. Daarna vult alleen de voorzitter aan."),
        back=reverse("cases:meetings", args=[case_id]),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def edit(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Another time, place, chair or note-taker."""
    acting, case, found = arrive(case_id, meeting_id)
    case_rules.require(may_edit(acting, found))
    form = forms.EditPlanForm(
        data_of(request), people=candidates(acting, case), initial=_initial(found)
    )

    def act(data: dict[str, Any]) -> None:
        actions.edit_meeting(acting, meeting_id, _plan(data), version=data["version"] or 0,
                             site=site(request))  # fmt: skip

    step = Step(_("Wijzig het overleg"), _("Bewaar"), _("Het overleg is veranderd."), act,
                intro=_("Wie is uitgenodigd krijgt een mail."), back=back(found))  # fmt: skip
    return run(request, case, form, step)


def _initial(found: Meeting) -> dict[str, Any]:
    start, end = found.starts_at.astimezone(ZONE), found.ends_at.astimezone(ZONE)
    return {
        "kind": found.kind, "day": start.date(), "starts": start.time(), "ends": end.time(),
        "place": found.place, "chair": found.chair_id, "notes": found.notes_id,
        "version": found.version,
    }  # fmt: skip


@both
def invite(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Ask more people who are on the case."""
    acting, case, found = arrive(case_id, meeting_id)
    case_rules.require(case_rules.manages(acting) or rules.leads(acting, found))
    rows = Attendee.objects.filter(meeting=found, withdrawn_at=None)
    there = set(rows.values_list("user_id", flat=True))
    people = [p for p in candidates(acting, case) if p.user_id not in there]
    form = forms.InviteForm(data_of(request), people=people)
    step = Step(
        _("Nodig mensen uit"), _("Nodig uit"), _("Zij krijgen een mail met een link."),
        lambda data: actions.invite(acting, meeting_id, data["people"], site=site(request)),
        intro="" if people else _("Iedereen die meedoet aan de casus is al gevraagd."),
        back=back(found, "wie"),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def guest(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Ask somebody from outside, for this meeting only."""
    acting, case, found = arrive(case_id, meeting_id)
    case_rules.require(case_rules.manages(acting))
    form = forms.GuestForm(data_of(request), people=outsiders(acting, case))
    step = Step(
        _("Nodig een gast uit"), _("Nodig uit"), _("De gast krijgt een mail met een link."),
        lambda data: actions.invite_guest(acting, meeting_id, data["guest"], site=site(request)),
        intro=_(
            "Een gast ziet dit overleg, en wat u daarvoor aan de gast vrijgeeft. De casus niet. De"
            " toegang eindigt vanzelf aan het eind van de dag van het overleg."
        ),
        back=back(found, "wie"),
    )  # fmt: skip
    return run(request, case, form, step)


@require_POST
def uninvite(
    request: HttpRequest, case_id: UUID, meeting_id: UUID, attendee_id: UUID
) -> HttpResponse:
    """Take an invitation back."""
    found = of_case(meeting_id, case_id)
    actions.uninvite(current(), meeting_id, attendee_id)
    messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect(back(found, "wie"))
