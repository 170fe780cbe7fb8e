"""The steps of an item: enter, change, propose to close, close, take up again."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.core.acting import current
from baken.programme.council import actions
from baken.programme.council.forms import CloseForm, ItemForm, ProposeForm, ReopenForm
from baken.programme.council.models import CouncilRecord
from baken.programme.council.queries import item_of, municipality
from baken.programme.models import CouncilPaper
from baken.programme.queries.register import load
from baken.programme.rules import is_clerk, may_register, may_write, need
from baken.programme.views.form_page import both, data_of, run


@both
def new(request: HttpRequest) -> HttpResponse:
    """Enter a motion, promise, question or commitment."""
    need(may_register(current()))
    form = ItemForm(data_of(request), register=load(), papers=_headings())

    def act() -> str:
        return _page(actions.register_item(current(), municipality(), form.cleaned_data))

    title = _("Een motie, toezegging of vraag")
    return run(request, form, title, _("Leg vast"), reverse("programme:council_work"), act)


@both
def change(request: HttpRequest, item: UUID) -> HttpResponse:
    """Change what is known of an item; a stale edit shows both texts."""
    need(may_register(current()))
    one = _found(item)
    form = ItemForm(data_of(request), register=load(), papers=_headings(), one=one)

    def act() -> str:
        words = dict(form.cleaned_data)
        actions.change_item(current(), one, words, version=words.pop("version"))
        return _page(item)

    return run(request, form, _("Wijzig: %s") % one.title, _("Bewaar"), _page(item), act)


@both
def propose(request: HttpRequest, item: UUID) -> HttpResponse:
    """The college proposes that the council closes this."""
    need(may_write(current()))
    words = (_("Stel de raad voor dit af te doen"), _("Stel voor"))
    intro = _("U doet dit namens het college. De raad beslist; de griffie legt dat vast.")
    return _step(request, item, ProposeForm, actions.propose_closing, words, intro)


@both
def close(request: HttpRequest, item: UUID) -> HttpResponse:
    """The clerk records that the council closed this."""
    need(is_clerk(current()))
    words = (_("De raad deed dit af"), _("Leg vast: afgedaan"))
    intro = _("Alleen de griffie legt dit vast, met het besluit van de raad.")
    return _step(request, item, CloseForm, actions.close_item, words, intro)


@both
def reopen(request: HttpRequest, item: UUID) -> HttpResponse:
    """The clerk records that this goes on."""
    need(is_clerk(current()))
    words = (_("De raad doet dit niet af"), _("Leg vast: gaat door"))
    return _step(request, item, ReopenForm, actions.reopen_item, words, "")


def _step(
    request: HttpRequest,
    item: UUID,
    form_class: type[Form],
    step: Callable[..., None],
    words: tuple[str, str],
    intro: str,
) -> HttpResponse:
    one = _found(item)
    form = form_class(data_of(request), initial={"version": one.version})

    def act() -> str:
        step(current(), one, **form.cleaned_data)
        return _page(item)

    return run(request, form, words[0], words[1], _page(item), act, intro=intro or one.title)


def _found(item: UUID) -> CouncilRecord:
    one = item_of(item)
    if one is None:
        raise Http404
    return one


def _page(item: UUID) -> str:
    return reverse("programme:council_item_work", args=[item])


def _headings() -> list[tuple[str, str]]:
    """Every heading of every paper in the making, as 'slug#heading'."""
    found = []
    for paper in CouncilPaper.objects.order_by("title"):
        for words in re.findall(r"^#{2,3} (.+)$", paper.text, re.MULTILINE):
            found.append((f"{paper.slug}#{words.strip()}", f"{paper.title}: {words}"))
    return found
