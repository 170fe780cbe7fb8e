"""A fresh second step before a weighty decision: who decides shows once more who they are."""

import time
from enum import Enum
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

# To open the page of a decision, and to have read, thought and written on it.
FRESH, WRITING = 5 * 60, 20 * 60


class Confirmation(Enum):
    """How it stands with the second step of this session."""

    FRESH = "fresh"
    STALE = "stale"
    DEMO = "demo"


def confirmation(request: HttpRequest) -> Confirmation:
    """Did this session just pass a second factor? Who sends the form had time to write on it.

    A passkey or code, or the organisation's own sign-in, which asks for its own. In a demo that
    asks for none, or for one of its personas, it says so.
    """
    demo = getattr(request, "demo", False)
    if demo and (request.session.get("demo_persona") or not settings.BAKEN_SECOND_FACTOR):
        return Confirmation.DEMO
    within = WRITING if request.method == "POST" else FRESH
    used = request.session.get("account_authentication_methods", [])
    now = time.time()
    fresh = any(
        way.get("method") in {"mfa", "socialaccount"} and now - way.get("at", 0) < within
        for way in used
    )
    return Confirmation.FRESH if fresh else Confirmation.STALE


def asks_again(request: HttpRequest, sure: Confirmation | None) -> HttpResponse | None:
    """For who opens the page of a decision: the way to the second step, when it is due."""
    if sure is Confirmation.STALE and request.method != "POST":
        return redirect(_confirm_url(request))
    return None


def require_fresh(sure: Confirmation | None) -> None:
    """Raises ValidationError when the second step was too long ago."""
    if sure is Confirmation.STALE:
        words = _("Bevestig eerst opnieuw dat u het bent: open het besluit nog eens.")
        raise ValidationError(words)


def in_demo(words: str, sure: Confirmation | None) -> str:
    """These words, and in the demo that elsewhere a second step comes first."""
    if sure is Confirmation.DEMO:
        demo = _("Buiten deze demo bevestigt u eerst met uw tweede stap dat u het bent.")
        return f"{words} {demo}"
    return words


def _confirm_url(request: HttpRequest) -> str:
    """Where the second step is asked again; who signs in at their organisation does that again."""
    used = request.session.get("account_authentication_methods", [])
    elsewhere = used and used[-1].get("method") == "socialaccount"
    page = settings.LOGIN_URL if elsewhere else reverse("mfa_reauthenticate")
    return f"{page}?{urlencode({'next': request.path})}"
