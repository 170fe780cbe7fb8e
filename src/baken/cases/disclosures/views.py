"""Pages of disclosures: the list of a case, asking, advising, deciding, and the receipt."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.access import api as access
from baken.audit.api import record
from baken.cases import forms as case_forms
from baken.cases import rules
from baken.cases.codes import Ground
from baken.cases.disclosures import actions, forms, queries
from baken.cases.disclosures.models import Disclosure, DisclosureAdvice, DisclosureDecision
from baken.cases.models import Case
from baken.cases.parts import part_page
from baken.cases.regimes import register, rules_for
from baken.cases.views.form_page import Step, both, data_of, enter, run, site
from baken.core.acting import Acting, current
from baken.core.errors import Denied


@require_safe
def listing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was asked of this case, and what came of it."""
    acting = current()
    context = part_page(acting, case_id, "verstrekkingen")
    rows = Disclosure.objects.filter(case_id=case_id).order_by("-requested_at")
    names = access.name_of(row.receiver_id for row in rows)
    parties = {party.id: party.name for party in access.organisations(acting)}
    decisions = {d.disclosure_id: d for d in DisclosureDecision.objects.filter(case_id=case_id)}
    lines = [
        {"row": row, "decision": decisions.get(row.id),
         "to": names.get(row.receiver_id, "") if row.receiver_id else _("een andere casus"),
         "party": parties.get(row.to_organisation_id, ""),
         "mine": row.requested_by_id == acting.user_id}
        for row in rows
    ]  # fmt: skip
    regime = rules_for(context["case"].regime)
    context |= {"lines": lines, "regime": regime, "works": rules.works_on_cases(acting)}
    return render(request, "cases/disclosures/list.html", context)


@both
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask for a disclosure."""
    acting, case = enter(case_id)
    people = queries.outsiders(acting, case)
    form = forms.AskForm(data_of(request), told=queries.passable(acting, case), people=people)

    def act(data: dict[str, Any]) -> None:
        chosen = data.pop("receiver")
        receiver = next((p for p in people if str(p.user_id) == chosen), None)
        actions.ask(acting, case_id, receiver=receiver, site=site(request), **data)

    step = Step(
        _("Vraag om te verstrekken"), _("Vraag"), _("De vraag ligt bij wie mag besluiten."), act,
        intro=_("Er gaat niets naar buiten voordat een ander met mandaat ja zegt."),
        back=reverse("cases:disclosures", args=[case.id]),
    )  # fmt: skip
    return run(request, case, form, step)


@both
def decide(request: HttpRequest, case_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Read what is asked, and decide."""
    acting, case = enter(case_id)
    found = actions.fetch_request(disclosure_id)
    if found.case_id != case.id:
        raise Denied

    def act(data: dict[str, Any]) -> None:
        actions.decide(acting, disclosure_id, granted=data["granted"] == case_forms.YES,
                       reason=data["reason"], site=site(request))  # fmt: skip

    step = Step(
        _("Besluit over een verstrekking"), _("Besluit"), _("Uw besluit is vastgelegd."), act,
        intro=_words(acting, found), extra=_items(found),
        back=reverse("cases:disclosures", args=[case.id]),
        context={"missing": queries.gaps(acting, found, case, granted=True)},
    )  # fmt: skip
    return run(request, case, case_forms.DecideForm(data_of(request)), step)


def _words(acting: Acting, found: Disclosure) -> str:
    parties = {party.id: party.name for party in access.organisations(acting)}
    names = access.name_of([found.receiver_id])
    to = names.get(found.receiver_id, "") if found.receiver_id else _("een andere casus")
    advice = DisclosureAdvice.objects.filter(disclosure=found).first()
    said = _("Er is geen advies.")
    if advice:
        said = _("Advies: %s") % advice.text
    words = _("Aan: %(to)s, %(party)s\nGrond: %(ground)s, %(article)s\nWaarom: %(why)s\n%(advice)s")
    return words % {
        "to": to, "party": parties.get(found.to_organisation_id, ""),
        "ground": ground_words(found.ground), "article": found.article, "why": found.reason,
        "advice": said,
    }  # fmt: skip


def _items(found: Disclosure) -> str:
    return "\n".join(item.contribution.text for item in queries.items_of(found))


def ground_words(code: str) -> str:
    """What a ground is called, of the general ones or of those that lift a ban."""
    general = {ground.value: str(ground.label) for ground in Ground}
    return general.get(code) or register().words(code)


@both
def advise(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """The privacy officer: ground, reason and categories; not the words themselves."""
    acting = current()
    rules.require(acting.purpose == "privacy")
    found = actions.fetch_request(disclosure_id)
    asked = {register().label(item.category).lower() for item in found.items.all()}

    def act(data: dict[str, Any]) -> None:
        positive = data["positive"] == case_forms.YES
        actions.advise(acting, disclosure_id, positive=positive, text=data["text"])

    step = Step(
        _("Advies over een verstrekking"), _("Geef advies"), _("Uw advies is vastgelegd."), act,
        intro=_("%(words)s\nHet gaat om: %(asked)s.")
        % {"words": _words(acting, found), "asked": ", ".join(sorted(asked))},
        back=reverse("cases:privacy"), origin=_("Toezicht op casussen"),
    )  # fmt: skip
    return run(request, None, forms.AdviceForm(data_of(request)), step)


@require_safe
def receipt(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """What was handed over: number, moment, hash and the words. Reading it is recorded."""
    acting = current()
    found = queries.receipt_of(disclosure_id)
    if found is None or not found[1]:
        raise Denied
    decision, handed = found
    record(acting, "case.read_disclosure", "disclosure", disclosure_id)
    parties = {party.id: party.name for party in access.organisations(acting)}
    items = [
        {"row": row, "owner": parties.get(row.owner_id, ""),
         "category": register().label(row.category)}
        for row in handed
    ]  # fmt: skip
    asked = decision.disclosure
    context = {
        "decision": decision, "asked": asked, "items": items,
        "ground": ground_words(asked.ground), "party": parties.get(asked.to_organisation_id, ""),
        "sender": parties.get(asked.organisation_id, ""),
        "whole": actions.hash_of(handed) == decision.sha256,
        "known": Case.objects.filter(pk=asked.case_id).first(),
    }  # fmt: skip
    return render(request, "cases/disclosures/receipt.html", context)


@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """Everything that was disclosed to me, newest first."""
    acting = current()
    rules.require(rules.works_on_cases(acting))
    rows = DisclosureDecision.objects.filter(granted=True).select_related("disclosure")
    lines = [row for row in rows.order_by("-decided_at")
             if row.disclosure.to_organisation_id == acting.organisation_id]  # fmt: skip
    return render(request, "cases/disclosures/received.html", {"lines": lines})
