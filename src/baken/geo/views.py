"""What the map and the address box in the browser ask for. All of it is public."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from baken.core import visitor
from baken.core.text import clean_line
from baken.geo import api, queries
from baken.geo.areas import atlas
from baken.geo.atlas import BUURT
from baken.geo.layers import LEVELS, geojson
from baken.geo.limits import Limit
from baken.geo.problems import not_a_number

_LOOKUPS = Limit(burst=40, per_second=6)
_A_DAY = "public, max-age=86400"
# What somebody looks for or where somebody stands is for nobody's cache.
_KEEP_NOTHING = {"Cache-Control": "no-store"}


def _areas_etag(request: HttpRequest, **_kwargs: Any) -> str:
    return f'"{atlas().version[:16]}-{request.GET.get("level", BUURT)[:10]}"'


@require_safe
@condition(etag_func=_areas_etag)
def areas(request: HttpRequest) -> HttpResponse:
    """GeoJSON of all buurten (or ?level=wijk) with what lies around them."""
    level = request.GET.get("level", BUURT)
    if level not in LEVELS:
        return _refuse(_("Kies buurt of wijk."), 400)
    response = HttpResponse(geojson(atlas(), level), content_type="application/geo+json")
    response["Cache-Control"] = _A_DAY
    return response


@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    """Up to 8 addresses for ?q=; a fragment with choices for htmx, else JSON."""
    if not _may(request):
        return _refuse(_("Dat ging erg snel. Wacht een paar tellen en probeer het dan weer."), 429)
    try:
        text = clean_line(request.GET.get("q", ""))
    except ValidationError as error:
        return _answer(request, [], error.messages[0], 400)
    if len(text) > queries.LONGEST:
        message = _("Dit is te lang. Typ alleen een straat en huisnummer.")
        return _answer(request, [], message, 400)
    if len(text) < queries.SHORTEST:
        return _answer(request, [], _("Typ minstens 3 letters of cijfers."))
    found = api.addresses(text)
    return _answer(request, found, "" if found else _("Wij vinden geen adres dat hierop lijkt."))


@require_safe
def locate(request: HttpRequest) -> HttpResponse:
    """The buurt at ?lat=&lon=, or 422 with what is wrong and what was probably meant."""
    if not _may(request):
        return _refuse(_("Dat ging erg snel. Wacht een paar tellen en probeer het dan weer."), 429)
    try:
        spot = api.locate(_degrees(request, "lat"), _degrees(request, "lon"))
    except api.PlaceProblem as problem:
        meant = problem.suggestion._asdict() if problem.suggestion else None
        body = {"code": problem.code, "message": problem.message, "suggestion": meant}
        return JsonResponse(body, status=422, headers=_KEEP_NOTHING)
    where = api.name_of(spot.buurt_code)
    body = {"buurt": spot.buurt_code, "wijk": spot.wijk_code, "where": where}
    return JsonResponse(body, headers=_KEEP_NOTHING)


@require_safe
def streets(request: HttpRequest) -> HttpResponse:
    """Streets and houses of ?buurt=, to find the way on a map without tiles."""
    if not _may(request):
        return _refuse(_("Dat ging erg snel. Wacht een paar tellen en probeer het dan weer."), 429)
    code = request.GET.get("buurt", "")
    if not any(shape.code == code for shape in atlas().buurten):
        return _refuse(_("Deze buurt is er niet."), 404)
    body = {
        name: [[house.lat, house.lon, house.number] for house in houses]
        for name, houses in queries.streets(code).items()
    }
    response = JsonResponse({"streets": body})
    response["Cache-Control"] = _A_DAY
    return response


def _degrees(request: HttpRequest, name: str) -> float:
    try:
        return float(request.GET.get(name, "")[:30].replace(",", "."))
    except ValueError:
        raise not_a_number() from None


def _may(request: HttpRequest) -> bool:
    return _LOOKUPS.allows(visitor.address(request))


def _refuse(message: str, status: int) -> HttpResponse:
    return JsonResponse({"message": message}, status=status)


def _answer(
    request: HttpRequest, found: list[api.Address], message: str, status: int = 200
) -> HttpResponse:
    if request.headers.get("HX-Request") or request.GET.get("format") == "html":
        context = {"addresses": found, "message": message}
        fragment = render_to_string("geo/addresses.html", context)
        return HttpResponse(fragment, status=status, headers=_KEEP_NOTHING)
    rows = [
        {
            "bag_id": one.bag_id,
            "line": one.line,
            "where": one.where,
            "postcode": one.postcode,
            "lat": one.lat,
            "lon": one.lon,
            "buurt": one.buurt_code,
            "fictional": one.fictional,
        }
        for one in found
    ]
    body = {"addresses": rows, "message": message}
    return JsonResponse(body, status=status, headers=_KEEP_NOTHING)
