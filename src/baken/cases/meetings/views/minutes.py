"""Minutes, objections, and what the household reads."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.duty.letter_views import pdf_response
from baken.cases.duty.letters import BY_HAND
from baken.cases.meetings import actions, forms, rules
from baken.cases.meetings.actions.minutes import line_of, may_object
from baken.cases.meetings.letter import letter_of
from baken.cases.meetings.models import AgendaItem, MeetingSummary, MinutesLine
from baken.cases.meetings.views.common import arrive, back, parties
from baken.cases.views.form_page import Step, both, data_of, run
from baken.core.errors import Denied


@both
def write(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Write down what somebody said."""
    acting, case, found = arrive(case_id, meeting_id)
    case_rules.require(rules.in_hand(acting, found))
    rows = AgendaItem.objects.filter(meeting=found, withdrawn_at=None).order_by("position", "id")
    readers = parties(acting, found)
    form = forms.LineForm(
        data_of(request), items=[(str(row.id), row.title) for row in rows],
        parties=parties(acting, found, own=True), readers=readers,
        initial={"turn": "picture", "item_id": request.GET.get("punt", ""),
                 "organisation": acting.organisation_id,
                 "organisations": [key for key, _name in readers]},
    )  # fmt: skip
    step = Step(
        _("Nieuwe regel in het verslag"), _("Schrijf op"), _("De regel staat in het verslag."),
        lambda data: actions.write_line(acting, meeting_id, **data), back=back(found, "verslag"),
        intro=_("Wie een regel niet leest, ziet ook niet dat er een staat."),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def edit(request: HttpRequest, case_id: UUID, meeting_id: UUID, line_id: UUID) -> HttpResponse:
    """Word a line anew."""
    acting, case, found = arrive(case_id, meeting_id)
    case_rules.require(rules.in_hand(acting, found))
    line, _meeting = line_of(line_id)
    initial = {"text": line.text, "turn": line.turn, "version": line.version}
    form = forms.EditLineForm(data_of(request), initial=initial)
    step = Step(_("Wijzig de regel"), _("Bewaar"), _("De regel is veranderd."),
                lambda data: actions.edit_line(acting, line_id, **data),
                back=back(found, "verslag"))  # fmt: skip
    return run(request, case, form, step)


@both
def readers(request: HttpRequest, case_id: UUID, meeting_id: UUID, line_id: UUID) -> HttpResponse:
    """Who reads a line of one's own organisation."""
    acting, case, found = arrive(case_id, meeting_id)
    line, _meeting = line_of(line_id)
    case_rules.require(line.organisation_id == acting.organisation_id)
    initial = {"organisations": [str(key) for key in line.released_to]}
    form = forms.ReadersForm(data_of(request), parties=parties(acting, found), initial=initial)
    step = Step(_("Wie leest deze regel?"), _("Bewaar"), _("Het is veranderd."),
                lambda data: actions.release_line(acting, line_id, data["organisations"]),
                extra=line.text, back=back(found, "verslag"))  # fmt: skip
    return run(request, case, form, step)


@both
def object_to(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Say what is wrong: of one line (`?regel=`), or of the whole."""
    acting, case, found = arrive(case_id, meeting_id)
    case_rules.require(may_object(acting, found))
    line = _asked(request, meeting_id)
    step = Step(
        _("Bezwaar tegen het verslag"), _("Maak bezwaar"), _("Uw bezwaar staat naast de tekst."),
        lambda data: actions.object_to(acting, meeting_id, **data),
        extra=line.text if line else "", back=back(found, "verslag"),
    )  # fmt: skip
    initial = {"line_id": line.id if line else None}
    return run(request, case, forms.ObjectionForm(data_of(request), initial=initial), step)


def _asked(request: HttpRequest, meeting_id: UUID) -> MinutesLine | None:
    """The line in the address. Denied for one that is hidden, absent or no key."""
    asked = request.POST.get("line_id") or request.GET.get("regel", "")
    if not asked:
        return None
    try:
        key = UUID(asked)
    except ValueError:
        raise Denied from None
    found = MinutesLine.objects.filter(pk=key, meeting_id=meeting_id).first()
    if found is None:
        raise Denied
    return found


@both
def summary(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Write what the household reads."""
    acting, case, found = arrive(case_id, meeting_id)
    case_rules.require(rules.carries_on(acting, found))
    written = MeetingSummary.objects.filter(meeting=found).first()
    initial = {
        "text": written.text if written else "",
        "version": written.version if written else 0,
    }
    form = forms.SummaryForm(data_of(request), initial=initial)

    def act(data: dict[str, Any]) -> str:
        actions.summarise(acting, meeting_id, **data)
        return reverse("cases:meeting_letter", args=[case_id, meeting_id])

    step = Step(_("Samenvatting voor het huishouden"), _("Bewaar en bekijk de brief"),
                _("De samenvatting is bewaard."), act, back=back(found))  # fmt: skip
    return run(request, case, form, step)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """GET shows the words; POST gives the PDF, and leaves its trace."""
    acting, case, found = arrive(case_id, meeting_id)
    case_rules.require(rules.carries_on(acting, found))
    written = MeetingSummary.objects.filter(meeting=found).first()
    if written is None:
        raise Denied
    made = letter_of(found, written.text)
    if request.method == "POST":
        record(acting, "case.export_meeting", "meeting", found.id)
        return pdf_response(made.pdf([BY_HAND]), f"samenvatting-{case.number}")
    record(acting, "case.preview_letter", "case", case.id)
    context = {"case": case, "meeting": found, "letter": made, "back": back(found)}
    return render(request, "cases/meetings/letter.html", context)
