"""Security headers on every answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)
# Nothing of these pages is kept by a browser or a proxy.
PRIVATE = ("/werk/", "/volgen/", "/melden/", "/account/", "/inloggen/", "/uitnodiging/",
           "/api/", "/reageren/", "/bericht/")  # fmt: skip


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
