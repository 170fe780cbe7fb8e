"""A report by Signalen's form, its photos and what its reporter thought."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baken.core.acting import Acting, become, resident
from baken.core.crypto import mac
from baken.core.forms import first_message
from baken.reports.actions.intake import MOST_PHOTOS, Received, Upload, Where, keep_photos, own
from baken.reports.codes import CLOSED, Source, State
from baken.reports.exchange.buckets import STRANGERS
from baken.reports.exchange.filing import Brought, Wrong, bring, place
from baken.reports.exchange.signalen.asking import Refused, missing, thing, words, wrong
from baken.reports.exchange.signalen.kinds import by_url
from baken.reports.exchange.signalen.questions import FIELD, answers
from baken.reports.follow import code_of
from baken.reports.models import Report

WINDOW = 600
PHOTOS_WITHIN = timedelta(hours=1)
FIELDS = {
    "source", "text", "text_extra", "location", "category", "reporter", "incident_date_start",
    "incident_date_end", "extra_properties", "session",
}  # fmt: skip
# What Signalen tells the public of a state: no more than this.
OPEN_WORDS, CLOSED_WORDS = ("OPEN", "Open"), ("CLOSED", "Gesloten")


def create(content: dict[str, Any], *, site: str) -> Received:
    """Take in what the form sends. The same again within ten minutes is the same report."""
    extra = sorted(set(content) - FIELDS)
    if extra:
        told = _("Deze velden kennen wij niet: %s.") % ", ".join(extra)[:200]
        raise wrong("non_field_errors", told)
    kind = by_url(words(thing(content, "category"), "sub_category"))
    if kind is None:
        raise wrong("category", _("Deze soort kennen wij niet."))
    begun = _begun(words(content, "incident_date_start"))
    reporter = thing(content, "reporter", needed=False)
    text = words(content, "text", 5000)
    brought = Brought(
        id=_key(content), subject=kind, text=text, where=_where(thing(content, "location")),
        contact={"name": "", "email": words(reporter, "email"), "phone": words(reporter, "phone")},
        language=get_language() or "nl",
        answers=answers(kind, content.get(FIELD)),
    )  # fmt: skip
    if begun > timezone.now() + timedelta(days=1):
        raise wrong("incident_date_start", _("Dit ligt in de toekomst."))
    STRANGERS.take()
    try:
        return bring(brought, None, site=site)
    except Wrong as error:
        field = FIELD if error.field.startswith("attribute") else error.field
        raise wrong(field, first_message(error)) from error


def _key(content: dict[str, Any]) -> UUID:
    """Nobody can guess it, and a double click gives the same one."""
    said = json.dumps(content, sort_keys=True, ensure_ascii=True)
    digest = mac(f"{int(time.time() // WINDOW)}:{said}", "reports.signalen")[:16]
    return UUID(bytes=digest, version=4)


def _begun(text: str) -> datetime:
    try:
        moment = parse_datetime(text) if text else None
    except ValueError:
        moment = None
    if moment is None or not 1990 <= moment.year <= 2098:
        raise wrong("incident_date_start", _("Dit is geen datum met tijd."))
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _where(location: dict[str, Any]) -> Where:
    shape = thing(location, "geometrie")
    pair = shape.get("coordinates")
    numbers = isinstance(pair, list) and len(pair) == 2 and all(
        isinstance(one, int | float) and not isinstance(one, bool) for one in pair)  # fmt: skip
    if shape.get("type") != "Point" or not numbers or not isinstance(pair, list):
        raise wrong("location", _("De plek moet een GeoJSON-punt zijn."))
    try:
        return place(lat=str(pair[1]), lon=str(pair[0]), words=_line(location))
    except ValidationError as error:
        raise wrong("location", first_message(error)) from error


def _line(location: dict[str, Any]) -> str:
    address = location.get("address")
    if not isinstance(address, dict):
        return ""
    parts = [address.get(name) for name in ("openbare_ruimte", "huisnummer", "huisletter")]
    street, number, letter = (str(part or "")[:80] for part in parts)
    return f"{street} {number}{letter}".strip()


def found(signal_id: UUID, *, to_change: bool = False) -> tuple[Acting, Report]:
    """The report of who has its id, as long as it came by this door."""
    acting = resident(code_of(signal_id))
    become(acting)
    report = own(acting, to_change=to_change)
    if report.source != Source.API:
        raise missing()
    return acting, report


def shown(report: Report) -> dict[str, Any]:
    """A report as its reporter may see it."""
    state, label = CLOSED_WORDS if report.state in CLOSED else OPEN_WORDS
    moment = timezone.localtime(report.received_at).isoformat()
    changed = timezone.localtime(report.closed_at or report.received_at).isoformat()
    return {
        "_display": report.number,
        "id": int("".join(c for c in report.number if c.isdigit())),
        "id_display": report.number,
        "signal_id": str(report.id),
        "status": {"state": state, "state_display": label},
        "created_at": moment,
        "updated_at": changed,
        "incident_date_start": moment,
        "incident_date_end": None,
    }


def add_photo(signal_id: UUID, photo: Upload) -> Report:
    """A photo right after the report, through the house's own intake."""
    from baken.documents import api as documents

    acting, report = found(signal_id, to_change=True)
    if report.state != State.RECEIVED or report.received_at < timezone.now() - PHOTOS_WITHIN:
        raise Refused(400, {"detail": _("Bij deze melding kan geen foto meer.")})
    if len(documents.listing(acting, report.id)) >= MOST_PHOTOS:
        raise wrong("file", _("Er zijn al 5 foto's bij deze melding."))
    try:
        keep_photos(acting, report.id, [photo])
    except ValidationError as error:
        raise wrong("file", first_message(error)) from error
    return report
