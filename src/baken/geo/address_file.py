"""The CSV of addresses, read and checked row by row. See docs/formats/addresses.md."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from io import StringIO
from pathlib import Path

import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.core.text import clean_line
from baken.geo import rd
from baken.geo.atlas import Atlas
from baken.geo.bag import check_address_id, tidy_postcode
from baken.geo.problems import Point
from baken.geo.refusals import Refusals
from baken.geo.rows import AddressRow

COLUMNS = ("nummeraanduiding", "straat", "huisnummer", "postcode")
OPTIONAL = ("huisletter", "toevoeging", "buurtcode")
DEGREES = ("breedte", "lengte")
RD = ("x", "y")
# The register's buurt may be drawn after a newer map than ours: so far off is still believed.
_NEAR_DEGREES = 100 / 111_250
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
_LETTER = re.compile(r"[A-Z]?")
_ADDITION = re.compile(r"[0-9A-Za-z]{0,4}")
_DECIMAL = re.compile(r"-?[0-9]{1,7}([.,][0-9]{1,12})?")


def read_addresses(path: Path, *, atlas: Atlas, prefixes: Collection[str]) -> list[AddressRow]:
    """All rows of the file, or a ValidationError with a sentence per faulty line."""
    reader = _open(path)
    refusals = Refusals()
    rows: list[AddressRow] = []
    seen: dict[tuple[object, ...], int] = {}
    for cells in reader:
        line = reader.line_num
        try:
            row = _row(cells, atlas, prefixes)
            _refuse_double(row, line, seen)
        except ValidationError as error:
            refusals.add(_("Regel %(line)s") % {"line": line}, error.messages[0])
        else:
            rows.append(row)
    refusals.stop()
    if not rows:
        raise ValidationError(_("In dit bestand staat geen enkel adres."), code="empty")
    return rows


def _open(path: Path) -> "csv.DictReader[str]":
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        message = _("Het bestand %(name)s is er niet.")
        raise ValidationError(message % {"name": path.name}, code="missing") from error
    except UnicodeDecodeError as error:
        message = _("Het bestand is geen tekst in UTF-8. Sla het opnieuw op als CSV UTF-8.")
        raise ValidationError(message, code="encoding") from error
    head = text.split("\n", 1)[0]
    separator = max(";,\t", key=head.count)
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=separator)
    _check_head([name.strip().lower() for name in reader.fieldnames or []], reader)
    return reader


def _check_head(names: list[str], reader: "csv.DictReader[str]") -> None:
    reader.fieldnames = names
    missing = [name for name in COLUMNS if name not in names]
    if not any(set(pair) <= set(names) for pair in (DEGREES, RD)):
        missing.append(_("breedte en lengte (of x en y)"))
    if missing:
        message = _("Deze kolommen ontbreken: %(names)s.")
        raise ValidationError(message % {"names": ", ".join(missing)}, code="columns")
    known = {*COLUMNS, *OPTIONAL, *DEGREES, *RD}
    if strange := sorted(set(names) - known):
        message = _("Deze kolommen kennen wij niet: %(names)s.")
        raise ValidationError(message % {"names": ", ".join(strange)}, code="columns")


def _row(cells: Mapping[str, str | None], atlas: Atlas, prefixes: Collection[str]) -> AddressRow:
    if None in cells or None in cells.values():
        raise ValidationError(_("er staan te veel of te weinig velden op deze regel"))
    texts = {name: clean_line(cell or "") for name, cell in cells.items()}
    bag_id = check_address_id(texts["nummeraanduiding"], prefixes)
    street = texts["straat"]
    if not 2 <= len(street) <= 80:
        raise ValidationError(_("de straat heeft 2 tot 80 tekens"))
    point = _point(texts)
    return AddressRow(
        bag_id=bag_id,
        street=street,
        number=int(_matching(texts["huisnummer"], _NUMBER, _("het huisnummer is geen getal"))),
        letter=_matching(
            texts.get("huisletter", "").upper(), _LETTER, _("de huisletter is één letter")
        ),
        addition=_matching(
            texts.get("toevoeging", ""), _ADDITION, _("de toevoeging is hoogstens 4 tekens")
        ),
        postcode=tidy_postcode(texts["postcode"]),
        buurt_code=_buurt(texts.get("buurtcode", ""), point, atlas),
        lat=point.lat,
        lon=point.lon,
    )


def _matching(text: str, pattern: re.Pattern[str], message: str) -> str:
    if not pattern.fullmatch(text):
        raise ValidationError(message)
    return text


def _point(texts: Mapping[str, str]) -> Point:
    first, second = DEGREES if DEGREES[0] in texts else RD
    a, b = _number(texts[first], first), _number(texts[second], second)
    if first == "x" and rd.is_rd(a, b):
        a, b = rd.to_wgs84(a, b)
    return Point(round(a, 6), round(b, 6))


def _number(text: str, column: str) -> float:
    if not _DECIMAL.fullmatch(text):
        raise ValidationError(_("%(column)s is geen getal") % {"column": column})
    return float(text.replace(",", "."))


def _buurt(code: str, point: Point, atlas: Atlas) -> str:
    """The buurt that is given when the point lies in or near it, else the one that holds it."""
    if not code:
        return atlas.locate(*point).buurt_code
    shape = next((shape for shape in atlas.buurten if shape.code == code), None)
    if shape is None:
        raise ValidationError(_("buurt %(code)s bestaat hier niet") % {"code": code})
    if shape.geometry.distance(shapely.Point(point.lon, point.lat)) <= _NEAR_DEGREES:
        return code
    found = atlas.locate(*point)
    message = _("de plek ligt in %(found)s, niet in %(given)s")
    raise ValidationError(message % {"found": atlas.words(found), "given": shape.name})


def _refuse_double(row: AddressRow, line: int, seen: dict[tuple[object, ...], int]) -> None:
    keys: Iterator[tuple[object, ...]] = iter(
        [(row.bag_id,), (row.postcode, row.number, row.letter, row.addition.upper())]
    )
    for key in keys:
        if key in seen:
            message = _("dit adres staat ook op regel %(other)s")
            raise ValidationError(message % {"other": seen[key]})
        seen[key] = line
