"""A fresh second step before a weighty decision: who decides shows once more who they are."""

import time
from enum import Enum
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

# To open the page of a decision, and to have read, thought and written on it.
FRESH, WRITING = 5 * 60, 20 * 60


class Confirmation(Enum):
    """How it stands with the second step of this session."""

    FRESH = "fresh"
    STALE = "stale"
    DEMO = "demo"


def confirmation(request: HttpRequest, within: int = FRESH) -> Confirmation:
    """Did this session pass a second factor within so many seconds?

    A passkey or code, or the organisation's own sign-in, which asks for its own. In a demo that
    asks for none, or for one of its personas, it says so.
    """
    demo = getattr(request, "demo", False)
    if demo and (request.session.get("demo_persona") or not settings.BAKEN_SECOND_FACTOR):
        return Confirmation.DEMO
    used = request.session.get("account_authentication_methods", [])
    now = time.time()
    fresh = any(
        way.get("method") in {"mfa", "socialaccount"} and now - way.get("at", 0) < within
        for way in used
    )
    return Confirmation.FRESH if fresh else Confirmation.STALE


def confirm_url(request: HttpRequest) -> str:
    """Where the second step is asked again; who signs in at their organisation does that again."""
    used = request.session.get("account_authentication_methods", [])
    elsewhere = used and used[-1].get("method") == "socialaccount"
    page = settings.LOGIN_URL if elsewhere else reverse("mfa_reauthenticate")
    return f"{page}?{urlencode({'next': request.path})}"
