"""A file that comes in pieces over a bad line, until the form that it belongs to is sent.

Only the browser has its key: on disk it is named by a fingerprint of the key and sealed under it,
so that without the browser nobody opens what was never sent. What is left lies a day at most; what
was taken in an hour, for who sends the same form again because no answer came.
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from baken.core.bucket import HOUR, take
from baken.core.errors import Conflict
from baken.documents.intake import too_big

LARGEST_PIECE = 1024 * 1024
GRACE = 24 * 3600
AN_HOUR = 600
_NONCE, _EXTRA = 12, 28


@dataclass(frozen=True)
class Begun:
    """A file that is on its way: what it is called, its size, and how many bytes are here."""

    name: str
    size: int
    held: int

    @property
    def whole(self) -> bool:
        return self.held == self.size


class PartFile(SimpleUploadedFile):
    """A file that came in pieces, as if it came with the form."""

    def __init__(self, key: str, name: str, content: bytes) -> None:
        super().__init__(name, content)
        self.key = key


def begin(name: str, size: int) -> str:
    """The key of a new file. Raises ValidationError (too large, full) or TooOften."""
    if not 0 < size <= settings.BAKEN_UPLOAD_BYTES:
        raise too_big(settings.BAKEN_UPLOAD_BYTES)
    take("documents:parts", HOUR, AN_HOUR)
    sweep()
    if _stored() + size > settings.BAKEN_PARTS_BYTES:
        raise ValidationError(_("Er komen nu te veel foto's binnen. Probeer het over een uur."))
    key = secrets.token_urlsafe(24)
    folder = _folder(key)
    folder.mkdir(mode=0o700, parents=True)
    about = json.dumps({"name": _plain(name), "size": size})
    _write(folder / "about", _seal(key, "about", about.encode()))
    return key


def _plain(name: str) -> str:
    """A name without folders; a file that was given none, or only dots, is called 'foto'."""
    last = name.replace("\\", "/").rpartition("/")[2][:200]
    return last if last.strip(". ") else "foto"


def find(key: str) -> Begun | None:
    """What is here of the file with this key; None when there is none (any more)."""
    try:
        about = json.loads(_open(key, "about", (_folder(key) / "about").read_bytes()))
    except (OSError, InvalidTag, ValueError):
        return None
    return Begun(about["name"], about["size"], sum(size for _path, size in _pieces(key)))


@dataclass(frozen=True)
class Named:
    """A whole file that waits for its form, as a page shows it."""

    key: str
    name: str


def parts_of(keys: Sequence[str]) -> Iterator[Named]:
    """Those of these that are here, whole."""
    for key in keys:
        begun = find(key)
        if begun is not None and begun.whole:
            yield Named(key, begun.name)


def add(key: str, offset: int, piece: bytes) -> int:
    """Keep a piece that begins at `offset`; how many bytes are here then.

    Raises Conflict when it does not follow on what is here, or is more than was told.
    """
    begun = find(key)
    if begun is None or offset != begun.held or offset + len(piece) > begun.size:
        raise Conflict(_("Dit deel sluit niet aan op wat er al is."))
    if piece:
        _write(_folder(key) / f"{offset:012}", _seal(key, str(offset), piece))
    return offset + len(piece)


def opened(key: str) -> PartFile:
    """The whole file. Raises ValidationError when it is not all here, or gone."""
    begun = find(key)
    if begun is None or not begun.whole:
        raise ValidationError(_("Een foto is er niet meer. Kies hem opnieuw."))
    try:
        found = [_open(key, str(int(path.name)), path.read_bytes()) for path, _size in _pieces(key)]
    except (OSError, InvalidTag) as error:
        raise ValidationError(_("Een foto is er niet meer. Kies hem opnieuw.")) from error
    return PartFile(key, begun.name, b"".join(found))


def drop(key: str) -> None:
    """Take it away; one that is gone already is fine."""
    shutil.rmtree(_folder(key), ignore_errors=True)


def taken(key: str) -> None:
    """It lies with its report now: what is here goes in an hour."""
    moment = time.time() - GRACE + HOUR
    with contextlib.suppress(FileNotFoundError):
        os.utime(_folder(key), (moment, moment))


def sweep(*, grace: int = GRACE) -> int:
    """Take away what was begun longer ago than `grace` seconds; how many."""
    old = [one for one in _folders() if one.stat().st_mtime < time.time() - grace]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _root() -> Path:
    return Path(settings.BAKEN_FILES) / "parts"


def _folder(key: str) -> Path:
    return _root() / hashlib.sha256(b"baken.part.name:" + key.encode()).hexdigest()


def _folders() -> Iterable[Path]:
    return list(_root().iterdir()) if _root().exists() else []


def _stored() -> int:
    return sum(file.stat().st_size for folder in _folders() for file in folder.glob("*"))


def _pieces(key: str) -> list[tuple[Path, int]]:
    """The pieces in order, each with its size in the clear."""
    paths = sorted(_folder(key).glob("[0-9]" * 12))
    return [(path, path.stat().st_size - _EXTRA) for path in paths]


def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"baken.part.seal:" + key.encode()).digest())


def _seal(key: str, place: str, content: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(key).encrypt(nonce, content, place.encode())


def _open(key: str, place: str, sealed: bytes) -> bytes:
    return _cipher(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing, and never over what is there: Conflict when somebody was first."""
    fresh = path.parent / f"new-{uuid4().hex}"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    try:
        os.link(fresh, path)
    except FileExistsError as error:
        raise Conflict(_("Dit deel sluit niet aan op wat er al is.")) from error
    finally:
        fresh.unlink()
