"""Identifiers of the BAG: 16 digits, of which the first four name the municipality.

Positions 5 and 6 tell the kind of object (Catalogus BAG, 'identificatie'). An address is a
nummeraanduiding, kind 20. There is no check digit, so position and prefix are all one can test.
"""

import re
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ADDRESS = "20"
KINDS = {
    "01": "verblijfsobject",
    "02": "ligplaats",
    "03": "standplaats",
    "10": "pand",
    "20": "nummeraanduiding",
    "30": "openbare ruimte",
}
_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")


def check_address_id(text: str, prefixes: Collection[str]) -> str:
    """The BAG id of a nummeraanduiding, or a ValidationError that says what is wrong with it.

    `prefixes` are the four-digit municipality codes under which this city's ids were issued;
    after a merger of municipalities that is more than one.
    """
    if not (text.isascii() and text.isdigit()):
        raise ValidationError(_("Een BAG-nummer heeft alleen cijfers."), code="bag")
    if len(text) != 16:
        message = _("Een BAG-nummer heeft 16 cijfers. Dit heeft er %(count)s.")
        raise ValidationError(message % {"count": len(text)}, code="bag")
    _check_kind(text[4:6])
    if text[:4] not in prefixes:
        message = _("Dit BAG-nummer begint met %(found)s. Verwacht: %(expected)s.")
        expected = " of ".join(sorted(prefixes))
        raise ValidationError(message % {"found": text[:4], "expected": expected}, code="bag")
    return text


def _check_kind(kind: str) -> None:
    if kind == ADDRESS:
        return
    if kind not in KINDS:
        message = _("Plaats 5 en 6 van een BAG-nummer zeggen de soort. %(kind)s bestaat niet.")
        raise ValidationError(message % {"kind": kind}, code="bag")
    message = _("Dit is het BAG-nummer van een %(what)s, niet van een adres (nummeraanduiding).")
    raise ValidationError(message % {"what": KINDS[kind]}, code="bag")


def tidy_postcode(text: str) -> str:
    """'3131 ab' to '3131AB', or a ValidationError."""
    postcode = "".join(text.split()).upper()
    if not _POSTCODE.fullmatch(postcode):
        message = _("Een postcode heeft 4 cijfers en 2 letters, zoals 3131 AB.")
        raise ValidationError(message, code="postcode")
    return postcode
