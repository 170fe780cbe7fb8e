"""The public questions of Signalen: kinds, a report with photos, the map, areas, an opinion."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.core.calendar import ZONE
from baken.core.text import holds_bsn, without_hidden
from baken.geo import api as geo
from baken.reports.actions.opinion import give_opinion
from baken.reports.codes import State
from baken.reports.exchange.facts import MOST, Asked, Fact, facts
from baken.reports.exchange.signalen import filing, kinds
from baken.reports.exchange.signalen.asking import (
    Refused,
    listing,
    missing,
    sent,
    speaks_signalen,
    words,
    wrong,
)
from baken.reports.exchange.signalen.questions import asked_of
from baken.reports.forms import LONGEST_TEXT
from baken.reports.models import Opinion
from baken.reports.suggest.proposing import propose

ANSWERS = ((True, "Ja"), (False, "Nee"))


@speaks_signalen("GET", "HEAD")
def categories(request: HttpRequest) -> HttpResponse:
    """All main categories."""
    return JsonResponse(listing(request, kinds.mains(request)))


@speaks_signalen("GET", "HEAD")
def main_category(request: HttpRequest, main: str) -> HttpResponse:
    """One of them."""
    found = kinds.main_shown(request, main)
    if found is None:
        raise missing()
    return JsonResponse(found)


@speaks_signalen("GET", "HEAD")
def sub_category(request: HttpRequest, main: str, sub: str) -> HttpResponse:
    """What is under one."""
    kind = kinds.by_slugs(main, sub)
    if kind is None:
        raise missing()
    return JsonResponse(kinds.shown(request, kind))


@speaks_signalen("GET", "HEAD")
def questions(request: HttpRequest) -> HttpResponse:
    """What may be asked with one kind; without one, or with another's, nothing."""
    main, sub = request.GET.get("main_slug", ""), request.GET.get("sub_slug", "")
    kind = kinds.by_slugs(main, sub) if main and sub else None
    return JsonResponse(listing(request, asked_of(kind) if kind else []))


@speaks_signalen("POST")
def prediction(request: HttpRequest) -> HttpResponse:
    """Which kind a text is about, of those that others' software may know; when nothing is sure,
    or nothing is learnt, the rest with no certainty at all. The text is kept nowhere.
    """
    text = words(sent(request), "text", 10_000)
    if not text.strip():
        raise wrong("text", _("Dit vak is nog leeg. Eén zin is genoeg."))
    subs = {kinds.url_of(request, one.subject): one.chance
            for one in propose(text) if kinds.is_offered(one.subject)}  # fmt: skip
    rest = kinds.by_slugs(kinds.REST, kinds.REST)
    if not subs and rest is None:
        raise missing()
    subs = subs or {kinds.url_of(request, rest): 0.0} if rest else subs
    mains: dict[str, float] = {}
    for sub, chance in subs.items():
        main = sub.split("/sub_categories/")[0]
        mains[main] = mains.get(main, 0.0) + chance
    return JsonResponse({"hoofdrubriek": [list(mains), list(mains.values())],
                         "subrubriek": [list(subs), list(subs.values())]})  # fmt: skip


@speaks_signalen("POST")
def signals(request: HttpRequest) -> HttpResponse:
    """A report."""
    site = f"{request.scheme}://{request.get_host()}"
    received = filing.create(sent(request), site=site)
    return JsonResponse(filing.shown(received.report), status=201)


