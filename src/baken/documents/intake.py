"""The door for files: what may come in, and in what shape it is kept.

Pure: bytes in, bytes out. The name and the type that a browser sends are never believed.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.documents.images import kept_as, redraw
from baken.documents.names import shown_name
from baken.documents.pdfs import rewrite

MAX_SIZE = 20 * 1024 * 1024
ENDINGS = {"jpeg": "jpg", "png": "png", "webp": "webp", "heic": "jpg", "pdf": "pdf"}
MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
}
_CALLED = {"jpeg": "JPG", "png": "PNG", "webp": "WEBP", "heic": "HEIC", "pdf": "PDF"}


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept. `content` is what we store, not what was sent.

    `sha256` is the hex digest of `content`; `thumbnail` is a JPEG, empty for a PDF.
    """

    name: str
    type: str
    content: bytes
    thumbnail: bytes
    sha256: str


def accept(
    content: bytes,
    name: str,
    allowed: Collection[str] = tuple(ENDINGS),
    limit: int = MAX_SIZE,
) -> Accepted:
    """Check one file by its content and clean it. Raises ValidationError (Dutch, one sentence)."""
    if not content:
        raise ValidationError(_("Dit bestand is leeg. Kies een ander bestand."))
    if len(content) > limit:
        raise too_big(limit)
    kind = real_type(content)
    if kind not in allowed or kind not in ENDINGS:
        raise _refused(kind, allowed)
    if kind == "pdf":
        clean, thumbnail = rewrite(content), b""
    else:
        picture = redraw(content, kind)
        clean, thumbnail = picture.content, picture.thumbnail
    digest = hashlib.sha256(clean).hexdigest()
    return Accepted(shown_name(name, ENDINGS[kind]), kept_as(kind), clean, thumbnail, digest)


def real_type(content: bytes) -> str:
    """The type by its first bytes; '' when unknown. No proof yet: decoding is."""
    for kind, looks in _LOOKS.items():
        if looks(content):
            return kind
    return ""


def _heic(content: bytes) -> bool:
    brands = (b"heic", b"heix", b"heif", b"hevc", b"hevx", b"mif1", b"msf1")
    return content[4:8] == b"ftyp" and content[8:12] in brands


def _markup(content: bytes) -> str:
    head = content[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.decode("latin-1") if head.startswith(b"<") else ""


_LOOKS: dict[str, Callable[[bytes], bool]] = {
    "jpeg": lambda c: c[:3] == b"\xff\xd8\xff",
    "png": lambda c: c[:8] == b"\x89PNG\r\n\x1a\n",
    "webp": lambda c: c[:4] == b"RIFF" and c[8:12] == b"WEBP",
    "pdf": lambda c: c[:5] == b"%PDF-",
    "heic": _heic,
    "gif": lambda c: c[:4] == b"GIF8",
    "zip": lambda c: c[:4] in (b"PK\x03\x04", b"PK\x05\x06") or c[:2] == b"\x1f\x8b",
    "svg": lambda c: "<svg" in _markup(c),
    "html": lambda c: bool(_markup(c)),
}


def too_big(limit: int) -> ValidationError:
    """The sentence for a file of more than `limit` bytes."""
    sentence = _("Dit bestand is groter dan %(mb)d MB. Maak het kleiner of kies een ander.")
    return ValidationError(sentence % {"mb": limit // (1024 * 1024)})


def _refused(kind: str, allowed: Collection[str]) -> ValidationError:
    called = [_CALLED[name] for name in ENDINGS if name in allowed]
    names = _(" of ").join([", ".join(called[:-1]), called[-1]] if called[1:] else called)
    return ValidationError(
        _("Dit soort bestand nemen wij niet aan. Kies een %(names)s.") % {"names": names}
    )
