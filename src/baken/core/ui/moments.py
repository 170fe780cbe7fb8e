"""Moments in words: relative to now for reading, exact for the tooltip and for print."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

Moment = datetime | date


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
    return _("%(time)s uur") % {"time": f"{there.hour}.{there.minute:02}"}


def exact(moment: Moment) -> str:
    """dinsdag 17 november 2026, 14.08 uur."""
    words = _dated(day(moment), "l j F Y", get_language())
    return f"{words}, {clock_words(moment)}" if isinstance(moment, datetime) else words


@lru_cache(maxsize=4096)
def _dated(that: date, pattern: str, language: str | None) -> str:
    """The day in words of the language in use; a page says the same few days many times."""
    return date_format(that, pattern)


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
