"""The questions of GeoReport v2: services, requests read and brought, and what changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core import numbers
from baken.core.acting import become, current, resident
from baken.core.calendar import ZONE
from baken.core.forms import first_message
from baken.reports.actions.intake import add_message
from baken.reports.categories import Question, Subject, tree
from baken.reports.exchange.facts import Asked, Fact, facts
from baken.reports.exchange.filing import Brought, Wrong, bring, place
from baken.reports.exchange.keys import Opened
from baken.reports.exchange.kinds import is_public, open_kind, public_kinds
from baken.reports.exchange.open311.asking import asked, opened, speaks_open311
from baken.reports.exchange.open311.rendering import Failed, Names, Plain, answer
from baken.reports.follow import code_of
from baken.reports.forms import ReplyForm

REQUESTS = Names("service_requests", "request")
UPDATES = Names("service_requests_updates", "request_update")
# By what a client calls its own number: once sent, the same one again is the same report.
DATATYPES = {"yes_no": "singlevaluelist", "choice": "singlevaluelist", "text": "string",
             "date": "datetime", "number": "number"}  # fmt: skip
OWN_NUMBERS = ("attribute[fixmystreet_id]", "attribute[external_id]", "service_request_id_ext")
MEDIA = re.compile(r"https?://[^\s<>\"]{1,300}")


@speaks_open311("GET", "HEAD")
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where this interface is, and in which forms."""
    root = request.build_absolute_uri(reverse("reports:open311_services", args=["json"]))
    ours = settings.MUNICIPALITY
    content: Plain = {
        "changeset": "2026-12-01T00:00:00+01:00",
        "contact": _("Sleutels krijgt u van de gemeente %s.") % ours.name,
        "key_service": ours.site or request.build_absolute_uri(reverse("reports:exchange_about")),
        "endpoints": [
            {
                "specification": "http://wiki.open311.org/GeoReport_v2",
                "url": root.removesuffix("/services.json"),
                "changeset": "2026-12-01T00:00:00+01:00",
                "type": "production",
                "formats": ["application/json", "text/xml"],
            }
        ],
    }
    return answer(form, content, Names("discovery"))


@speaks_open311("GET", "HEAD")
def services(request: HttpRequest, form: str) -> HttpResponse:
    """The kinds of public space."""
    content = [_service(kind) for kind in public_kinds()]
    return answer(form, content, Names("services", "service"))


def _service(kind: Subject) -> dict[str, Plain]:
    return {
        "service_code": kind.code,
        "service_name": kind.title,
        "description": kind.example,
        "metadata": bool(kind.questions),
        "type": "realtime",
        "keywords": "",
        "group": tree().main_of(kind).title,
    }


