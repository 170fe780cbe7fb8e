"""Opens an uploaded file as a stream of text, and refuses at once what is no table of figures."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MAX_BYTES = 300_000_000
PIECE = 1 << 20
HEAD = 1 << 16
MARKS = {
    b"PK\x03\x04": gettext_lazy("een zip of een Excel-bestand"),
    b"\x1f\x8b": gettext_lazy("een ingepakt bestand (gzip)"),
    b"%PDF": gettext_lazy("een PDF"),
    b"\xd0\xcf\x11\xe0": gettext_lazy("een oud Excel-bestand"),
}


@dataclass(frozen=True)
class Source:
    """A file to read: its name, its size, and how to open it from the beginning."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


class Counted(io.RawIOBase):
    """A stream that knows how far it was read."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        got = self._inner.read(len(buffer))
        buffer[: len(got)] = got
        self.done += len(got)
        return len(got)

    def close(self) -> None:
        self._inner.close()
        super().close()


class Inflated(io.RawIOBase):
    """The plain bytes of what was deflated, a piece at a time."""

    def __init__(self, packed: bytes) -> None:
        self._left = memoryview(packed)
        self._open = zlib.decompressobj()
        self._tail = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        got = b""
        while not got and (self._tail or len(self._left)):
            if not self._tail:
                self._tail, self._left = bytes(self._left[:PIECE]), self._left[PIECE:]
            got = self._open.decompress(self._tail, len(buffer))
            self._tail = self._open.unconsumed_tail
        buffer[: len(got)] = got
        return len(got)


def from_path(path: Path) -> Source:
    return Source(path.name, path.stat().st_size, lambda: path.open("rb"))


def from_bytes(name: str, raw: bytes) -> Source:
    return Source(name, len(raw), lambda: io.BytesIO(raw))


def from_packed(name: str, size: int, packed: bytes) -> Source:
    return Source(name, size, lambda: io.BufferedReader(Inflated(packed)))


def refuse_foreign(source: Source) -> None:
    """Raises ValidationError for a file that is empty, too large, packed, or no text at all."""
    if source.size == 0:
        raise ValidationError(_("Dit bestand is leeg (0 bytes)."))
    if source.size > MAX_BYTES:
        message = _("Dit bestand is te groot: meer dan %(most)s MB. Knip het per jaar.")
        raise ValidationError(message, params={"most": MAX_BYTES // 1_000_000})
    head = head_of(source)
    for mark, what in MARKS.items():
        if head.startswith(mark):
            message = _("Dit is %(what)s. Pak het uit, of bewaar het als CSV in UTF-8.")
            raise ValidationError(message, params={"what": what})
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head:
        raise ValidationError(_("Dit bestand is geen UTF-8. Bewaar het als CSV in UTF-8."))


def head_of(source: Source) -> bytes:
    """The first bytes, enough to see what it is."""
    with source.open() as stream:
        return stream.read(HEAD)


def as_text(stream: BinaryIO | Counted) -> io.TextIOWrapper:
    """The stream as text; a byte that is no UTF-8 raises UnicodeDecodeError while reading."""
    return io.TextIOWrapper(
        io.BufferedReader(stream, PIECE),  # type: ignore[type-var]
        encoding="utf-8-sig",
        newline="",
    )


def wrong_encoding(source: Source) -> ValidationError:
    """Names the first line that is no UTF-8."""
    with source.open() as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                message = _("Regel %(line)s is geen UTF-8. Bewaar het bestand als CSV in UTF-8.")
                return ValidationError(message, params={"line": number})
    return ValidationError(_("Dit bestand is geen UTF-8. Bewaar het als CSV in UTF-8."))
