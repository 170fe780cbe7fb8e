"""The public side: react, ask as a councillor, the house rules, and one's own reaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.core.acting import Acting, become
from baken.core.bucket import TooOften
from baken.core.effort import Challenge, Spoiled, challenge, open_challenge
from baken.core.errors import Denied
from baken.programme.queries.papers import Published, published
from baken.programme.voices import actions
from baken.programme.voices.forms import QuestionForm, ReactionForm
from baken.programme.voices.house import rules
from baken.programme.voices.limits import count_reaction
from baken.programme.voices.models import Reaction, VoiceKind
from baken.programme.voices.queries import SIGNS, headings

_both = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Spot:
    """Where somebody reacts: a kind, a paper, and a paragraph of it."""

    kind: str
    paper: Published
    paragraph: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.paper.slug}#{self.paragraph}"


@_both
def react(request: HttpRequest, slug: str) -> HttpResponse:
    """A resident reacts to a paper, or to one paragraph of it."""
    return _form(request, _spot(request, VoiceKind.REACTION, slug), ReactionForm)


@_both
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A councillor asks something at a paragraph."""
    return _form(request, _spot(request, VoiceKind.QUESTION, slug), QuestionForm)


@require_safe
def house_rules(request: HttpRequest) -> HttpResponse:
    """By which rules reactions are placed or not."""
    return render(request, "programme/voices/rules.html", {"rules": rules().values()})


def _spot(request: HttpRequest, kind: str, slug: str) -> Spot:
    """404 for a paper that is not public; a paragraph that it does not have is the whole paper."""
    found = published(slug)
    if not found:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    named = asked.get("paragraaf", "")
    known = headings(found[0].edition.text)
    return Spot(kind, found[0], named if named in known else "")


def _form(request: HttpRequest, spot: Spot, form_class: type[ReactionForm]) -> HttpResponse:
    if request.method != "POST":
        return _show(request, spot, form_class(), challenge(spot.key))
    form = form_class(request.POST)
    try:
        given = open_challenge(request.POST.get("opgave", ""), spot.key)
    except Spoiled:
        form.add_error(None, _("Deze pagina stond lang open. Lees alles na en verstuur nog eens."))
        return _show(request, spot, form, challenge(spot.key))
    if not form.is_valid():
        return _show(request, spot, form, given)
    return _send(request, spot, form, given)


def _send(request: HttpRequest, spot: Spot, form: ReactionForm, given: Challenge) -> HttpResponse:
    proven = given.solved_by(request.POST.get("bewijs", ""))
    code = actions.code_of(given.id)
    acting = actions.author(code)
    become(acting)
    if not Reaction.objects.filter(token_hash=acting.token).exists():
        try:
            count_reaction(request, proven=proven)
        except TooOften as error:
            form.add_error(None, error.message)
            return _show(request, spot, form, given, status=429)
    words = {name: form.cleaned_data[name] for name in ("text", "name", "email")}
    said = actions.Said(
        given.id, spot.kind, spot.paper.slug, spot.paper.edition.number, spot.paragraph,
        proven=proven, **words,
    )  # fmt: skip
    actions.send(acting, said, site_of(request))
    return redirect(f"{reverse('programme:own_reaction', args=[code])}?gelukt=1")


def _show(
    request: HttpRequest, spot: Spot, form: ReactionForm, given: Challenge, *, status: int = 0
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form, "spot": spot, "effort": given, "rules": rules().values(),
        "question": spot.kind == VoiceKind.QUESTION,
    }  # fmt: skip
    status = status or (422 if form.is_bound else 200)
    return render(request, "programme/voices/form.html", context, status=status)


@require_safe
def own(request: HttpRequest, code: str) -> HttpResponse:
    """How it stands with one's own reaction, for who has its link."""
    one = actions.own(_enter(code))
    context = {
        "one": one, "code": code, "sign": SIGNS[one.state], "said": "gelukt" in request.GET,
        "rule": rules().get(one.rule), "papers": published(one.paper),
        "link": request.build_absolute_uri(request.path),
    }  # fmt: skip
    return render(request, "programme/voices/own.html", context)


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Its author withdraws it."""
    actions.withdraw(_enter(code))
    return redirect("programme:own_reaction", code)


def _enter(code: str) -> Acting:
    """Become the author with this code. Denied, and so not found, when it cannot be one."""
    if len(code) != 24 or not code.isascii():
        raise Denied
    acting = actions.author(code)
    become(acting)
    return acting


def site_of(request: HttpRequest) -> str:
    """The address of this site, as the visitor typed it."""
    return f"{request.scheme}://{request.get_host()}"
