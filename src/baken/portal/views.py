"""The public home, the statements, and the workplace's home and search."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from baken.access.api import Capacity, purposes
from baken.cases import api as cases
from baken.core import theme
from baken.core.acting import current
from baken.core.languages import spoken_at
from baken.portal import homes

HOMES = {"briefing": "cases:briefing"}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The city's front door: what you can do, is it danger, the map, what was promised."""
    return render(request, "portal/home.html", homes.public(spoken_at("", get_language() or "nl")))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy statement, filled from the purposes register (AVG art. 13)."""
    return render(request, "portal/privacy.html", {"purposes": purposes()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (Besluit digitale toegankelijkheid overheid)."""
    return render(request, "portal/accessibility.html")


@require_safe
@cache_control(public=True, max_age=3600)
def tokens(request: HttpRequest) -> HttpResponse:
    """The municipality's own colours, as a style sheet after ours."""
    css = theme.stylesheet(settings.MUNICIPALITY.tokens)
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@never_cache
def healthy(request: HttpRequest) -> HttpResponse:
    """For a load balancer: the web process answers and reaches its database."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """My work, by clock; who has no tasks here lands on the page that is theirs."""
    acting = current()
    if acting.purpose in HOMES:
        return redirect(HOMES[acting.purpose])
    if acting.capacity == Capacity.PARTNER:
        return render(request, "cases/radar/partner.html", {"home": cases.partner_home(acting)})
    return render(request, "portal/work.html", homes.workplace(acting))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search by number or word, through the modules that this acting works with."""
    term = request.GET.get("q", "")[:200]
    return render(request, "portal/search.html", homes.search(current(), term))
