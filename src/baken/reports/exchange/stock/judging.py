"""One row of an old stock: what it becomes here, or one sentence that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from baken.core.calendar import ZONE
from baken.core.terms import add_months
from baken.core.text import without_hidden
from baken.geo import api as geo
from baken.reports.actions.intake import Where
from baken.reports.categories import Subject, tree
from baken.reports.codes import CLOSED, State
from baken.reports.exchange.stock.mapping import NEEDED, Recipe, states

LONGEST_TEXT = 10_000
YEARS_KEPT, YEARS_CONTACT = 5, 1
FIRST_YEAR = 1990
_DUTCH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Old:
    """A report of an older system as it would stand here."""

    line: int
    reference: str
    received_at: datetime
    text: str
    subject: Subject
    state: str
    closed_at: datetime | None
    where: Where
    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def place(self) -> str:
        """The address, or else the buurt."""
        return self.where.address or geo.name_of(self.where.buurt_code)


class Judge:
    """Knows where in a row each thing stands. `old` raises ValidationError."""

    def __init__(self, header: Sequence[str], recipe: Recipe) -> None:
        at = {name: number for number, name in enumerate(header)}
        gone = [name for name in recipe.columns.values() if name not in at]
        if gone:
            raise ValidationError(_("Deze kolommen ontbreken: %s.") % ", ".join(gone))
        if any(name not in recipe.columns for name in NEEDED):
            raise ValidationError(_("Wijs aan in welke kolom de tekst en de datum staan."))
        self._at = {ours: at[name] for ours, name in recipe.columns.items()}
        self._width, self._recipe = len(header), recipe
        self._now, self._subject = timezone.now(), cache(tree().get)
        today = timezone.localdate()
        self._oldest = _begin(add_months(today, -12 * YEARS_KEPT))
        self._contact_since = _begin(add_months(today, -12 * YEARS_CONTACT))

    def old(self, line: int, cells: Sequence[str]) -> Old:
        if len(cells) != self._width:
            message = _("deze regel heeft %(found)s velden. Het moeten er %(due)s zijn.")
            raise ValidationError(message % {"found": len(cells), "due": self._width})
        cell = {ours: plain(cells[at]) for ours, at in self._at.items()}
        received = self._moment(cell["received_at"])
        state = self._state(cell.get("state", ""))
        closed = self._closed(cell.get("closed_at", ""), received) if state in CLOSED else None
        fresh = closed is None or closed >= self._contact_since
        return Old(
            line=line,
            reference=" ".join(cell.get("reference", "").split())[:80],
            received_at=received,
            text=_text(cell["text"]),
            subject=self._kind(cell),
            state=state,
            closed_at=closed,
            where=_where(cell),
            **(_contact(cell) if fresh else {}),
        )

    def _moment(self, text: str) -> datetime:
        moment = _read_moment(text)
        if moment.year < FIRST_YEAR or moment > self._now + timedelta(days=1):
            raise ValidationError(_("‘%s’ kan de datum niet zijn.") % text[:40])
        return moment

    def _closed(self, text: str, received: datetime) -> datetime:
        closed = max(self._moment(text), received) if text else received
        if closed < self._oldest:
            raise ValidationError(_("langer dan 5 jaar geleden afgehandeld: dat mag niet meer "
                                    "bewaard worden."))  # fmt: skip
        return closed

    def _state(self, text: str) -> str:
        if not text:
            return State.RECEIVED
        found = states().get(text.lower())
        if found is None:
            raise ValidationError(_("de staat ‘%s’ kennen wij niet.") % text[:40])
        return found

    def _kind(self, cell: Mapping[str, str]) -> Subject:
        words = (cell.get("kind", ""), cell.get("main", ""))
        code = self._recipe.kind_of(*words)
        subject = self._subject(code) if code else None
        if subject is None:
            said = next(filter(None, words), "")
            raise ValidationError(_("de soort ‘%s’ kennen wij niet.") % said[:60])
        return subject


def plain(text: str) -> str:
    """Without what deceives or breaks; an old stock is full of it, and it means nothing."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return without_hidden(text).strip()


def _begin(day: object) -> datetime:
    return datetime.combine(day, datetime.min.time(), ZONE)  # type: ignore[arg-type]


def _read_moment(text: str) -> datetime:
    if not text:
        raise ValidationError(_("de datum ontbreekt."))
    try:
        if found := _DUTCH.fullmatch(text):
            day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=ZONE)
        moment = parse_datetime(text) or datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
    except (ValueError, OverflowError):
        message = _("‘%s’ is geen datum, zoals 2026-11-05 of 5-11-2026 13:15.")
        raise ValidationError(message % text[:40]) from None


def _text(text: str) -> str:
    if not text:
        raise ValidationError(_("de tekst is leeg."))
    if len(text) > LONGEST_TEXT:
        raise ValidationError(_("de tekst is langer dan 10.000 tekens."))
    return text


def _where(cell: Mapping[str, str]) -> Where:
    line = " ".join(cell.get("address", "").split())[:200]
    lat, lon = cell.get("lat", ""), cell.get("lon", "")
    if not lat and not lon:
        return Where(address=line)
    try:
        point = geo.Point(float(lat.replace(",", ".")), float(lon.replace(",", ".")))
    except ValueError:
        raise ValidationError(_("de plek is geen getal.")) from None
    try:
        spot = geo.locate(*point)
    except geo.PlaceProblem as problem:
        if problem.code != "rd" or problem.suggestion is None:
            raise
        point = problem.suggestion
        spot = geo.locate(*point)
    return Where(point.lat, point.lon, line, spot.buurt_code, spot.wijk_code)


def _contact(cell: Mapping[str, str]) -> dict[str, str]:
    """How to reach who reported, unless its term of a year is over."""
    found = {
        name: " ".join(cell.get(name, "").split())[:200] for name in ("name", "email", "phone")
    }
    if found["email"] and not _MAIL.fullmatch(found["email"]):
        raise ValidationError(_("het e-mailadres klopt niet."))
    return found
