"""Moments in words: relative to now for reading, exact for the tooltip and for print."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from baken.core.languages import FURTHER

Moment = datetime | date
# How a day is written where it is not as in Dutch: names in another case, or another order.
# Keys are Django's patterns, which the pages use; "E" is the name of a month beside a day.
PATTERNS = {
    "pl": {"j F": "j E", "j F Y": "j E Y", "l j F": "l, j E", "l j F Y": "l, j E Y"},
    "uk": {"j F": "j E", "j F Y": "j E Y", "l j F": "l, j E", "l j F Y": "l, j E Y"},
    "hu": {"j F": "F j.", "j F Y": "Y. F j.", "l j F": "F j., l", "l j F Y": "Y. F j., l",
           "j M": "M j."},
    "es": {"j F": r"j \d\e F", "j F Y": r"j \d\e F \d\e Y", "l j F": r"l, j \d\e F",
           "l j F Y": r"l, j \d\e F \d\e Y"},
    "ro": {"l j F": "l, j F", "l j F Y": "l, j F Y"},
    "bg": {"l j F": "l, j F", "l j F Y": "l, j F Y"},
    "tr": {"l j F": "j F l", "l j F Y": "j F Y l"},
    "ar": {"l j F": "l، j F", "l j F Y": "l، j F Y"},
}  # fmt: skip
# Django writes the names of days with a capital here; in a sentence they have none.
SMALL_DAYS = ("pl", "ro", "uk")


def local(moment: Moment) -> Moment:
    """A datetime in the municipality's time zone; a date stays as it is."""
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def day(moment: Moment) -> date:
    """The local calendar day of the moment."""
    there = local(moment)
    return there.date() if isinstance(there, datetime) else there


def stamp(moment: Moment) -> str:
    """The moment for machines, in local time: 2026-11-17T14:08+01:00 or 2026-11-17."""
    there = local(moment)
    if isinstance(there, datetime):
        return there.isoformat(timespec="minutes")
    return there.isoformat()


def day_words(moment: Moment, today: date) -> str:
    """3 november, with the year when it is not this year."""
    that = day(moment)
    return _dated(that, "j F" if that.year == today.year else "j F Y", get_language())


def clock_words(moment: datetime) -> str:
    """14.08 uur."""
    there = timezone.localtime(moment)
    between = ":" if get_language() in FURTHER else "."
    return _("%(time)s uur") % {"time": f"{there.hour}{between}{there.minute:02}"}


def exact(moment: Moment) -> str:
    """dinsdag 17 november 2026, 14.08 uur."""
    words = _dated(day(moment), "l j F Y", get_language())
    return f"{words}, {clock_words(moment)}" if isinstance(moment, datetime) else words


@lru_cache(maxsize=4096)
def _dated(that: date, pattern: str, language: str | None) -> str:
    """The day in words of the language in use; a page says the same few days many times."""
    words = date_format(that, PATTERNS.get(language or "", {}).get(pattern, pattern))
    return words[:1].lower() + words[1:] if language in SMALL_DAYS else words


def spelled(moment: Moment | None, pattern: str) -> str:
    """A day, or with ', H.i' a moment, as the language in use writes it; nothing for None."""
    if moment is None:
        return ""
    language = get_language()
    days, _comma, clock = pattern.partition(", ")
    words = _dated(day(moment), days, language)
    if not clock or not isinstance(moment, datetime):
        return words
    there = timezone.localtime(moment)
    return f"{words}, {there:%H:%M}" if language in FURTHER else f"{words}, {there:%H.%M}"


def minutes_ago(minutes: int) -> str:
    """Words for less than an hour ago."""
    if minutes < 1:
        return _("zojuist")
    return ngettext("%(n)s minuut geleden", "%(n)s minuten geleden", minutes) % {"n": minutes}


def relative(moment: Moment, now: datetime | None = None) -> str:
    """How a colleague would say it: zojuist, vandaag 14.08 uur, gisteren, 5 dagen geleden."""
    now = now or timezone.now()
    today = day(now)
    days = (today - day(moment)).days
    if isinstance(moment, datetime) and 0 <= (now - moment).total_seconds() < 3600:
        return minutes_ago(int((now - moment).total_seconds() // 60))
    if days in (-1, 0, 1):
        word = {-1: _("morgen"), 0: _("vandaag"), 1: _("gisteren")}[days]
        return f"{word} {clock_words(moment)}" if isinstance(moment, datetime) else word
    if 1 < days < 14:
        return ngettext("%(n)s dag geleden", "%(n)s dagen geleden", days) % {"n": days}
    return day_words(moment, today)
