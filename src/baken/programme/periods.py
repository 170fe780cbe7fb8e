"""Periods as sources write them: a year, quarter, month, day, or a span of two of these."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
STATLINE = re.compile(r"(\d{4})(JJ00|MM(\d{2})|KW0([1-4]))", re.ASCII)
WORDED = re.compile(rf"(\d{{4}}) (?:({'|'.join(MONTHS)})|([1-4])e kwartaal)", re.ASCII)


@dataclass(frozen=True, order=True)
class Period:
    """From `start` to and including `end`; `text` is the key as the source wrote it."""

    start: date
    end: date
    text: str

    @property
    def year(self) -> int | None:
        """The calendar year, when the period is exactly one."""
        return self.start.year if self.text == f"{self.start.year}" else None

    @property
    def after(self) -> date:
        return self.end + timedelta(days=1)

    def __str__(self) -> str:
        return label(self.text)


def read_period(raw: object) -> Period:
    """'2024', '2026-Q3', '2024-03', '2021-07-07' or '2022-02/2022-08'. Raises ValidationError."""
    text = str(raw).strip()
    try:
        first, _slash, last = text.partition("/")
        start, end = _bounds(first)[0], _bounds(last or first)[1]
        if start > end:
            raise ValueError(text)
    except ValueError as error:
        message = _("‘%(text)s’ is geen periode. Schrijf bijvoorbeeld 2026, 2026-Q3 of 2026-03.")
        raise ValidationError(message, params={"text": text}) from error
    return Period(start, end, text)


def read_statline(raw: str) -> Period:
    """'2024JJ00', '2024MM03', '2024KW01', '2024 maart' or '2024 1e kwartaal', and our own forms."""
    text = raw.strip()
    if key := STATLINE.fullmatch(text):
        return read_period(_ours(key[1], key[3], key[4]))
    if words := WORDED.fullmatch(text):
        month = f"{MONTHS.index(words[2]) + 1:02}" if words[2] else None
        return read_period(_ours(words[1], month, words[3]))
    return read_period(text)


def _ours(year: str, month: str | None, quarter: str | None) -> str:
    return f"{year}-{month}" if month else f"{year}-Q{quarter}" if quarter else year


def _bounds(text: str) -> tuple[date, date]:
    if quarter := QUARTER.fullmatch(text):
        year, number = int(quarter[1]), int(quarter[2])
        return date(year, 3 * number - 2, 1), _month_end(year, 3 * number)
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII):
        raise ValueError(text)
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    first, last = (parts[1], parts[1]) if len(parts) == 2 else (1, 12)
    return date(parts[0], first, 1), _month_end(parts[0], last)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def label(text: str) -> str:
    """The period in Dutch words: 'februari tot en met augustus 2022', '3e kwartaal 2026'."""
    first, slash, last = text.partition("/")
    if slash:
        same_year = first[:4] == last[:4] and len(first) == len(last) == 7
        begin = MONTHS[int(first[5:]) - 1] if same_year else label(first)
        return f"{begin} tot en met {label(last)}"
    if quarter := QUARTER.fullmatch(text):
        return f"{quarter[2]}e kwartaal {quarter[1]}"
    parts = text.split("-")
    words = [MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*(str(int(day)) for day in parts[2:]), *words, parts[0]])
