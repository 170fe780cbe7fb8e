"""Reading a question in JSON, and answering in the shapes of Signalen, refusals included."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from baken.core.errors import Denied, Refusal
from baken.core.forms import first_message
from baken.reports.exchange.buckets import Full
from baken.reports.exchange.origins import asks_first, for_all_sites

LONGEST = 100_000
View = Callable[..., HttpResponse]


class Refused(Exception):
    """What is wrong, by field or as `detail`, as Django REST framework says it."""

    def __init__(self, status: int, content: Mapping[str, Any]) -> None:
        super().__init__(content)
        self.status, self.content = status, content


def wrong(field: str, message: str) -> Refused:
    """One field that is not right."""
    return Refused(400, {field: [message]})


def missing() -> Refused:
    """Absent and hidden are the same."""
    return Refused(404, {"detail": _("Hier is niets te vinden.")})


def speaks_signalen(*methods: str) -> Callable[[View], View]:
    """The view answers JSON, to pages of any site; so does whatever is refused."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def run(request: HttpRequest, **names: Any) -> HttpResponse:
            if asks_first(request):
                return for_all_sites(HttpResponse(status=204), methods)
            return for_all_sites(_told(view, methods, request, **names), methods)

        return run

    return decorate


def _told(view: View, methods: Collection[str], request: HttpRequest, **names: Any) -> HttpResponse:
    try:
        if request.method not in methods:
            raise Refused(405, {"detail": _("Dit kan hier niet.")})
        return view(request, **names)
    except Refused as error:
        return _answer(error.status, error.content)
    except ValidationError as error:
        return _answer(400, {"non_field_errors": [first_message(error)]})
    except Full as error:
        return _answer(429, {"detail": error.message})
    except Denied:
        return _answer(404, missing().content)
    except (Refusal, SuspiciousOperation) as error:
        return _answer(400, {"detail": str(error)})


def _answer(status: int, content: Mapping[str, Any]) -> HttpResponse:
    connection.set_rollback(True)
    return JsonResponse(content, status=status)


def sent(request: HttpRequest) -> dict[str, Any]:
    """The JSON object in the body. A name that stands there twice is refused: which one counts?"""
    if request.content_type != "application/json":
        raise Refused(415, {"detail": _("Stuur dit als application/json.")})
    body = request.body
    if len(body) > LONGEST:
        raise Refused(413, {"detail": _("Dit is te veel.")})
    try:
        content = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_never)
    except (ValueError, RecursionError) as error:
        told = error.args[0] if isinstance(error, _Twice) else _("Dit is geen leesbare JSON.")
        raise Refused(400, {"detail": str(told)}) from None
    if not isinstance(content, dict):
        raise Refused(400, {"non_field_errors": [_("Wij zoeken een object, tussen accolades.")]})
    return content


class _Twice(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice(_("Een naam staat twee keer in hetzelfde object."))
    return found


def _never(name: str) -> Any:
    raise ValueError(name)


def words(content: Mapping[str, Any], name: str, most: int = 4000) -> str:
    """A text in the object, or ''. Anything else than a text is refused."""
    value = content.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most:
        raise wrong(name, _("Dit is geen tekst, of een te lange."))
    return value


def thing(content: Mapping[str, Any], name: str, *, needed: bool = True) -> dict[str, Any]:
    """An object in the object."""
    value = content.get(name)
    if value is None and not needed:
        return {}
    if not isinstance(value, dict):
        raise wrong(name, _("Dit moet er staan, als object."))
    return value


def listing(request: HttpRequest, rows: list[Any]) -> dict[str, Any]:
    """A page that holds all there is; a later page is empty."""
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and int(number[:9]) > 0):
        raise missing()
    links = {"self": {"href": request.build_absolute_uri()}, "next": {"href": None},
             "previous": {"href": None}}  # fmt: skip
    return {"_links": links, "count": len(rows), "results": rows if int(number) == 1 else []}
