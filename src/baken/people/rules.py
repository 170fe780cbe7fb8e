"""What may be written about people, and how a half-known day of birth is kept."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from baken.core import text as texts
from baken.people.models import Precision

_KVK = re.compile(r"\d{8}")


@dataclass(frozen=True)
class Born:
    """A day of birth as far as it is known; the unknown part of `day` is 1."""

    day: date
    precision: str = Precision.DAY

    def __str__(self) -> str:
        """'1987', '1987-04' or '1987-04-09', as it is stored."""
        return self.day.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]

    @classmethod
    def read(cls, stored: str) -> "Born | None":
        """What `str` wrote; None for ''."""
        if not stored:
            return None
        precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(stored)]
        return cls(date.fromisoformat((stored + "-01-01")[:10]), precision)


def checked_born(born: Born) -> Born:
    """Refuse a day that cannot be."""
    if not date(1900, 1, 1) <= born.day <= localdate():
        raise ValidationError(_("Deze geboortedatum kan niet. Kijk het jaar na."))
    return born


def clean_name(text: str) -> str:
    """A name or address: one line, at most 200 characters, and no BSN in it."""
    line = texts.clean_line(text)
    if not line:
        raise ValidationError(_("Vul een naam in."))
    return _without_bsn(line)


def clean_address(text: str) -> str:
    """An address, possibly of several lines, or ''."""
    return _without_bsn(texts.clean(text))


def _without_bsn(text: str) -> str:
    if len(text) > 200:
        raise ValidationError(_("Dit is te lang: er mogen 200 tekens in."))
    if texts.holds_bsn(text):
        raise ValidationError(_("Hier staat een BSN in. Dat mag niet in Baken: haal het weg."))
    return text


def clean_kvk(text: str) -> str:
    """A number of the trade register: eight digits, or ''."""
    digits = re.sub(r"[\s.]", "", text)
    if digits and not _KVK.fullmatch(digits):
        raise ValidationError(_("Een KVK-nummer heeft 8 cijfers."))
    return digits
