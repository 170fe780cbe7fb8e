"""PDF: read whole, refused when something in it acts, and written anew from what was read.

What is stored is exactly the objects that were checked: there is no second reading by
another program that could find something else in the same bytes. A digital signature
does not survive this.
"""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from pypdf import PdfWriter

MAX_PAGES = 1_000
MAX_OBJECTS = 50_000
# Keys whose mere presence means code, an attached file, a form that sends, or a player.
_ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
)
_ACTIVE_KINDS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/Trans3D",
        "/GoTo3DView",
    }
)
_ACTIVE_TYPES = frozenset({"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Screen", "/3D"})
# Who made it, with what, when, and drafts of it.
_METADATA = ("/Metadata", "/PieceInfo", "/LastModified", "/OpenAction", "/AA", "/Perms", "/DSS")


def rewrite(content: bytes) -> bytes:
    """Check a PDF and return it without author, program, dates and XMP.

    Raises ValidationError when it is broken, locked, active, or has over 1,000 pages.
    """
    if b"%%EOF" not in content[-1024:]:
        raise _broken()
    from pypdf.errors import PyPdfError

    try:
        return _rewritten(content)
    except (PyPdfError, *_BROKEN) as error:
        raise _broken() from error


_BROKEN = (
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    OverflowError,
    struct.error,
    zlib.error,
)


def _rewritten(content: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise ValidationError(
            _("Deze PDF is beveiligd. Bewaar hem zonder beveiliging en kies hem dan.")
        )
    objects = sum(map(len, reader.xref.values())) + len(reader.xref_objStm)
    if objects > MAX_OBJECTS or len(reader.pages) > MAX_PAGES:
        raise ValidationError(
            _("Deze PDF is te groot. Druk hem in delen af en kies die een voor een.")
        )
    if not reader.pages:
        raise _broken()
    writer = PdfWriter(clone_from=reader)
    _check(writer)
    # A clone holds what the pages reach: the second one leaves out what was cut loose.
    return _written(PdfWriter(clone_from=io.BytesIO(_written(writer))))


def _written(writer: "PdfWriter") -> bytes:
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _check(writer: "PdfWriter") -> None:
    """Refuse what acts; take away what tells about the maker."""
    for found in _dictionaries(writer):
        if _acts(found):
            raise ValidationError(
                _("In deze PDF zit een programma of een ander bestand. Druk hem af als nieuwe PDF.")
            )
        for key in _METADATA:
            if key in found:
                del found[key]
        if found.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]) and hasattr(found, "_data"):
            found._data = strip_jpeg(found._data)


def _acts(found: Any) -> bool:
    if not _ACTIVE_KEYS.isdisjoint(found.keys()):
        return True
    address = str(found.get("/URI", "")).lower()
    if found.get("/S") == "/URI" and not address.startswith(("https:", "http:", "mailto:", "tel:")):
        return True
    kinds = {str(found.get(key)) for key in ("/S", "/Type", "/Subtype")}
    return not kinds.isdisjoint(_ACTIVE_KINDS | _ACTIVE_TYPES)


def _dictionaries(writer: "PdfWriter") -> Iterator[Any]:
    """Every dictionary and stream that will be written, nested ones too."""
    from pypdf.generic import ArrayObject, DictionaryObject

    waiting: list[Any] = list(writer._objects)
    seen = 0
    while waiting:
        found = waiting.pop()
        seen += 1
        if seen > MAX_OBJECTS * 40:
            raise _broken()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(found.values())
        elif isinstance(found, ArrayObject):
            waiting.extend(found)


_SEGMENT = re.compile(rb"\xff+(.)", re.DOTALL)


def strip_jpeg(data: bytes) -> bytes:
    """A JPEG without comment and APP segments, but JFIF (0), colour profile (2), Adobe (14).

    The picture itself is not touched. Returns the bytes unchanged if they are no JPEG.
    """
    if data[:2] != b"\xff\xd8":
        return data
    kept, at = [data[:2]], 2
    while match := _SEGMENT.match(data, at):
        marker = match[1][0]
        if marker == 0xDA:
            break
        size = int.from_bytes(data[match.end() : match.end() + 2], "big")
        end = match.end() + size
        if size < 2 or end > len(data):
            return data
        if marker != 0xFE and (marker & 0xF0 != 0xE0 or marker in (0xE0, 0xE2, 0xEE)):
            kept.append(data[match.start() : end])
        at = end
    return b"".join(kept) + data[at:]


def _broken() -> ValidationError:
    return ValidationError(
        _("Deze PDF is beschadigd. Druk hem opnieuw af als PDF en kies hem dan.")
    )
