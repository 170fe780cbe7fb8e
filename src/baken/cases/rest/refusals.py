"""Every refusal as JSON: a code for the system, a Dutch sentence for its maker, and no more.

A hidden case and one that is not there get the same answer.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as Malformed

from baken.core.errors import Conflict, Denied
from baken.core.forms import first_message


class Refused(Exception):
    """The question itself is not in order."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def answer(status: int, code: str, message: str, **headers: str) -> HttpResponse:
    """The body of an error."""
    return JsonResponse({"code": code, "fout": message}, status=status, headers=headers)


def missing() -> HttpResponse:
    """Absent and hidden are the same."""
    return answer(404, "niet_gevonden", _("Hier is niets te vinden."))


def register(api: NinjaAPI) -> None:
    """Teach the interface how each refusal is told."""
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        Refused: _refused,
        Denied: _denied,
        Http404: _absent,
        Conflict: _conflict,
        IntegrityError: _raced,
        ValidationError: _invalid,
        Malformed: _malformed,
        HttpError: _unreadable,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return missing()


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return answer(error.status, error.code, error.message)


def _denied(request: HttpRequest, error: Denied) -> HttpResponse:
    if not error.known:
        return missing()
    return answer(403, "niet_toegestaan", error.message or _("Dit mag deze koppeling niet."))


def _conflict(request: HttpRequest, error: Conflict) -> HttpResponse:
    return answer(409, "strijdig", error.message)


def _raced(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    return answer(409, "strijdig", _("Iemand deed dit net ook. Kijk hoe het er nu voor staat."))


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return answer(422, "ongeldig", str(first_message(error)))


def _malformed(request: HttpRequest, error: Malformed) -> HttpResponse:
    """Which fields are wrong; never what stood in them."""
    fields = sorted({".".join(str(step) for step in one["loc"][1:]) for one in error.errors})
    named = ", ".join(name.removeprefix("payload.") for name in fields if name)
    return answer(422, "ongeldig", _("Dit veld klopt niet: %s.") % (named or "body")[:200])


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return answer(error.status_code, "onleesbaar", _("Dit is geen leesbare JSON."))
