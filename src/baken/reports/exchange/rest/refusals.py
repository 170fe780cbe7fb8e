"""Every refusal as JSON: a code for the system, a sentence for its maker, and no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as Malformed
from ninja.parser import Parser

from baken.core.errors import Conflict, Denied
from baken.core.forms import first_message
from baken.reports.exchange.signalen.asking import Refused as Unreadable
from baken.reports.exchange.signalen.asking import sent


class Refused(Exception):
    """The question itself is not in order."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class Reader(Parser):
    """JSON in which no name stands twice, and that is not deeper than we can read."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            return sent(request)
        except Unreadable as error:
            told = next(iter(error.content.values()))
            message = told if isinstance(told, str) else str(told[0])
            raise Refused(error.status, "onleesbaar", message) from error


def answer(status: int, code: str, message: str) -> HttpResponse:
    """The body of an error; what was begun is undone."""
    connection.set_rollback(True)
    return JsonResponse({"code": code, "fout": message}, status=status)


def missing() -> HttpResponse:
    """Absent and hidden are the same."""
    return answer(404, "niet_gevonden", _("Hier is niets te vinden."))


def register(api: NinjaAPI) -> None:
    """Teach the interface how each refusal is told."""
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        Refused: lambda _request, error: answer(error.status, error.code, error.message),
        Denied: _absent,
        Http404: _absent,
        Conflict: lambda _request, error: answer(409, "strijdig", error.message),
        ValidationError: lambda _request, error: answer(422, "ongeldig", first_message(error)),
        Malformed: _malformed,
        HttpError: lambda _request, error: answer(
            error.status_code, "onleesbaar", _("Dit is geen leesbare JSON.")
        ),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _absent(request: HttpRequest, error: Exception) -> HttpResponse:
    return missing()


def _malformed(request: HttpRequest, error: Malformed) -> HttpResponse:
    """Which fields are wrong; never what stood in them."""
    fields = sorted({".".join(str(step) for step in one["loc"][1:]) for one in error.errors})
    named = ", ".join(name.removeprefix("payload.") for name in fields if name)
    return answer(422, "ongeldig", _("Dit veld klopt niet: %s.") % (named or "body")[:200])
