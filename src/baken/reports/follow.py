"""The code with which a resident follows a report: 22 digits and 2 check digits.

It follows from the report's key by HMAC, so that a form that is sent twice shows the same code,
and it is kept only as a fingerprint.
"""

import hashlib
import re
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.core.crypto import mac

DIGITS = 22


def code_of(report_id: UUID) -> str:
    """The 24 digits for this report, under the key of this installation."""
    number = int.from_bytes(mac(str(report_id), "reports.follow")[:16]) % 10**DIGITS
    return f"{number:0{DIGITS}d}{_check(number):02d}"


def _check(number: int) -> int:
    """ISO 7064 mod 97-10: the whole leaves 1 when divided by 97."""
    return 98 - number * 100 % 97


def tidy_code(text: str) -> str:
    """A code as people type it. ValidationError when digits are missing or wrong."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not (digits.isascii() and digits.isdigit()):
        raise ValidationError(_("Een code heeft alleen cijfers: 6 groepen van 4."))
    if len(digits) != DIGITS + 2:
        message = _("Een code heeft 24 cijfers. U typte er %(count)s.")
        raise ValidationError(message % {"count": len(digits)})
    if int(digits) % 97 != 1:
        raise ValidationError(_("Een cijfer in de code klopt niet. Kijk de code nog eens na."))
    return digits


def fingerprint(code: str) -> str:
    """What is kept of a code: the same as the resident's acting carries."""
    return hashlib.sha256(code.encode()).hexdigest()


def code_if_known(report_id: UUID, token_hash: str) -> str:
    """The code for a letter, or '' when it was made under a key that is no longer in use."""
    code = code_of(report_id)
    return code if fingerprint(code) == token_hash else ""
