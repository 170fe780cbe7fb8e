"""The part 'Betrokkenen' of a case, and the forms behind it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.duty import actions, forms, queries
from baken.cases.duty.law import law
from baken.cases.duty.models import Postponement
from baken.cases.forms import YES
from baken.cases.models import Case
from baken.cases.parts import part_page
from baken.cases.views.form_page import Step, both, data_of, enter, run
from baken.core.acting import Acting, current
from baken.core.errors import Denied


@require_safe
def people(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everybody on the case: told, put off, minors, shields; and requests about one of them."""
    acting = current()
    case_rules.require(case_rules.works_on_cases(acting))
    page = part_page(acting, case_id, "betrokkenen")
    record(acting, "case.read", "case", case_id)
    found = queries.of_case(acting, case_id)
    context = {
        **page,
        "persons": found,
        "works": page["case"].open,
        "notes": law().notes,
        "organisation": acting.organisation_id,
        "me": acting.user_id,
        "may_judge": actions.may_judge(acting),
        "requests": _requests(acting, case_id),
    }
    return render(request, "cases/duty/people.html", context)


def _requests(acting: Acting, case_id: UUID) -> list[Any]:
    from baken.cases.duty.requests.queries import of_case

    return of_case(acting, case_id)


def _person(acting: Acting, case: Case, person_id: UUID) -> queries.Person:
    found = queries.person(acting, case.id, person_id)
    if found is None:
        raise Denied
    return found


def _back(case: Case, person_id: UUID) -> str:
    return f"{reverse('cases:duty', args=[case.id])}#p-{person_id}"


def _obtained(found: queries.Person) -> dict[str, Any]:
    if found.duty:
        return {"origin": found.duty.origin, "obtained_on": found.duty.obtained_on,
                "contact_on": found.duty.contact_on}  # fmt: skip
    return {"obtained_on": timezone.localdate(found.involved.added_at)}


def _split(data: dict[str, Any]) -> actions.Obtained:
    """Take where the data came from out of a form's data."""
    return actions.Obtained(
        data.pop("origin"), data.pop("obtained_on"), data.pop("contact_on", None)
    )


@both
def inform(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down that somebody was told."""
    acting, case = enter(case_id)
    found = _person(acting, case, person_id)
    if found.state == "done" and request.method != "POST":
        return redirect(_back(case, person_id))
    version = found.duty.version if found.duty else 0
    form = forms.InformForm(data_of(request), initial={**_obtained(found), "version": version})

    def act(data: dict[str, Any]) -> None:
        actions.inform(acting, case_id, person_id, _split(data), **data)

    step = Step(
        _("%s is geïnformeerd") % found.label, _("Leg vast"), _("Het staat erbij."), act,
        intro=_("De persoon weet nu wie gegevens heeft, waarvoor, en hoe die te vragen zijn."),
        back=_back(case, person_id),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def postpone(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask to put it off."""
    acting, case = enter(case_id)
    found = _person(acting, case, person_id)
    form = forms.PostponeForm(data_of(request), initial=_obtained(found))

    def act(data: dict[str, Any]) -> None:
        actions.postpone(acting, case_id, person_id, _split(data), **data)

    step = Step(
        _("Vraag uitstel voor %s") % found.label, _("Vraag uitstel"),
        _("Een ander besluit over het uitstel."), act,
        intro=_("Een ander dan u besluit: de privacyfunctionaris of een procesregisseur."),
        back=_back(case, person_id),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def judge(request: HttpRequest, postponement_id: UUID) -> HttpResponse:
    """Grant or refuse a postponement. Number, ground and reason; nothing else of the case."""
    acting = current()
    case_rules.require(actions.may_judge(acting))
    asked = Postponement.objects.filter(pk=postponement_id).first()
    if asked is None:
        raise Denied
    back = reverse("cases:requests")

    def act(data: dict[str, Any]) -> None:
        actions.judge(acting, asked.id, granted=data["granted"] == YES, remark=data["remark"])

    step = Step(
        _("Uitstel in casus %s") % asked.case_number, _("Besluit"), _("Uw besluit is vastgelegd."),
        act, back=back, origin=_("Verzoeken"),
        intro=f"{asked.label} ({asked.article}).", extra=asked.reason,
    )  # fmt: skip
    return run(request, None, forms.JudgeForm(data_of(request)), step)


@both
def minor(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """What a minor needs."""
    acting, case = enter(case_id)
    found = _person(acting, case, person_id)
    names = ("age", "age_on", "authority", "heard", "heard_on", "heard_why_not", "consent",
             "protection", "inform_note", "version")  # fmt: skip
    initial = {name: getattr(found.minor, name) for name in names} if found.minor else {}
    if not initial and request.method == "GET":
        initial = {"age": actions.age_of(acting, person_id)}
    form = forms.MinorForm(data_of(request), initial=initial)

    def act(data: dict[str, Any]) -> None:
        data["version"] = data.get("version") or 0
        actions.set_minor(acting, case_id, person_id, **data)

    step = Step(
        _("%s is nog geen 18") % found.label, _("Bewaar"), _("Het staat erbij."), act,
        intro=_("Alleen wat nodig is: leeftijd, gezag, gehoord, toestemming, jeugdbescherming."),
        back=_back(case, person_id),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def shield(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Shield somebody, and name the seats."""
    acting, case = enter(case_id)
    found = _person(acting, case, person_id)
    if found.involved.organisation_id != acting.organisation_id:
        raise Denied(known=True)
    initial = {"identity": found.involved.shielded_identity,
               "address": found.involved.shielded_address, "roles": list(found.roles)}  # fmt: skip
    form = forms.ShieldForm(data_of(request), initial=initial)
    step = Step(
        _("Scherm %s af") % found.label, _("Bewaar"), _("De afscherming is veranderd."),
        lambda data: actions.set_shield(acting, case_id, person_id, **data),
        intro=_("Voor een slachtoffer dat gevaar loopt. Een brief gaat dan nooit met de post."),
        back=_back(case, person_id),
    )  # fmt: skip
    return run(request, case, form, step)
