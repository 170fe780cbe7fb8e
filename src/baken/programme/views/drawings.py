"""Charts and maps as pictures with an address of their own, that any site may show."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from baken.programme.charts.alone import Alone, stand_alone
from baken.programme.queries.drawings import area_chart_of, chart_of, map_of, target_of

# A picture and nothing else: it runs nothing, asks nothing, and may be shown anywhere.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "public, max-age=3600",
}


@require_safe
def chart(request: HttpRequest, key: str) -> HttpResponse:
    """The lines of an indicator."""
    with _language(request):
        return _picture(request, chart_of(key), key)


@require_safe
def target(request: HttpRequest, key: str) -> HttpResponse:
    """An indicator beside its target."""
    with _language(request):
        return _picture(request, target_of(key), f"{key}-doel")


@require_safe
def area_map(request: HttpRequest, key: str, level: str) -> HttpResponse:
    """An indicator on the map of the city."""
    with _language(request):
        return _picture(request, map_of(key, level), f"{key}-{level}")


@require_safe
def area_chart(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """An indicator of one wijk beside city and country."""
    with _language(request):
        return _picture(request, area_chart_of(code, key), f"{key}-{code}")


def _language(request: HttpRequest) -> translation.override:
    """The address decides, not the reader's browser: an article keeps the picture it chose."""
    return translation.override("en" if request.GET.get("taal") == "en" else "nl")


def _picture(request: HttpRequest, one: Alone | None, name: str) -> HttpResponse:
    if one is None:
        raise Http404
    svg = stand_alone(one)
    answer = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8", headers=OPEN)
    way = "attachment" if "bewaar" in request.GET else "inline"
    answer["Content-Disposition"] = f'{way}; filename="{name}.svg"'
    answer["ETag"] = f'"{hashlib.sha256(svg.encode()).hexdigest()[:32]}"'
    found = get_conditional_response(request, etag=answer["ETag"], response=answer)
    assert isinstance(found, HttpResponse)
    return found
