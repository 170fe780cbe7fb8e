"""Who may ask: a token that opens something, a purpose, not too often; keys of one sending."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from baken.cases.rest.refusals import Refused

PURPOSE = "Baken-Doel"
KEY = "Idempotency-Key"


def enter(request: HttpRequest) -> bool:
    """Let in who asks with a valid token, for the purpose of its task. Refused otherwise."""
    key = getattr(request, "key", None)
    if key is None:
        raise Refused(401, "geen_sleutel", _("Deze sleutel opent niets. Vraag een nieuwe."))
    if key.tired:
        raise Refused(429, "te_vaak", _("Dit waren te veel vragen. Wacht een minuut."))
    purpose = request.headers.get(PURPOSE, "")
    if not purpose:
        raise Refused(400, "doel_ontbreekt", _("Noem het doel in de kop Baken-Doel."))
    if purpose != key.desk.acting.purpose:
        raise Refused(403, "ander_doel", _("Voor dit doel is de koppeling niet gemaakt."))
    return True


def once_key(request: HttpRequest) -> UUID:
    """The key of this sending: the same one again does nothing twice."""
    try:
        return UUID(request.headers.get(KEY, ""))
    except ValueError:
        message = _("Geef elke zending een eigen UUID in de kop Idempotency-Key.")
        raise Refused(400, "sleutel_ontbreekt", message) from None


def expected(request: HttpRequest) -> int:
    """The version on which the sender builds, from If-Match."""
    mark = request.headers.get("If-Match", "")
    if not mark:
        raise Refused(428, "versie_ontbreekt", _("Noem de versie in de kop If-Match."))
    number = mark.removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise Refused(412, "verouderd", _("Deze versie is er niet. Haal de actie opnieuw op."))
    return int(number)


def only(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Refuse questions with parameters that are not known: nothing is passed over."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if set(request.GET) - set(names):
                raise Refused(400, "onbekende_vraag", _("Deze parameter bestaat niet."))
            return view(request, *args, **kwargs)

        return asked

    return decorate
