"""The questions that a partner's system may ask. Each goes through the same actions as a page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Status

from baken.audit.api import record
from baken.cases import actions, queries
from baken.cases.actions.common import fetch
from baken.cases.actions.contributions import parties
from baken.cases.codes import Nature
from baken.cases.models import Action, Case, Contribution
from baken.cases.rest.door import expected, once_key, only
from baken.cases.rest.refusals import Refused
from baken.cases.rest.shapes import (
    ActionIn,
    ActionOut,
    CaseOut,
    CasePage,
    ContributionIn,
    ContributionPage,
    ErrorOut,
    Made,
    PartyOut,
)
from baken.cases.rules import organisation_of
from baken.core.acting import current
from baken.core.errors import Denied
from baken.core.paging import page

router = Router()
NATURES = {"feit": Nature.FACT, "mening": Nature.OPINION}
WORDS = {Nature.FACT: "feit", Nature.OPINION: "mening", Nature.DOCUMENT: "document"}
REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 412, 422, 428, 429), ErrorOut)


@router.get("/casussen", response={200: CasePage, **REFUSALS}, summary="Mijn casussen")
@only("na")
def cases(request: HttpRequest, na: str = "") -> Any:
    """De lopende casussen waaraan deze koppeling is toegevoegd."""
    found = queries.listing(current(), {"na": na} if na else {})
    record(current(), "case.list_api", count=len(found.lines))
    shown = [_case(line.case) for line in found.lines]
    return {"casussen": shown, "volgende": found.page.next}


@router.get("/casussen/{uuid:case_id}", response={200: CaseOut, **REFUSALS}, summary="Eén casus")
@only()
def case(request: HttpRequest, case_id: UUID) -> Any:
    """Nummer, doel en fase. Wie meedoen staat bij partijen, wat is ingebracht bij inbreng."""
    found = fetch(case_id)
    record(current(), "case.read", "case", case_id)
    return _case(found)


@router.get(
    "/casussen/{uuid:case_id}/partijen", response={200: list[PartyOut], **REFUSALS},
    summary="Aan wie u kunt vrijgeven",
)  # fmt: skip
@only()
def takes_part(request: HttpRequest, case_id: UUID) -> Any:
    """De organisaties die meedoen, de gemeente voorop."""
    found = parties(current(), fetch(case_id))
    return [{"id": party.id, "naam": party.name} for party in found]


@router.get(
    "/casussen/{uuid:case_id}/inbreng", response={200: ContributionPage, **REFUSALS},
    summary="Inbreng lezen",
)  # fmt: skip
@only("na")
def contributions(request: HttpRequest, case_id: UUID, na: str = "") -> Any:
    """Wat uw organisatie inbracht, en wat aan uw organisatie is vrijgegeven. Verder niets."""
    fetch(case_id)
    rows = Contribution.objects.filter(case_id=case_id)
    found = page(rows, {"na": na}, keys=("created_at", "id"), size=100)
    record(current(), "case.read", "case", case_id)
    return {"inbreng": [_contribution(row) for row in found.rows], "volgende": found.next}


@router.post(
    "/casussen/{uuid:case_id}/inbreng", response={201: Made, **REFUSALS}, summary="Inbrengen"
)
@only()
def contribute(request: HttpRequest, case_id: UUID, payload: ContributionIn) -> Any:
    """Breng een feit of mening in namens uw organisatie; geef die vrij aan wie u noemt."""
    key = once_key(request)
    made = actions.add_contribution(
        current(), case_id, nature=NATURES[payload.aard], text=payload.tekst,
        about_date=payload.datum, category=payload.soort, source=payload.bron,
        release_to=payload.vrijgeven_aan, key=key,
    )  # fmt: skip
    row = Contribution.objects.get(pk=made)
    sent = (case_id, NATURES[payload.aard], payload.soort, payload.tekst, payload.bron)
    if sent != (row.case_id, row.nature, row.category, row.text, row.source):
        message = _("Onder deze sleutel is al iets anders ingebracht.")
        raise Refused(409, "sleutel_gebruikt", message)
    return Status(201, {"id": made})


@router.get(
    "/casussen/{uuid:case_id}/acties", response={200: list[ActionOut], **REFUSALS},
    summary="Acties van uw organisatie",
)  # fmt: skip
@only()
def tasks(request: HttpRequest, case_id: UUID) -> Any:
    """Alleen de acties van uw eigen organisatie."""
    fetch(case_id)
    mine = Action.objects.filter(case_id=case_id, organisation_id=organisation_of(current()))
    record(current(), "case.read", "case", case_id)
    return [_action(row) for row in mine.order_by("due_at", "id")[:500]]


@router.get("/acties/{uuid:action_id}", response={200: ActionOut, **REFUSALS}, summary="Eén actie")
@only()
def task(request: HttpRequest, response: HttpResponse, action_id: UUID) -> Any:
    """De actie, met haar versie in de kop ETag."""
    row = _mine(action_id)
    record(current(), "case.read", "case", row.case_id)
    response["ETag"] = f'"{row.version}"'
    return _action(row)


@router.post(
    "/acties/{uuid:action_id}/afronden", response={200: ActionOut, **REFUSALS},
    summary="Een actie afronden",
)  # fmt: skip
@only()
def finish(request: HttpRequest, response: HttpResponse, action_id: UUID, payload: ActionIn) -> Any:
    """Zeg wat eruit kwam. If-Match is de versie die u las. Nog eens zenden doet niets dubbel."""
    version, row = expected(request), _mine(action_id)
    again = bool(row.done_at) and row.version == version + 1 and row.result == payload.resultaat
    if not again and row.version != version:
        raise Refused(412, "verouderd", _("De actie veranderde. Haal haar opnieuw op."))
    if not again:
        actions.finish_action(current(), action_id, result=payload.resultaat, version=version)
        row.refresh_from_db()
    response["ETag"] = f'"{row.version}"'
    return _action(row)


def _mine(action_id: UUID) -> Action:
    row = Action.objects.filter(pk=action_id, organisation_id=organisation_of(current())).first()
    if row is None:
        raise Denied
    return row


def _case(row: Case) -> dict[str, Any]:
    return {
        "id": row.id, "nummer": row.number, "doel": row.purpose, "fase": row.phase,
        "stand": row.lifecycle, "geopend_op": row.opened_at, "versie": row.version,
    }  # fmt: skip


def _contribution(row: Contribution) -> dict[str, Any]:
    return {
        "id": row.id, "organisatie": row.organisation_id, "aard": WORDS[Nature(row.nature)],
        "soort": row.category, "tekst": row.text, "bron": row.source, "datum": row.about_date,
        "ingebracht_op": row.created_at, "verbetering_van": row.correction_of_id,
    }  # fmt: skip


def _action(row: Action) -> dict[str, Any]:
    return {
        "id": row.id, "titel": row.title, "uiterlijk": row.due_at, "klaar_op": row.done_at,
        "resultaat": row.result, "versie": row.version,
    }  # fmt: skip


__all__ = ["router"]
