"""The meetings of a case, the page of one, and the steps on it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.duty.queries import count_undone
from baken.cases.meetings import actions, queries, rules
from baken.cases.meetings.codes import Presence
from baken.cases.meetings.ics import calendar
from baken.cases.meetings.views.common import address, back, download, of_case
from baken.cases.models import CaseContent
from baken.cases.parts import part_page
from baken.cases.views.form_page import site
from baken.core.acting import Acting, current
from baken.core.errors import Denied


@require_safe
def meetings(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The meetings of a case to which one is invited."""
    acting = current()
    page = part_page(acting, case_id, "overleg")
    context = {
        **page,
        "meetings": queries.of_case(case_id),
        "may_call": case_rules.manages(acting) and page["case"].open,
    }
    return render(request, "cases/meetings/list.html", context)


@require_safe
def meeting(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One meeting: agenda, who comes, minutes. A guest sees the meeting and nothing of the case."""
    acting = current()
    found = of_case(meeting_id, case_id)
    member = CaseContent.objects.filter(case_id=case_id).exists()
    page = part_page(acting, case_id, "overleg") if member else {}
    record(acting, "case.read_meeting", "meeting", found.id)
    context = {
        **page,
        "base": "cases/part.html" if member else "cases/meetings/guest.html",
        "m": queries.page(acting, found, page.get("case")),
        "meeting": found,
        "presences": Presence.choices,
        "untold": count_undone(case_id) if found.state in rules.WRITTEN_TO else 0,
    }
    return render(request, "cases/meetings/meeting.html", context)


Act = Callable[[Acting, UUID], object]
STEPS: dict[str, tuple[Act, object]] = {
    "begin": (actions.begin, gettext_lazy("Het overleg loopt.")),
    "einde": (actions.end, gettext_lazy("Het overleg is afgesloten. Maak nu het verslag af.")),
    "voorleggen": (actions.propose, gettext_lazy("Het verslag ligt voor. De termijn loopt.")),
    "vaststellen": (actions.adopt, gettext_lazy("Het verslag is vastgesteld.")),
    "geheim": (actions.confirm_secrecy, gettext_lazy("U heeft de geheimhouding bevestigd.")),
    "kom": (lambda a, m: actions.answer(a, m, comes=True), gettext_lazy("U komt.")),
    "kom-niet": (lambda a, m: actions.answer(a, m, comes=False), gettext_lazy("U komt niet.")),
}


@require_POST
def step(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One button of the page."""
    acting, found = current(), of_case(meeting_id, case_id)
    asked = request.POST.get("stap", "")
    if asked == "afzeggen":
        actions.cancel(acting, found.id, site=site(request))
        messages.success(
            request, _("Het overleg is afgezegd. Wie was uitgenodigd krijgt een mail.")
        )
        return redirect(back(found))
    if asked not in STEPS:
        raise Denied
    act, done = STEPS[asked]
    act(acting, found.id)
    messages.success(request, str(done))
    if asked == "begin":
        return redirect(reverse("cases:meeting_screen", args=[case_id, meeting_id]))
    return redirect(back(found))


@require_POST
def presence(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Who was there, all at once; a row that was left open stays as it is."""
    acting, found = current(), of_case(meeting_id, case_id)
    for one in queries.people_of(acting, found, {}):
        said = request.POST.get(f"was-{one.row.id}", "")
        secret = f"geheim-{one.row.id}" in request.POST
        if said and (said != one.row.presence or (secret and not one.row.secrecy_at)):
            actions.record_presence(acting, found.id, one.row.id, presence=said, secrecy=secret)
    messages.success(request, _("Wie er was, is vastgelegd."))
    return redirect(back(found, "wie"))


@require_safe
def ics(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The meeting for one's own calendar."""
    acting, found = current(), of_case(meeting_id, case_id)
    record(acting, "case.export_meeting", "meeting", found.id)
    text = calendar(found, address(request, found)).encode()
    return download(text, f"overleg-{found.case_number}.ics", "text/calendar; charset=utf-8")
