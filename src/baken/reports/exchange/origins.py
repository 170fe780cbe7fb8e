"""Pages of other sites may ask what everyone may ask: without cookies, so as nobody."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

HEADERS = "Content-Type, Idempotency-Key"


def for_all_sites(answer: HttpResponse, methods: Iterable[str]) -> HttpResponse:
    """Let a browser hand this answer to a page of another site. Never with credentials."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = ", ".join(methods)
    answer["Access-Control-Allow-Headers"] = HEADERS
    return answer


def asks_first(request: HttpRequest) -> bool:
    """Does a browser ask whether its page may ask?"""
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