@speaks_open311("GET", "HEAD")
def definition(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """What we ask with a kind, beyond words and place. Every answer may stay out."""
    kind = tree().get(code[:40])
    if kind is None or not is_public(kind):
        raise Failed(404, _("Deze service_code kennen wij niet."))
    asked_of = [_attribute(one, number) for number, one in enumerate(kind.questions, 1)]
    content: Plain = {"service_code": kind.code, "attributes": asked_of}
    return answer(form, content, Names("service_definition"))


def _attribute(question: Question, order: int) -> Plain:
    """As GeoReport v2 writes a question."""
    return {
        "variable": True,
        "code": question.code,
        "datatype": DATATYPES[question.type],
        "required": False,
        "datatype_description": "",
        "order": order,
        "description": question.text,
        "values": [{"key": key, "name": name} for key, name in question.options],
    }


def _answers(kind: Subject, sent: Mapping[str, str]) -> dict[str, str]:
    """`attribute[CODE]`; of a moment the day."""
    found = {one.code: sent.get(f"attribute[{one.code}]", "")[:500] for one in kind.questions}
    days = {one.code for one in kind.questions if one.type == "date"}
    return {code: value[:10] if code in days else value for code, value in found.items() if value}


@speaks_open311("GET", "HEAD", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """Read what is public, or bring a report."""
    if request.method == "POST":
        return _brought(request, form)
    opened(request)
    return answer(form, [_shown(fact) for fact in facts(asked(request.GET))], REQUESTS)


@speaks_open311("GET", "HEAD")
def one_request(request: HttpRequest, form: str, number: str) -> HttpResponse:
    """One report; hidden, too fresh and unknown are the same."""
    opened(request)
    found = facts(Asked(numbers=[_number(number)]))
    if not found:
        raise Failed(404, _("Deze melding is er niet, of is nog niet openbaar."))
    return answer(form, [_shown(fact) for fact in found], REQUESTS)


@speaks_open311("GET", "HEAD")
def token(request: HttpRequest, form: str, number: str) -> HttpResponse:
    """Our numbers are there at once, so a number is its own token."""
    known = _number(number)
    content = [{"service_request_id": known, "token": known}]
    return answer(form, content, REQUESTS)


def _number(text: str) -> str:
    try:
        return numbers.tidy(text[:20], "M")
    except ValidationError as error:
        raise Failed(404, first_message(error)) from error


def _shown(fact: Fact) -> dict[str, Plain]:
    return {
        "service_request_id": fact.number,
        "status": "closed" if fact.closed else "open",
        "status_notes": "",
        "service_name": fact.subject.title,
        "service_code": fact.subject.code,
        "description": "",
        "agency_responsible": settings.MUNICIPALITY.name,
        "service_notice": "",
        "requested_datetime": _moment(fact.requested),
        "updated_datetime": _moment(fact.changed),
        "expected_datetime": _moment(fact.due),
        "address": fact.where,
        "address_id": "",
        "zipcode": "",
        "lat": fact.lat and round(fact.lat, 5),
        "long": fact.lon and round(fact.lon, 5),
        "media_url": "",
    }


def _moment(day: date) -> str:
    """The day only: the hour could tell who it was."""
    return datetime.combine(day, time(), ZONE).isoformat()


def _brought(request: HttpRequest, form: str) -> HttpResponse:
    key = opened(request, "file")
    assert key is not None
    sent = request.POST
    kind = open_kind(sent.get("service_code", ""))
    if kind is None:
        raise Failed(404, _("Deze service_code kennen wij niet."))
    try:
        received = bring(_as_brought(request, key, kind), key, site=_site(request))
    except Wrong as wrong:
        raise Failed(400, f"{wrong.field}: {first_message(wrong)}") from wrong
    number, notice = received.report.number, ""
    if sent.get("media_url"):
        notice = _("Wij halen geen foto's op. Het adres staat bij de tekst.")
    content = [{"service_request_id": number, "service_notice": notice, "account_id": ""}]
    return answer(form, content, REQUESTS, status=201)


def _as_brought(request: HttpRequest, key: Opened, kind: Subject) -> Brought:
    sent = request.POST
    own = next((sent[name] for name in OWN_NUMBERS if sent.get(name)), "")[:80]
    once = request.headers.get("Idempotency-Key", "")[:100] or own
    name = " ".join(filter(None, (sent.get("first_name", ""), sent.get("last_name", ""))))
    where = place(
        lat=sent.get("lat", ""), lon=sent.get("long", ""), bag_id=sent.get("address_id", ""),
        words=sent.get("address_string", ""),
    )  # fmt: skip
    return Brought(
        id=uuid5(key.id, once) if once else uuid4(),
        subject=kind,
        text=_words(sent.get("description", ""), sent.get("media_url", "")),
        where=where,
        contact={"name": name, "email": sent.get("email", ""), "phone": sent.get("phone", "")},
        reference="".join(c for c in own if c.isprintable()),
        answers=_answers(kind, sent),
    )


def _words(text: str, media: str) -> str:
    """The words, and where a picture is to be seen. We fetch nothing from elsewhere."""
    pictures = MEDIA.findall(media[:2000])[:5]
    return "\n".join([text, *pictures]) if text.strip() else ""


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


@speaks_open311("GET", "HEAD", "POST")
def updates(request: HttpRequest, form: str) -> HttpResponse:
    """What was closed, by day; or a word more about what this key brought."""
    if request.method == "POST":
        return _told_more(request, form)
    opened(request)
    shown = [_update(fact) for fact in facts(asked(request.GET, by_end=True)) if fact.closed]
    return answer(form, shown, UPDATES)


def _update(fact: Fact) -> dict[str, Plain]:
    return {
        "update_id": f"{fact.number}-{fact.changed:%Y%m%d}",
        "service_request_id": fact.number,
        "status": "closed",
        "updated_datetime": _moment(fact.changed),
        "description": _("De gemeente heeft geantwoord."),
        "media_url": "",
    }


def _told_more(request: HttpRequest, form: str) -> HttpResponse:
    key = opened(request, "file")
    assert key is not None
    sent = request.POST
    report_id = _mine(_number(sent.get("service_request_id", "")))
    judged = ReplyForm({"text": sent.get("description", ""), "nonce": uuid4()})
    if not judged.is_valid():
        raise Failed(400, str(next(iter(judged.errors.values()))[0]))
    record(current(), "exchange.add", "key", key.id)
    own = sent.get("update_id", "") or sent.get("update_id_ext", "")
    nonce = uuid5(key.id, own[:100]) if own else uuid4()
    acting = resident(code_of(report_id), key=key.acting.token)
    become(acting)
    add_message(acting, judged.cleaned_data["text"], nonce=nonce)
    content = [{"update_id": str(nonce)}]
    return answer(form, content, Names("service_request_updates", "request_update"))


def _mine(number: str) -> UUID:
    """The report that this very key brought under this number."""
    with connection.cursor() as cursor:
        cursor.execute("select reports_filed_here(%s)", [number])
        (found,) = cursor.fetchone()
    if found is None:
        raise Failed(404, _("Deze melding is er niet, of is niet door deze sleutel gebracht."))
    return UUID(str(found))


@speaks_open311("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
def nothing(request: HttpRequest, form: str, rest: str = "") -> HttpResponse:
    """Any other address under the interface."""
    raise Failed(404, _("Hier is niets te vinden."))