@speaks_signalen("GET", "HEAD")
def signal(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    """How a report is doing, for who has its id."""
    _acting, report = filing.found(signal_id)
    return JsonResponse(filing.shown(report))


@speaks_signalen("POST")
def attachments(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    """A photo with a report that just came in."""
    try:
        photo = request.FILES.get("file")
    except SuspiciousOperation:
        photo = None
    if photo is None or isinstance(photo, list):
        raise wrong("file", _("Kies een bestand."))
    report = filing.add_photo(signal_id, photo)
    content = {
        "_display": report.number,
        "_links": {"self": {"href": request.build_absolute_uri()}},
        "location": "",
        "is_image": True,
        "created_at": timezone.localtime().isoformat(),
    }
    return JsonResponse(content, status=201)


@speaks_signalen("GET", "HEAD")
def geography(request: HttpRequest) -> HttpResponse:
    """Reports on a map: late, coarse, and of public space only. At most 200 a page."""
    page = _page(request)
    found = facts(Asked(open=True, most=MOST, skip=MOST * (page - 1)))
    box = _box(request.GET.get("bbox", ""))
    shapes = [_feature(fact) for fact in found if fact.lat is not None and _inside(fact, box)]
    return JsonResponse({"type": "FeatureCollection", "features": shapes})


def _page(request: HttpRequest) -> int:
    text = request.GET.get("geopage") or request.GET.get("page") or "1"
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise missing()
    return min(int(text[:9]), 10_000)


def _box(text: str) -> tuple[float, ...] | None:
    if not text:
        return None
    try:
        box = tuple(float(part) for part in text[:200].split(","))
    except ValueError:
        box = ()
    if len(box) != 4 or not all(abs(side) <= 180 for side in box):
        raise wrong("bbox", _("Geef vier getallen: west, zuid, oost, noord."))
    return box


def _inside(fact: Fact, box: tuple[float, ...] | None) -> bool:
    if box is None or fact.lat is None or fact.lon is None:
        return box is None
    return box[0] <= fact.lon <= box[2] and box[1] <= fact.lat <= box[3]


def _feature(fact: Fact) -> dict[str, Any]:
    main, sub = kinds.slugs(fact.subject)
    created = datetime.combine(fact.requested, time(), ZONE).isoformat()
    category = {"name": fact.subject.title, "slug": sub, "parent": {"slug": main}}
    point = [round(fact.lon or 0, 5), round(fact.lat or 0, 5)]
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": point},
            "properties": {"created_at": created, "category": category}}  # fmt: skip


@speaks_signalen("GET", "HEAD")
def areas(request: HttpRequest) -> HttpResponse:
    """Wijken and buurten by name."""
    code = request.GET.get("type_code", "")
    shown = [
        {"name": area.name, "code": area.code, "type": {"name": name, "code": kind}}
        for kind, name, found in (("wijk", "Wijk", geo.wijken()), ("buurt", "Buurt", geo.buurten()))
        for area in found
        if code in ("", kind)
    ]
    return JsonResponse(listing(request, shown))


@speaks_signalen("GET", "HEAD")
def areas_geography(request: HttpRequest) -> HttpResponse:
    """Where wijken are: a point well inside each."""
    features = []
    for area in geo.wijken() if _page(request) == 1 else []:
        point = geo.label_point(area.code)
        shape = point and {"type": "Point", "coordinates": [point.lon, point.lat]}
        kind = {"name": "Wijk", "code": "wijk"}
        named = {"name": area.name, "code": area.code, "type": kind}
        features.append({"type": "Feature", "geometry": shape, "properties": named})
    return JsonResponse({"type": "FeatureCollection", "features": features})


@speaks_signalen("GET", "HEAD")
def standard_answers(request: HttpRequest) -> HttpResponse:
    """What may be ticked with an opinion: only a text of one's own."""
    rows = [
        {"is_satisfied": yes, "text": text, "topic": "", "order": 0, "open_answer": True}
        for yes, text in ANSWERS
    ]
    return JsonResponse(listing(request, rows))


@speaks_signalen("GET", "HEAD", "PUT")
def feedback(request: HttpRequest, token: UUID) -> HttpResponse:
    """What who reported thought of the answer: once."""
    acting, report = filing.found(token, to_change=request.method == "PUT")
    if Opinion.objects.filter(report=report).exists():
        raise Refused(410, {"detail": "filled out"})
    if report.state != State.ANSWERED:
        raise missing()
    if request.method != "PUT":
        return JsonResponse({"is_satisfied": None, "signal_id": str(report.id)})
    content = sent(request)
    satisfied = content.get("is_satisfied")
    if not isinstance(satisfied, bool):
        raise wrong("is_satisfied", _("Kies ja of nee."))
    give_opinion(acting, satisfied=satisfied, reason=_reason(content))
    return JsonResponse({"is_satisfied": satisfied, "signal_id": str(report.id)})


def _reason(content: dict[str, Any]) -> str:
    ticked = content.get("text_list") or []
    if not isinstance(ticked, list) or not all(isinstance(one, str) for one in ticked):
        raise wrong("text_list", _("Dit is geen tekst, of een te lange."))
    plain = {text for _yes, text in ANSWERS}
    parts = [*ticked, words(content, "text"), words(content, "text_extra")]
    reason = without_hidden("\n".join(part for part in parts if part and part not in plain))
    if len(reason) > LONGEST_TEXT:
        raise wrong("text_extra", _("Dit is geen tekst, of een te lange."))
    if holds_bsn(reason):
        raise wrong("text_extra", _("Hier staat een getal dat een BSN kan zijn. Haal het weg."))
    return reason.strip()


@speaks_signalen("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address of Signalen, the private ones first."""
    raise missing()
