"""The agenda, and what is released for a meeting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baken.cases import rules as case_rules
from baken.cases.meetings import actions, forms, rules
from baken.cases.meetings.actions.agenda import own_item
from baken.cases.meetings.views.common import arrive, back, of_case, parties
from baken.cases.models import Contribution
from baken.cases.views.form_page import Step, both, data_of, run
from baken.core.acting import current
from baken.core.errors import Conflict


@both
def add(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Put something on the agenda."""
    acting, case, found = arrive(case_id, meeting_id)
    late = not rules.agenda_is_open(found)
    if late and not rules.leads(acting, found):
        raise Conflict(_("De agenda is dicht. Vraag de voorzitter."))
    choices = parties(acting, found)
    form = forms.ItemForm(data_of(request), parties=choices, late=late,
                          initial={"organisations": [key for key, _name in choices]})  # fmt: skip
    del form.fields["version"]
    step = Step(
        _("Nieuw punt"), _("Zet op de agenda"), _("Het punt staat op de agenda."),
        lambda data: actions.add_item(acting, meeting_id, **data), back=back(found, "agenda"),
        intro=_("De agenda is dicht. Als voorzitter vult u aan, met een reden.") if late else "",
    )  # fmt: skip
    return run(request, case, form, step)


@both
def edit(request: HttpRequest, case_id: UUID, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Word an own item anew."""
    acting, case, found = arrive(case_id, meeting_id)
    item, _meeting = own_item(acting, item_id)
    names = ("title", "text", "version")
    initial = {name: getattr(item, name) for name in names}
    initial["organisations"] = [str(key) for key in item.released_to]
    form = forms.ItemForm(data_of(request), parties=parties(acting, found), initial=initial)
    del form.fields["key"]

    def act(data: dict[str, Any]) -> None:
        data["version"] = data["version"] or 0
        actions.edit_item(acting, item_id, **data)

    step = Step(_("Wijzig het punt"), _("Bewaar"), _("Het punt is veranderd."), act,
                back=back(found, "agenda"))  # fmt: skip
    return run(request, case, form, step)


@require_POST
def move(request: HttpRequest, case_id: UUID, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Up, down, or off the agenda."""
    acting, found = current(), of_case(meeting_id, case_id)
    if request.POST.get("doe") == "weg":
        actions.withdraw_item(acting, item_id)
        messages.success(request, _("Het punt is van de agenda."))
    else:
        actions.move_item(acting, item_id, up=request.POST.get("doe") == "op")
    return redirect(back(found, "agenda"))


@both
def release(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Release own contributions for this meeting, item by item."""
    acting, case, found = arrive(case_id, meeting_id)
    ours = Contribution.objects.filter(
        case=case, organisation_id=case_rules.organisation_of(acting)
    )
    rows = [
        (str(row.id), f"{row.created_at:%d-%m-%Y} · {Truncator(row.text).chars(140)}")
        for row in ours.order_by("-created_at", "id")
    ]
    form = forms.ReleaseForm(data_of(request), rows=rows, parties=parties(acting, found))

    def act(data: dict[str, Any]) -> None:
        actions.release_for(acting, meeting_id, data["contributions"], data["organisations"],
                            stays=data["stays"] == "stays")  # fmt: skip

    step = Step(
        _("Geef vrij voor dit overleg"), _("Geef vrij"), _("Het is vrijgegeven."), act,
        intro=_("Alleen wat uw eigen organisatie inbracht. Kies per stuk.") if rows
        else _("Uw organisatie bracht nog niets in bij deze casus."),
        back=back(found, "vrijgegeven"),
    )  # fmt: skip
    return run(request, case, form, step)
