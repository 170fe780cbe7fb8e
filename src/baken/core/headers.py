"""Security headers on every answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)
# Nothing of these pages is kept by a browser or a proxy.
PRIVATE = ("/werk/", "/volgen/", "/melden/", "/account/", "/inloggen/", "/uitnodiging/",
           "/api/", "/reageren/", "/bericht/")  # fmt: skip


# What shrinks when it is compressed; pictures, PDFs and fonts are compressed already.
SHRINKS = ("text/", "application/json", "application/atom+xml", "image/svg+xml")


class CompressMiddleware(GZipMiddleware):
    """Public pages and their parts travel compressed, for who pays by the megabyte.

    A private page never does: the length of the answer would tell of what stands in it (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if request.path.startswith(PRIVATE) or not kind.startswith(SHRINKS):
            return response
        return super().process_response(request, response)


class HeadersMiddleware:
    """Strict policy without inline script or style; nothing of a workplace page is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        from django.conf import settings

        self.get_response = get_response
        host = settings.BAKEN_TILES.split("/{", 1)[0]
        self.policy = CSP.format(tiles=f" {host}" if host else "")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(self), camera=(), microphone=()"
        )
        if request.path.startswith(PRIVATE):
            response.headers.setdefault("Cache-Control", "no-store")
        if hasattr(request, "htmx"):
            response.headers["Vary"] = ", ".join(
                filter(None, [response.headers.get("Vary", ""), "HX-Request"])
            )
        return response
