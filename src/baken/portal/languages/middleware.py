"""Which language a request is answered in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from baken.access.api import is_demo
from baken.core.languages import NAMES, OWN, spoken_at
from baken.portal.languages.offered import offered

# Where people work, and where machines ask: Dutch and English, and no question what else there is.
INSIDE = ("/werk/", "/account/", "/api/", "/bijlage/")


class LanguageMiddleware:
    """Sets `request.language`, what the reader chose, and speaks what this address has of it.

    The cookie goes before the browser's own wish; what is not offered is passed over.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/"):
            return self.get_response(request)
        inside = request.path.startswith(INSIDE)
        codes = tuple(OWN) if inside else offered(demo=is_demo())
        chosen = _chosen(request, tuple(NAMES) if inside else codes)
        request.languages, request.language = codes, chosen  # type: ignore[attr-defined]
        with translation.override(spoken_at(request.path, chosen)):
            response = self.get_response(request)
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
            response.headers.setdefault("Content-Language", translation.get_language() or "nl")
        return response


def _chosen(request: HttpRequest, codes: tuple[str, ...]) -> str:
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in codes:
        return cookie
    for wish, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        code = wish.split("-")[0]
        if code in codes:
            return code
    return settings.LANGUAGE_CODE
