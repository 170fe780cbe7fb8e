"""Pages of triage: signals, the questions, the outcome, and who is known elsewhere."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baken.access import api as access
from baken.audit.api import record
from baken.cases import forms as case_forms
from baken.cases import rules
from baken.cases.actions.work import owners
from baken.cases.codes import ClockKind, Lifecycle
from baken.cases.models import CaseContent, Clock
from baken.cases.parts import part_page
from baken.cases.triage import actions, forms, known, queries
from baken.cases.triage.criteria import newest
from baken.cases.triage.models import Signal
from baken.cases.views.form_page import Step, both, data_of, enter, run, site
from baken.core.acting import current
from baken.core.calendar import ZONE
from baken.core.errors import Denied
from baken.core.ids import read_id
from baken.reports import api as reports


@require_safe
def triage(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Signals and how triage stands; a partner sees the own signals alone."""
    acting = current()
    rules.require(rules.works_on_cases(acting))
    context = part_page(acting, case_id, "triage")
    case = context["case"]
    municipal = acting.capacity != access.Capacity.PARTNER
    record(acting, "case.read_triage", "case", case_id)
    context |= {
        "signals": queries.signals(acting, case_id),
        "reports": reports.of_file(acting, case_id),
        "standing": queries.standing_of(acting, case) if municipal else None,
        "merges": queries.merges(case_id) if municipal else [],
        "contact": Clock.objects.filter(case=case, kind=ClockKind.CONTACT, met_at=None).first(),
        "manages": rules.manages(acting) and case.open,
        "decides": rules.opens(acting) and case.lifecycle == Lifecycle.TRIAGE,
    }
    return render(request, "cases/triage/page.html", context)


def _home(case_id: UUID) -> str:
    return reverse("cases:triage", args=[case_id])


@both
def add_signal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Somebody of the case brings a signal."""
    acting, case = enter(case_id)
    step = Step(
        _("Nieuw signaal"), _("Bewaar het signaal"), _("Het signaal is bewaard."),
        lambda data: actions.add_signal(acting, case_id, **data) and None,
        back=_home(case_id),
    )  # fmt: skip
    form = forms.SignalForm(data_of(request), parties=actions.bringers(acting, case))
    return run(request, case, form, step)


@both
def weigh(request: HttpRequest, case_id: UUID, signal_id: UUID) -> HttpResponse:
    """Decide whether a signal counts."""
    acting, case = enter(case_id, rules.manages)
    found = Signal.objects.filter(pk=signal_id, case=case).first()
    if found is None:
        raise Denied
    step = Step(
        _("Weeg dit signaal"), _("Bewaar"), _("Bewaard."),
        lambda data: actions.weigh(acting, signal_id, **data),
        extra=found.text, back=_home(case_id),
    )  # fmt: skip
    initial = {
        "version": found.version, "weighed": found.weighed, "why": found.weighed_why,
    }  # fmt: skip
    return run(request, case, forms.WeighForm(data_of(request), initial=initial), step)


@require_POST
def spoke(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who brought the signal was spoken to."""
    actions.spoke(current(), case_id)
    messages.success(request, _("Vastgelegd dat u contact had."))
    return redirect("cases:triage", case_id)


