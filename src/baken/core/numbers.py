"""Numbers of files: random, with a check digit, so that they tell nothing and survive a phone.

Seven random digits and one check digit (Damm's algorithm, which finds every single wrong
digit and every swap of two neighbours), shown as `M-4821-9370`.
"""

import re
import secrets

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

ATTEMPTS = 5
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def check_digit(digits: str) -> str:
    """Damm's check digit for a text of decimal digits."""
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def draw(prefix: str) -> str:
    """A new random number, such as `M-4821-9370`."""
    digits = f"{secrets.randbelow(10_000_000):07d}"
    return dress(prefix, digits)


def insert(row: models.Model, prefix: str) -> None:
    """Insert a row under a new `number`, drawn again when it is taken.

    Among ten thousand rows one in a thousand draws is: who draws cannot see which are.
    """
    for left in reversed(range(ATTEMPTS)):
        row.number = draw(prefix)  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            if not left or "_number_" not in _broken(error):
                raise
        else:
            return


def _broken(error: IntegrityError) -> str:
    """The name of the constraint."""
    return str(getattr(error.__cause__, "diag").constraint_name)  # noqa: B009 - psycopg's


def dress(prefix: str, seven: str) -> str:
    """The number that belongs to seven digits: with check digit, prefix and dashes."""
    whole = seven + check_digit(seven)
    return f"{prefix}-{whole[:4]}-{whole[4:]}"


def tidy(text: str, prefix: str) -> str:
    """Read a number as people type it. Raises ValidationError when a digit is wrong."""
    digits = re.sub(r"\D", "", text)
    if len(digits) != 8:
        raise ValidationError(_("Een nummer heeft 8 cijfers, zoals %s-1234-5674.") % prefix)
    if check_digit(digits[:7]) != digits[7]:
        raise ValidationError(_("Dit nummer klopt niet. Kijk of er een cijfer verwisseld is."))
    return dress(prefix, digits[:7])
