"""The questions. Each goes through the same actions as a page."""

from datetime import date
from typing import Annotated, Any
from uuid import uuid4, uuid5

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import Field

from baken.core.acting import become, resident
from baken.core.forms import first_message
from baken.geo import api as geo
from baken.reports.actions.intake import follow_link, own
from baken.reports.categories import tree
from baken.reports.codes import OPEN, State
from baken.reports.exchange import keys
from baken.reports.exchange.facts import Asked, facts
from baken.reports.exchange.filing import Brought, Wrong, bring, place
from baken.reports.exchange.kinds import is_public, open_kind, open_kinds
from baken.reports.exchange.rest.refusals import Refused
from baken.reports.exchange.rest.shapes import (
    AreaOut,
    ErrorOut,
    FactPage,
    KindOut,
    Made,
    ReportIn,
    StandOut,
)
from baken.reports.follow import tidy_code
from baken.reports.models import Report

router = Router()
PAGE = 100
REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429), ErrorOut)


@router.get("/soorten", response={200: list[KindOut], **REFUSALS}, summary="Soorten")
def kinds(request: HttpRequest) -> Any:
    """Waarover u een melding kunt brengen. Vertrouwelijke soorten staan er niet in."""
    return [
        {
            "code": kind.code,
            "titel": kind.title,
            "voorbeeld": kind.example,
            "hoofdsoort": tree().main_of(kind).title,
            "openbaar": is_public(kind),
        }
        for kind in open_kinds()
    ]


@router.get("/gebieden", response={200: list[AreaOut], **REFUSALS}, summary="Gebieden")
def areas(request: HttpRequest) -> Any:
    """Wijken en buurten."""
    found = [*geo.wijken(), *geo.buurten()]
    return [{"code": a.code, "naam": a.name, "deel_van": a.parent_code} for a in found]


@router.get("/meldingen", response={200: FactPage, **REFUSALS}, summary="Openbare meldingen")
def public(
    request: HttpRequest,
    vanaf: date | None = None,
    tot: date | None = None,
    soort: Annotated[str, Field(max_length=40)] = "",
    bladzijde: Annotated[int, Field(ge=1, le=10_000)] = 1,
) -> Any:
    """Meldingen over de openbare ruimte: een dag later, per dag, in vakken van 100 meter."""
    known = soort in ("", *(kind.code for kind in open_kinds() if is_public(kind)))
    if not known:
        raise Refused(404, "niet_gevonden", _("Deze soort kennen wij niet."))
    kinds = tree().all_of(soort) if soort else None
    skip = PAGE * (bladzijde - 1)
    found = facts(Asked(kinds=kinds, since=vanaf, until=tot, most=PAGE + 1, skip=skip))
    shown = [
        {"nummer": f.number, "soort": f.subject.code, "gesloten": f.closed, "dag": f.requested,
         "breedte": f.lat, "lengte": f.lon, "buurt": f.where}
        for f in found[:PAGE]
    ]  # fmt: skip
    return {"meldingen": shown, "volgende": bladzijde + 1 if len(found) > PAGE else None}


@router.post("/meldingen", response={201: Made, **REFUSALS}, summary="Breng een melding")
def report(request: HttpRequest, payload: ReportIn) -> Any:
    """Met een sleutel in `Authorization: Bearer …`. Met `Idempotency-Key` telt hij één keer."""
    key = _key(request)
    kind = open_kind(payload.soort)
    if kind is None:
        raise Refused(422, "ongeldig", _("Deze soort kennen wij niet."))
    once = request.headers.get("Idempotency-Key", "")[:100]
    try:
        brought = Brought(
            id=uuid5(key.id, once) if once else uuid4(), subject=kind, text=payload.tekst,
            where=place(
                lat=_number(payload.breedte), lon=_number(payload.lengte), bag_id=payload.bag,
                words=payload.adres,
            ),
            contact={"name": payload.naam, "email": payload.email, "phone": payload.telefoon},
            reference="".join(c for c in payload.kenmerk if c.isprintable()),
        )  # fmt: skip
        site = f"{request.scheme}://{request.get_host()}"
        received = bring(brought, key, site=site)
    except Wrong as error:
        raise Refused(422, "ongeldig", f"{error.field}: {first_message(error)}") from error
    link = follow_link(site, received.code)
    made = {"nummer": received.report.number, "code": received.code, "volgen": link}
    return Status(201, made)


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _key(request: HttpRequest) -> keys.Opened:
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    key = keys.use(given.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        raise Refused(401, "geen_sleutel", _("Deze sleutel opent niets. Vraag een nieuwe."))
    if key.tired:
        raise Refused(429, "te_vaak", _("Dit waren te veel vragen. Wacht een minuut."))
    if not key.may_file:
        raise Refused(403, "niet_toegestaan", _("Deze sleutel mag geen meldingen brengen."))
    return key


@router.get("/stand", response={200: StandOut, **REFUSALS}, summary="Hoe staat het ermee?")
def stand(request: HttpRequest) -> Any:
    """Met de code van de melder in de kop `Baken-Code`: zo komt hij in geen enkel logboek."""
    try:
        code = tidy_code(request.headers.get("Baken-Code", "")[:60])
    except ValidationError as error:
        raise Refused(422, "ongeldig", first_message(error)) from error
    acting = resident(code)
    become(acting)
    return _stand(own(acting))


def _stand(report: Report) -> dict[str, Any]:
    return {
        "nummer": report.number,
        "soort": tree().by_id[report.category_id].code,
        "staat": report.state,
        "staat_in_woorden": str(State(report.state).label),
        "ontvangen_op": report.received_at,
        "antwoord_voor": report.answer_due_at if report.state in OPEN else None,
        "afgehandeld_op": report.closed_at,
        "wacht_op_u": report.state == State.WAITING,
    }
