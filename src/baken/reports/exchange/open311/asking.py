"""Reading what an Open311 client asks. Failed says what is wrong, as the standard wants it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from baken.core import numbers
from baken.core.calendar import ZONE
from baken.core.errors import Refusal
from baken.core.forms import first_message
from baken.reports.categories import tree
from baken.reports.exchange import keys
from baken.reports.exchange.facts import MOST, Asked
from baken.reports.exchange.kinds import public_kinds
from baken.reports.exchange.open311.rendering import Failed, failure
from baken.reports.exchange.origins import asks_first, for_all_sites

FORMS = ("json", "xml")
SPAN = timedelta(days=90)
LAST_PAGE = 10_000
MANY = 100
View = Callable[..., HttpResponse]


def speaks_open311(*methods: str) -> Callable[[View], View]:
    """The view answers in the form that the address asks for; so does whatever is refused."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def run(request: HttpRequest, form: str, **names: str) -> HttpResponse:
            if asks_first(request):
                return for_all_sites(HttpResponse(status=204), methods)
            return for_all_sites(_told(view, methods, request, form, **names), methods)

        return run

    return decorate


def _told(
    view: View, methods: Collection[str], request: HttpRequest, form: str, **names: str
) -> HttpResponse:
    try:
        if request.method not in methods:
            raise Failed(405, _("Dit kan hier niet."))
        _check_jurisdiction(_sent(request))
        return view(request, form, **names)
    except Failed as error:
        return _refused(form, error)
    except ValidationError as error:
        return _refused(form, Failed(400, first_message(error)))
    except Refusal as error:
        return _refused(form, Failed(400, error.message))


def _refused(form: str, error: Failed) -> HttpResponse:
    connection.set_rollback(True)
    return failure(form, error)


def _sent(request: HttpRequest) -> Mapping[str, str]:
    try:
        return request.POST if request.method == "POST" else request.GET
    except SuspiciousOperation:
        raise Failed(400, _("Dit zijn te veel velden, of te grote.")) from None


def _check_jurisdiction(sent: Mapping[str, str]) -> None:
    asked = sent.get("jurisdiction_id", "").lower()
    ours = settings.MUNICIPALITY
    if asked and asked not in (ours.code.lower(), ours.name.lower()):
        raise Failed(404, _("Deze jurisdiction_id is niet van ons. Wij zijn %s.") % ours.code)


def opened(request: HttpRequest, right: str = "") -> keys.Opened | None:
    """Go on as the key in the question. With a `right` there must be one that has it."""
    given = _sent(request).get("api_key", "") or request.headers.get("X-Api-Key", "")
    key = keys.use(given) if given else None
    if given and key is None:
        raise Failed(403, _("Deze api_key opent niets. Vraag de gemeente om een nieuwe."))
    if key is not None and key.tired:
        raise Failed(429, _("Dit waren te veel vragen. Wacht een minuut."))
    if right and key is None:
        raise Failed(403, _("Geef een api_key mee. Vraag de gemeente erom."))
    if right == "file" and key is not None and not key.may_file:
        raise Failed(403, _("Deze api_key mag geen meldingen brengen."))
    return key


def asked(sent: Mapping[str, str], *, by_end: bool = False) -> Asked:
    """The filters of the question: numbers alone, or days (at most 90), kinds, state and page."""
    since, until = _days(sent)
    most = _number(sent, ("page_size", "per_page"), 100, MOST)
    page = _number(sent, ("page",), 1, LAST_PAGE)
    if given := sent.get("service_request_id", ""):
        return Asked(numbers=_numbers(given), by_end=by_end, most=MANY)
    return Asked(
        kinds=_kinds(sent.get("service_code", "")), since=since, until=until, by_end=by_end,
        open=_state(sent.get("status", "")), most=most, skip=most * (page - 1),
    )  # fmt: skip


def _days(sent: Mapping[str, str]) -> tuple[date, date]:
    since, until = (_day(sent.get(name, ""), name) for name in ("start_date", "end_date"))
    last = until or min(timezone.localdate(), since + SPAN if since else date.max)
    first = since or last - SPAN
    if first > last:
        raise Failed(400, _("start_date ligt na end_date."))
    if last - first > SPAN:
        raise Failed(400, _("Vraag hoogstens 90 dagen tegelijk."))
    return first, last


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    try:
        moment = parse_datetime(text[:40]) or datetime.fromisoformat(text[:40])
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZONE)
        day = moment.astimezone(ZONE).date()
    except (ValueError, OverflowError):
        message = _("%s is geen tijdstip, zoals 2026-11-05T13:15:30Z.") % name
        raise Failed(400, message) from None
    if not 2000 <= day.year <= 2100:
        raise Failed(400, _("%s ligt te ver weg.") % name)
    return day


def _number(sent: Mapping[str, str], names: tuple[str, ...], otherwise: int, most: int) -> int:
    text = next((sent[name] for name in names if sent.get(name)), "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text)):
        raise Failed(400, _("%s is een heel getal vanaf 1.") % names[0])
    return min(int(text), most)


def _numbers(given: str) -> list[str]:
    """Numbers as we write them; what cannot be one is left out, as is what is not ours."""
    found = []
    for text in given[: MANY * 16].split(",")[:MANY]:
        try:
            found.append(numbers.tidy(text, "M"))
        except ValidationError:
            continue
    return found


def _kinds(given: str) -> list[UUID] | None:
    if not given:
        return None
    codes = set(given[:2000].split(","))
    if codes - {kind.code for kind in public_kinds()}:
        raise Failed(404, _("Deze service_code kennen wij niet."))
    return [kind for code in codes for kind in tree().all_of(code)]


def _state(given: str) -> bool | None:
    states = set(filter(None, given.lower().split(",")))
    if states - {"open", "closed"}:
        raise Failed(400, _("status is open of closed."))
    return "open" in states if len(states) == 1 else None
