"""Values of the plan as a form shows them, and back. Nothing typed is 'niet bekend'."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.core.ui.numerals import written
from baken.programme.editing import schema
from baken.programme.editing.schema import Slot
from baken.programme.periods import read_period

Details = dict[str, Any]
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")


def shown(slot: Slot, details: Details) -> object:
    """What stands in the form before anybody types."""
    value = _get(details, slot.name)
    if value is None:
        return [] if slot.shape in (schema.ACTIONS, schema.INDICATORS, schema.PARTNERS) else ""
    if slot.shape == schema.SPAN and isinstance(value, list):
        return "-".join(dict.fromkeys(str(part) for part in value))
    if slot.shape == schema.LINES:
        return "\n".join(str(part) for part in value)
    if slot.shape == schema.YESNO:
        return "ja" if value else "nee"
    if slot.shape == schema.NUMBER:
        return written(value)
    return value


def taken(slots: list[Slot], typed: dict[str, Any], before: Details) -> Details:
    """The details as they are after this edit; a field that was never there stays away if empty.

    Raises ValidationError, by field, for what cannot be read.
    """
    details: Details = {k: dict(v) if isinstance(v, dict) else v for k, v in before.items()}
    wrong: dict[str, ValidationError] = {}
    for slot in slots:
        try:
            value = read(slot, typed.get(slot.name), _get(before, slot.name))
        except ValidationError as error:
            wrong[slot.name] = error
            continue
        if value is not None or _has(before, slot.name):
            _put(details, slot.name, value)
    if wrong:
        raise ValidationError({name: error.messages for name, error in wrong.items()})
    return details


def read(slot: Slot, typed: Any, before: object = None) -> object:
    """One value as the file holds it. Raises ValidationError for what cannot be read."""
    if typed in (None, "", []):
        return None
    if slot.shape in READERS:
        return READERS[slot.shape](typed)
    whole = isinstance(typed, str) and isinstance(before, int) and re.fullmatch(r"-?\d+", typed)
    return int(typed) if whole else typed


def number(text: str) -> object:
    """'1.250.000' or '12,5': a whole number, or the decimals as typed."""
    plain = re.sub(r"[€\s]", "", text)
    if THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".").replace("−", "-")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,4})?", plain, re.ASCII):
        raise ValidationError(_("‘%(text)s’ is geen getal."), params={"text": text})
    found = Decimal(plain)
    return int(found) if "." not in plain else str(found)


def year(text: str) -> int:
    if not re.fullmatch(r"(19|20|21)\d\d", text, re.ASCII):
        message = _("‘%(text)s’ is geen jaar. Schrijf bijvoorbeeld 2026.")
        raise ValidationError(message, params={"text": text})
    return int(text)


def moment(text: str) -> object:
    """'2026' stays a year, '2026-Q3' a text."""
    read_period(text)
    return int(text) if re.fullmatch(r"\d{4}", text) else text


def span(text: str) -> list[int]:
    """'2024-2027', or one year."""
    first, _dash, last = (part.strip() for part in text.replace("–", "-").partition("-"))
    found = [year(first), year(last or first)]
    if found[0] > found[1]:
        raise ValidationError(_("Het eerste jaar ligt na het laatste."))
    return found


def lines(text: str) -> list[str]:
    """One per line."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def yes(text: str) -> bool:
    return text == "ja"


READERS: dict[str, Callable[[Any], object]] = {
    schema.NUMBER: number,
    schema.YEAR: year,
    schema.MOMENT: moment,
    schema.SPAN: span,
    schema.DAY: str,
    schema.YESNO: yes,
    schema.LINES: lines,
}


def _get(details: Details, name: str) -> Any:
    head, dot, rest = name.partition(".")
    value = details.get(head)
    return value.get(rest) if dot and isinstance(value, dict) else value


def _has(details: Details, name: str) -> bool:
    head, dot, rest = name.partition(".")
    return rest in details.get(head, {}) if dot else head in details


def _put(details: Details, name: str, value: object) -> None:
    head, dot, rest = name.partition(".")
    if dot:
        details[head][rest] = value
    else:
        details[head] = value
