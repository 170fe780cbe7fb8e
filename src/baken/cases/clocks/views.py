"""The page of a case's clocks, and its forms."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.audit.api import record
from baken.cases import rules
from baken.cases.breaches.queries import of_case
from baken.cases.clocks import actions, forms
from baken.cases.clocks.models import Lapse
from baken.cases.clocks.queries import clocks_of
from baken.cases.models import Clock
from baken.cases.parts import part_page
from baken.cases.views.form_page import Step, both, data_of, enter, run
from baken.core.acting import current
from baken.core.errors import Denied


def _home(case_id: UUID) -> str:
    return reverse("cases:clocks", args=[case_id])


@require_safe
def clocks(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What runs, what stands still and what was not done."""
    acting = current()
    context = part_page(acting, case_id, "klokken")
    case = context["case"]
    record(acting, "case.read", "case", case_id)
    found = clocks_of(acting, case)
    manages = rules.manages(acting) and case.open
    context |= {
        "found": found, "manages": manages, "model": case.model, "breaches": of_case(case.id),
        "records_breach": rules.manages(acting) and not case.practice,
    }  # fmt: skip
    return render(request, "cases/clocks/part.html", context)


def _title(thing: actions.Thing) -> str:
    return str(thing.get_kind_display()) if isinstance(thing, Clock) else thing.title


@both
def pause(request: HttpRequest, case_id: UUID, about: UUID) -> HttpResponse:
    """Let a clock stand still, with a reason."""
    acting, case = enter(case_id, rules.manages)
    thing = actions.find(case_id, about)
    step = Step(
        _("Zet de klok stil"), _("Zet stil"), _("De klok staat stil."),
        lambda data: actions.pause(acting, case_id, about, **data),
        intro=_("%s. De dagen dat de klok stilstaat, tellen niet mee.") % _title(thing),
        back=_home(case_id),
    )  # fmt: skip
    return run(request, case, forms.PauseForm(data_of(request)), step)


@both
def resume(request: HttpRequest, case_id: UUID, about: UUID) -> HttpResponse:
    """Let it run again."""
    acting, case = enter(case_id, rules.manages)
    thing = actions.find(case_id, about)
    step = Step(
        _("Laat de klok weer lopen"), _("Laat lopen"), _("De klok loopt weer."),
        lambda _data: actions.resume(acting, case_id, about),
        intro=_("%s. De einddatum schuift op met de tijd dat de klok stilstond.") % _title(thing),
        back=_home(case_id),
    )  # fmt: skip
    return run(request, case, forms.SureForm(data_of(request)), step)


@both
def meet(request: HttpRequest, case_id: UUID, about: UUID) -> HttpResponse:
    """What the clock waited for was done."""
    acting, case = enter(case_id, rules.manages)
    clock = Clock.objects.filter(pk=about, case=case).first()
    if clock is None:
        raise Denied
    step = Step(
        _("Deze klok is gehaald"), _("Leg vast"), _("Vastgelegd. De klok is gestopt."),
        lambda _data: actions.meet(acting, case_id, about),
        intro=_("%s. Is dit gedaan? Dan stopt de klok.") % _title(clock),
        back=_home(case_id),
    )  # fmt: skip
    return run(request, case, forms.SureForm(data_of(request)), step)


@both
def answer(request: HttpRequest, case_id: UUID, lapse_id: UUID) -> HttpResponse:
    """How it stands with what an organisation did not do."""
    acting, case = enter(case_id)
    lapse = Lapse.objects.filter(pk=lapse_id, case=case).select_related("action").first()
    if lapse is None:
        raise Denied
    what = lapse.action.title if lapse.action else _("Er is lang niets gehoord")
    step = Step(
        _("Hoe staat het ervoor?"), _("Leg vast"), _("Vastgelegd. De procesregisseur ziet het."),
        lambda data: actions.answer(acting, lapse_id, **data),
        intro=what,
        back=_home(case_id),
    )  # fmt: skip
    return run(request, case, forms.AnswerForm(data_of(request)), step)
