"""Pages of keeping longer: asking and deciding."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import rules
from baken.cases.actions.common import fetch
from baken.cases.forms import YES, DecideForm
from baken.cases.keeping import actions
from baken.cases.keeping.forms import ExtensionForm
from baken.cases.keeping.models import Extension
from baken.cases.keeping.rules import longest, source
from baken.cases.retention import kept_until
from baken.cases.views.form_page import Step, both, data_of, run, site
from baken.core.acting import current
from baken.core.errors import Conflict, Denied


@both
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask to keep a closed case longer."""
    acting, case = current(), fetch(case_id)
    rules.require(rules.opens(acting))
    if case.closed_at is None:
        raise Conflict(_("Alleen een gesloten casus heeft een bewaartermijn."))
    days = {"last": date_format(kept_until(case), "j F Y"),
            "most": date_format(longest(case), "j F Y")}  # fmt: skip
    step = Step(
        _("Vraag om langer te bewaren"), _("Vraag het"),
        _("Het verzoek ligt bij de privacyfunctionaris."),
        lambda data: actions.ask(acting, case_id, site=site(request), **data),
        intro=_("Nu bewaard tot en met %(last)s. Langer kan tot uiterlijk %(most)s, als een tweede"
                " persoon dat goedvindt.") % days,
        extra=source(),
    )  # fmt: skip
    return run(request, case, ExtensionForm(data_of(request)), step)


@both
def decide(request: HttpRequest, extension_id: UUID) -> HttpResponse:
    """The second person says yes or no; a repeat is weighed again."""
    acting = current()
    rules.require(acting.purpose == "privacy")
    asked = Extension.objects.filter(pk=extension_id).first()
    if asked is None:
        raise Denied

    def act(data: dict[str, Any]) -> None:
        actions.decide(acting, extension_id, granted=data["granted"] == YES, remark=data["reason"])

    who = access.name_of([asked.asked_by_id]).get(asked.asked_by_id, _("Een collega"))
    words = {"who": who, "day": date_format(asked.until, "j F Y")}
    again = _("Let op: deze casus is al eerder verlengd. Weeg opnieuw af of bewaren nodig is.")
    step = Step(
        _("Casus %s langer bewaren") % asked.case_number, _("Besluit"),
        _("Uw besluit is vastgelegd."), act,
        intro=_("%(who)s vraagt om deze casus te bewaren tot en met %(day)s.") % words,
        extra=f"{asked.reason}\n{again}" if asked.turn > 1 else asked.reason,
        back="/werk/", origin=_("Mijn werk"),
    )  # fmt: skip
    return run(request, None, DecideForm(data_of(request)), step)
