"""A report that other software brings: judged like one on the site, and of an open kind."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import become, current, resident
from baken.core.text import clean_line
from baken.geo import api as geo
from baken.reports.actions.intake import Received, Said, Told, Upload, Where, receive
from baken.reports.asking.forms import QuestionsForm, said
from baken.reports.categories import Subject
from baken.reports.codes import Source
from baken.reports.exchange.keys import Opened
from baken.reports.exchange.models import Arrival
from baken.reports.follow import code_of
from baken.reports.forms import WordsForm

APART = 250.0  # metres between a point and an address that we still take for the same place
LONGEST_PLACE = 200


class Wrong(ValidationError):
    """What is wrong, and with which field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Brought:
    """What other software brings. `contact` has name, email and phone, each perhaps empty."""

    id: UUID
    subject: Subject
    text: str
    where: Where
    contact: Mapping[str, str]
    reference: str = ""
    language: str = "nl"
    photos: Sequence[Upload] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


def bring(brought: Brought, key: Opened | None, *, site: str) -> Received:
    """Take it in as the resident would on the site, once per id. Raises ValidationError."""
    told = Told(
        id=brought.id, subject=brought.subject, where=brought.where, source=Source.API,
        language=brought.language, photos=brought.photos, answers=_answered(brought),
        **_judged(brought),
    )  # fmt: skip
    if key is not None:
        record(current(), "exchange.bring", "key", key.id)
    acting = resident(code_of(told.id), key=key.acting.token if key else "")
    become(acting)
    received = receive(acting, told, site=site)
    if not received.again:
        arrival = Arrival(
            report_id=told.id, key_id=key.id if key else None, reference=brought.reference,
            at=timezone.now(),
        )  # fmt: skip
        Arrival.objects.bulk_create([arrival])
    return received


def _judged(brought: Brought) -> dict[str, Any]:
    """The words and the contact details, as the form of the site takes them."""
    form = WordsForm({"text": brought.text, **brought.contact})
    if not form.is_valid():
        name, problems = next(iter(form.errors.items()))
        raise Wrong(name, str(problems[0]))
    return {name: form.cleaned_data[name] for name in ("text", "email", "phone", "name")}


def _answered(brought: Brought) -> list[Said]:
    """The answers to the questions of the kind, as the form of the site takes them."""
    form = QuestionsForm(brought.subject, dict(brought.answers))
    if not form.is_valid():
        name, problems = next(iter(form.errors.items()))
        raise Wrong(f"attribute[{name}]", str(problems[0]))
    return said(brought.subject, form.answers())


def place(*, lat: str = "", lon: str = "", bag_id: str = "", words: str = "") -> Where:
    """Where it is. A point and an address must lie together; outside is refused. Raises Wrong."""
    point = _point(lat, lon) if lat or lon else None
    address = _address(bag_id) if bag_id else None
    line = _line(words)
    if address is not None:
        if point is not None and _metres(point, address) > APART:
            raise Wrong("address_id", _("Het punt en het adres liggen te ver uit elkaar."))
        area = geo.area(address.buurt_code)
        wijk = area.parent_code if area else ""
        return Where(address.lat, address.lon, address.line, address.buurt_code, wijk)
    if point is None:
        return _by_words(line)
    try:
        spot = geo.locate(*point)
    except geo.PlaceProblem as problem:
        raise Wrong("lat", problem.message) from problem
    return Where(point.lat, point.lon, line, spot.buurt_code, spot.wijk_code)


def _line(words: str) -> str:
    line = clean_line(words)
    if len(line) > LONGEST_PLACE:
        raise Wrong("address_string", _("Dit is te lang. Geef alleen een straat en huisnummer."))
    return line


def _by_words(line: str) -> Where:
    """An address that is here exactly once; else the words alone, which the desk reads."""
    hits = [hit for hit in geo.addresses(line[:80]) if hit.line.lower() == line.lower()]
    if len(hits) == 1:
        return place(bag_id=hits[0].bag_id)
    return Where(address=line)


def _point(lat: str, lon: str) -> geo.Point:
    try:
        point = geo.Point(float(lat[:30]), float(lon[:30]))
    except ValueError:
        point = geo.Point(math.nan, math.nan)
    return point


def _address(bag_id: str) -> geo.Address:
    known = bag_id.isascii() and bag_id.isdigit() and len(bag_id) <= 16
    found = geo.address(bag_id) if known else None
    if found is None:
        raise Wrong("address_id", _("Dit adres kennen wij niet. Geef een BAG-nummer."))
    return found


def _metres(point: geo.Point, address: geo.Address) -> float:
    north = (point.lat - address.lat) * 111_250
    east = (point.lon - address.lon) * 111_250 * math.cos(math.radians(address.lat))
    return math.hypot(north, east)
