"""The feeds, and the pages on which one subscribes, confirms and leaves."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from baken.core.acting import Acting, become
from baken.core.bucket import TooOften
from baken.core.errors import Denied
from baken.core.forms import MailField, trap
from baken.programme.models import Kind
from baken.programme.news import actions
from baken.programme.news.entries import MOST, entries
from baken.programme.queries.register import Item, Register, load
from baken.programme.voices.limits import count_subscription, may_mail
from baken.programme.voices.pages import site_of

_both = require_http_methods(["GET", "HEAD", "POST"])


class SubscribeForm(forms.Form):
    """An address and a topic; nothing else is asked."""

    topic = forms.ChoiceField(label=gettext_lazy("Waarover?"), required=False)
    email = MailField(label=gettext_lazy("Uw e-mailadres"))
    website = trap()

    def __init__(self, data: object, register: Register, topic: str) -> None:
        super().__init__(data, initial={"topic": topic})  # type: ignore[arg-type]
        themes = [(item.key, item.name) for item in themes_of(register)]
        self.fields["topic"].choices = [("", _("het hele plan")), *themes]  # type: ignore[attr-defined]


def themes_of(register: Register) -> list[Item]:
    return register.of_kind(Kind.THEME, Kind.OVERARCHING)


@require_safe
def feed(request: HttpRequest, key: str = "") -> HttpResponse:
    """What was published, as an Atom feed: of the whole plan or of one theme."""
    register = load()
    theme = register.one(key, Kind.THEME, Kind.OVERARCHING) if key else None
    if key and theme is None:
        raise Http404
    site, name = site_of(request), settings.MUNICIPALITY.name
    title = _("Veiligheid in %s") % name if theme is None else f"{theme.name}, {name}"
    found = Atom1Feed(
        title=title, link=f"{site}{reverse('programme:councillors')}", feed_guid=f"baken:{key}",
        description=title, feed_url=request.build_absolute_uri(request.path), author_name=name,
    )  # fmt: skip
    for one in entries(register, key)[:MOST]:
        found.add_item(
            title=one.title, link=f"{site}{one.path}", description=one.text,
            unique_id=f"baken:{one.key}", updateddate=one.at, pubdate=one.at,
        )  # fmt: skip
    body = found.writeString("utf-8")
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@_both
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for mail. What is shown after is the same for every address."""
    data = request.POST if request.method == "POST" else None
    form = SubscribeForm(data, load(), request.GET.get("thema", ""))
    if form.is_valid():
        try:
            count_subscription(request)
        except TooOften as error:
            form.add_error(None, error.message)
            return _form(request, form, 429)
        return _asked(request, form.cleaned_data["email"], form.cleaned_data["topic"])
    return _form(request, form, 422 if form.is_bound else 200)


def _form(request: HttpRequest, form: SubscribeForm, status: int) -> HttpResponse:
    return render(request, "programme/news/subscribe.html", {"form": form}, status=status)


def _asked(request: HttpRequest, email: str, topic: str) -> HttpResponse:
    code = actions.code_of(email, topic)
    acting = actions.reader(code)
    become(acting)
    if may_mail(email):  # the page says the same when it is not
        actions.ask(acting, email=email, topic=topic, site=site_of(request))
    # In a demo nothing is sent; so that one can go on, the page shows what stands in the mail.
    demo = getattr(request, "demo", False) and not settings.EMAIL_HOST
    link = reverse("programme:news_confirm", args=[code]) if demo else ""
    return render(request, "programme/news/asked.html", {"email": email, "link": link})


@_both
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """The link in the mail; a program that opens links for somebody does not confirm for them."""
    acting = _enter(code)
    if request.method == "POST":
        actions.confirm(acting)
        return redirect("programme:news_confirm", code)
    one = actions.own(acting)
    if not one.email:
        raise Denied
    context = {"one": one, "code": code, "theme": _theme(one.topic)}
    return render(request, "programme/news/confirm.html", context)


@csrf_exempt
@_both
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """No more mail. A mail program posts here by itself (RFC 8058); its code is the proof."""
    acting = _enter(code)
    if request.method == "POST":
        actions.leave(acting)
    one = actions.own(acting)
    context = {"left": not one.email, "code": code, "theme": _theme(one.topic)}
    return render(request, "programme/news/leave.html", context)


def _theme(topic: str) -> str:
    found = load().one(topic, Kind.THEME, Kind.OVERARCHING) if topic else None
    return found.name if found else ""


def _enter(code: str) -> Acting:
    if len(code) != 24 or not code.isascii():
        raise Denied
    acting = actions.reader(code)
    become(acting)
    return acting
