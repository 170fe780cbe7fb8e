"""Choosing a language, and the page on which it is recorded that a translation was read."""

from typing import Any

from django.conf import settings
from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baken.access.api import Capacity
from baken.core.acting import Acting, current
from baken.core.errors import Denied
from baken.core.languages import FURTHER, RIGHT_TO_LEFT, catalogue
from baken.portal.languages.actions import review
from baken.portal.languages.forms import ReviewForm
from baken.portal.languages.models import LanguageReview
from baken.portal.languages.reading import lines

COOKIE_SECONDS = 180 * 86400


def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Set the language cookie and go back to where one was."""
    if code not in request.languages:  # type: ignore[attr-defined]
        raise Http404
    there = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}):
        there = "/"
    response = redirect(there)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=COOKIE_SECONDS, samesite="Lax", httponly=True
    )
    return response


def _manager() -> Acting:
    acting = current()
    if acting.capacity != Capacity.ADMINISTRATOR:
        raise Denied(known=True)
    return acting


@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """How each language stands, and who had it read."""
    _manager()
    reviews = list(LanguageReview.objects.all())
    languages = [_standing(code, reviews) for code in FURTHER]
    return render(request, "portal/languages.html", {"standings": languages})


def _standing(code: str, reviews: list[LanguageReview]) -> dict[str, Any]:
    own, now = [r for r in reviews if r.language == code], catalogue(code)
    fitting = next((r for r in own if r.fingerprint == now.fingerprint), None)
    return {"code": code, "name": FURTHER[code], "catalogue": now, "review": fitting,
            "older": own[0] if own and fitting is None else None}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def record_review(request: HttpRequest, code: str) -> HttpResponse:
    """All texts of one language beside the Dutch, and the form to record that they were read."""
    acting = _manager()
    if code not in FURTHER:
        raise Denied
    now = catalogue(code)
    form = ReviewForm(request.POST or None, initial={"fingerprint": now.fingerprint})
    if form.is_bound and form.is_valid():
        review(acting, code, **form.words())
        flash.success(request, _("Vastgelegd. Deze taal kan worden gekozen."))
        return redirect("portal:languages")
    context = {"form": form, "code": code, "name": FURTHER[code], "catalogue": now,
               "lines": lines(code), "rtl": code in RIGHT_TO_LEFT}  # fmt: skip
    return render(request, "portal/language.html", context, status=422 if form.is_bound else 200)
