"""Days and areas in the words of a note."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from baken.programme.periods import MONTHS
from baken.programme.records import COUNTRY


def area_words(code: str) -> str:
    """'NL01' -> Nederland, 'GM0622' -> gemeente, 'WK062202' -> wijk WK062202."""
    if code == COUNTRY:
        return "Nederland"
    words = {"GM": "gemeente", "WK": f"wijk {code}", "BU": f"buurt {code}"}
    return words.get(code[:2], code)


def day_words(moment: datetime) -> str:
    """21 november 2026, in the Dutch time zone, whatever the language of the reader."""
    day = moment.astimezone(ZoneInfo("Europe/Amsterdam"))
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
