"""What a plan or figure file says, read but not yet stored: records and readings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.periods import Period
from baken.programme.values import Value

COUNTRY = "NL01"


@dataclass(frozen=True)
class Record:
    """One statement of the plan: a theme, an action, a motion, a source. `details` is JSON."""

    kind: str
    key: str
    name: str
    parent: str = ""
    position: int = 0
    details: dict[str, object] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of one indicator: `measure` is '' for the figure the indicator is named after.

    `status` is 'voorlopig' where the source marked it so (CBS: an asterisk), else ''.
    """

    indicator: str
    measure: str
    period: Period
    area: str
    value: Value
    note: dict[str, object] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    status: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return (self.indicator, self.measure, self.period.text, self.area)


@dataclass(frozen=True)
class Contents:
    """A whole file: its records (plan only) and its readings.

    `plan` says whose and which plan it is ('GM0622:IVP-2024-2027'); '' for a figure file.
    """

    records: tuple[Record, ...]
    readings: tuple[Reading, ...]
    plan: str = ""


def slug(text: object) -> str:
    """'Toezicht & Handhaving' -> 'toezicht-handhaving'; stable part of a key."""
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60]


def plain_json(value: object) -> object:
    """A YAML value as JSON keeps it: decimals and dates as text, every key as text."""
    if isinstance(value, dict):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    return str(value) if isinstance(value, Decimal | date) else value


def refuse_doubles(readings: Iterable[Reading]) -> None:
    """Raises ValidationError when one figure stands twice in a file, even with the same value."""
    seen: set[tuple[str, str, str, str]] = set()
    for reading in readings:
        if reading.identity in seen:
            message = _("%(indicator)s staat twee keer in het bestand voor %(period)s, %(area)s.")
            names = {"indicator": reading.indicator, "period": reading.period, "area": reading.area}
            raise ValidationError(message, params=names)
        seen.add(reading.identity)