@both
def form(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The questions of triage; the rule shows while it fills."""
    acting, case = enter(case_id, rules.manages)
    standing = queries.standing_of(acting, case)
    filled = forms.TriageForm(data_of(request), standing=standing)
    if request.method == "POST" and filled.is_valid():
        data = filled.cleaned_data
        actions.save(
            acting, case_id, given=filled.given, acute=data["acute"], version=data["version"]
        )
        messages.success(request, _("Bewaard."))
        return redirect("cases:triage", case_id)
    context = {"case": case, "form": filled, "standing": standing, "back": _home(case_id)}
    status = 422 if filled.is_bound else 200
    return render(request, "cases/triage/form.html", context, status=status)


@require_POST
def rule(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The rule for what stands in the form now; nothing is kept."""
    acting, case = enter(case_id, rules.manages)
    standing = queries.standing_of(acting, case)
    filled = forms.TriageForm(request.POST, standing=standing)
    filled.is_valid()
    said = {key: str(filled.cleaned_data.get(f"answer_{key}", "")) for key in _keys(standing)}
    context = {"criteria": standing.criteria, "met": standing.criteria.met(said),
               "triggered": standing.criteria.triggered(said)}  # fmt: skip
    return render(request, "cases/triage/rule.html", context)


def _keys(standing: queries.Standing) -> list[str]:
    return [line.question.key for line in standing.lines]


@both
def find_out(request: HttpRequest, case_id: UUID, key: str) -> HttpResponse:
    """Agree who finds out what is unknown."""
    acting, case = enter(case_id, rules.manages)
    line = next((x for x in queries.standing_of(acting, case).lines if x.question.key == key), None)
    if line is None:
        raise Denied

    def act(data: dict[str, Any]) -> None:
        data.pop("key")
        actions.find_out(acting, case_id, key, site=site(request), **data)

    step = Step(
        _("Wie zoekt dit uit?"), _("Spreek af"), _("De actie staat bij deze vraag."), act,
        intro=line.question.title, back=_home(case_id),
    )  # fmt: skip
    initial = {"title": _("Uitzoeken: %s") % line.question.title}
    filled = case_forms.ActionForm(data_of(request), initial=initial, people=owners(acting, case))
    return run(request, case, filled, step)


@both
def decide(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The outcome: take it on, or close it with advice, a referral or a reference."""
    acting, case = enter(case_id, rules.opens)
    if case.lifecycle != Lifecycle.TRIAGE:
        return redirect("cases:triage", case_id)

    def act(data: dict[str, Any]) -> str:
        actions.decide(acting, case_id, actions.Ending(**data), site=site(request))
        return reverse("cases:file", args=[case_id])

    report = CaseContent.objects.get(case=case).report_id
    standing = queries.standing_of(acting, case)
    step = Step(
        _("Uitkomst van de triage"), _("Leg de uitkomst vast"), _("De uitkomst is vastgelegd."),
        act,
        intro=_(
            "Wie het signaal bracht, hoort het: de melder in gewone woorden, een partner met "
            "een mail zonder inhoud."
        ),
        back=_home(case_id),
    )  # fmt: skip
    filled = forms.EndForm(
        data_of(request), initial={"purpose": case.purpose}, report=bool(report),
        missing=len(standing.missing),
    )  # fmt: skip
    return run(request, case, filled, step)


@both
def ask_known(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Is someone known elsewhere? The answer stands on the same page, found or not."""
    acting, case = enter(case_id, rules.manages)
    filled = forms.KnownForm(data_of(request))
    answer = None
    if request.method == "POST" and filled.is_valid():
        try:
            answer = known.ask(acting, case_id, **filled.cleaned_data)
        except ValidationError as error:
            filled.add_error(None, error)
    context = {
        "case": case, "form": filled, "answer": answer, "answered": answer is not None,
        "back": _home(case_id), "criteria": newest(),
    }  # fmt: skip
    status = 422 if filled.is_bound and filled.errors else 200
    return render(request, "cases/triage/known.html", context, status=status)


@require_safe
def known_overview(request: HttpRequest) -> HttpResponse:
    """Who asked how often, for the privacy officer."""
    acting = current()
    rows = known.overview(acting)
    record(acting, "case.read_known", count=len(rows))
    context = {"rows": rows, "criteria": newest(), "days": known.DAYS_BACK}
    return render(request, "cases/triage/known_overview.html", context)


@both
def known_review(request: HttpRequest, asker: str, day: str) -> HttpResponse:
    """Look at one person's questions of one day, and say what is found."""
    acting = current()
    rows = known.overview(acting)
    who = read_id(asker)
    found = next((r for r in rows if r.asker == who and r.day.isoformat() == day), None)
    if found is None:
        raise Denied
    step = Step(
        _("Vragen van %(name)s op %(day)s")
        % {"name": found.name, "day": date_format(found.day, "j F Y")},
        _("Leg vast"), _("Uw oordeel is vastgelegd."),
        lambda data: known.review(acting, who, date.fromisoformat(day), **data),
        extra="\n".join(_moments(who, found.day)),
        back=reverse("cases:known_overview"), origin=_("Bekend elders"),
    )  # fmt: skip
    return run(request, None, forms.ReviewForm(data_of(request)), step)


def _moments(who: UUID, day: date) -> list[str]:
    return [
        f"{date_format(at.astimezone(ZONE), 'H.i')}: {why} ({about})"
        for at, why, about in known.moments(who, day)
    ]


__all__ = ["add_signal", "ask_known", "decide", "find_out", "form", "known_overview",
           "known_review", "rule", "spoke", "triage", "weigh"]  # fmt: skip
