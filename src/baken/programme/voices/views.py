"""The workplace: the clerk decides, who works on the plan answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baken.core.acting import current
from baken.programme.council.models import ItemKind
from baken.programme.queries.papers import published
from baken.programme.rules import is_clerk, may_register, may_write, need
from baken.programme.views.form_page import both, data_of, run
from baken.programme.voices import actions
from baken.programme.voices.forms import AnswerForm, RefuseForm, TakeForm
from baken.programme.voices.models import Reaction, VoiceKind, VoiceState
from baken.programme.voices.pages import site_of
from baken.programme.voices.queries import SIGNS, desk, waits


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What came in, what waits for me first."""
    acting = current()
    need(may_register(acting))
    titles = {paper.slug: paper.edition.title for paper in published()}
    rows = [
        (one, SIGNS[one.state], waits(acting, one), titles.get(one.paper, one.paper))
        for one in desk(acting)
    ]
    context = {"rows": rows, "waiting": sum(row[2] for row in rows), "clerk": is_clerk(acting)}
    return render(request, "programme/voices/list.html", context)


@require_safe
def one(request: HttpRequest, reaction_id: UUID) -> HttpResponse:
    """One reaction, with what may be done."""
    need(may_register(current()))
    return _page(request, _found(reaction_id))


def _page(request: HttpRequest, one: Reaction, address: str = "") -> HttpResponse:
    clerk, question = is_clerk(current()), one.kind == VoiceKind.QUESTION
    placed = one.state == VoiceState.ACCEPTED
    context: dict[str, Any] = {
        "one": one, "sign": SIGNS[one.state], "address": address, "question": question,
        "may_place": clerk and not question and not placed,
        "may_take": clerk and question and not placed,
        "may_refuse": clerk and one.state != VoiceState.REFUSED and not one.item,
        "may_answer": may_write(current()) and placed and not question,
        "may_look": clerk and question and not address,
    }  # fmt: skip
    return render(request, "programme/voices/one.html", context)


@require_POST
def place(request: HttpRequest, reaction_id: UUID) -> HttpResponse:
    """The clerk places it."""
    actions.place(current(), _found(reaction_id), site_of(request))
    return redirect("programme:reactions")


@require_POST
def look(request: HttpRequest, reaction_id: UUID) -> HttpResponse:
    """The clerk looks who asks as a councillor."""
    one = _found(reaction_id)
    address = actions.show_address(current(), one) or _("Er is geen adres meer.")
    return _page(request, one, address)


@both
def refuse(request: HttpRequest, reaction_id: UUID) -> HttpResponse:
    """The clerk does not place it, by a house rule."""
    need(is_clerk(current()))
    form, one = RefuseForm(data_of(request)), _found(reaction_id)
    words = (_("Niet plaatsen"), _("Plaats niet"))
    intro = _("De schrijver leest de regel en uw uitleg. Anderen zien er niets van.")
    return _run(request, one, form, words, intro, lambda data: actions.refuse(
        current(), one, site=site_of(request), **data))  # fmt: skip


@both
def answer(request: HttpRequest, reaction_id: UUID) -> HttpResponse:
    """The city answers."""
    need(may_write(current()))
    one = _found(reaction_id)
    form = AnswerForm(data_of(request) or ({"reply": one.reply} if one.reply else None))
    words = (_("Antwoord op een reactie"), _("Zet het antwoord eronder"))
    intro = _("Het antwoord staat onder de reactie. Wie een adres achterliet, krijgt bericht.")
    return _run(request, one, form, words, intro, lambda data: actions.answer(
        current(), one, site=site_of(request), **data))  # fmt: skip


@both
def take(request: HttpRequest, reaction_id: UUID) -> HttpResponse:
    """The clerk takes a question into the register of the council."""
    need(is_clerk(current()))
    one = _found(reaction_id)
    start = {"title": _("Vraag over %s") % (one.paragraph or one.paper), "text": one.text}
    form = TakeForm(data_of(request), initial=start)
    words = (_("Neem op in het register"), _("Neem op"))
    intro = _("De vraag krijgt haar plek bij de paragraaf, met de termijn van artikel 34.")
    return _run(request, one, form, words, intro, lambda data: actions.take_question(
        current(), one, _as_item(one, data), site_of(request)))  # fmt: skip


def _as_item(one: Reaction, words: dict[str, Any]) -> dict[str, Any]:
    """A question as the register keeps it."""
    return {
        **words, "kind": ItemKind.QUESTION, "said_on": timezone.localdate(one.made_at),
        "submitters": [one.name], "meeting": "",
        "paragraphs": [f"{one.paper}#{one.paragraph}"] if one.paragraph else [f"{one.paper}#"],
    }  # fmt: skip


def _run(
    request: HttpRequest, one: Reaction, form: Form, words: tuple[str, str], intro: str,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:  # fmt: skip
    back = reverse("programme:reaction", args=[one.id])
    there = _("Er staat: ‘%s’") % one.text

    def do() -> str:
        act(dict(form.cleaned_data))
        return back

    return run(request, form, words[0], words[1], back, do, intro=f"{intro} {there}")


def _found(reaction_id: UUID) -> Reaction:
    found = Reaction.objects.filter(id=reaction_id).first()
    if found is None:
        raise Http404
    return found
