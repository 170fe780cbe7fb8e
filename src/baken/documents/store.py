"""Encrypted files on disk, named by the SHA-256 of their ciphertext.

A file is written, flushed to the disk and given its name *before* its row is made. A crash
in between leaves a file that no key opens; `sweep` takes it away later. Nobody can open a
file without the key in its row: removing the row is the erasure, removing the file is tidying.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MAGIC = b"BAKEN1"
_NONCE = 12
GRACE = 24 * 3600


class Damaged(Exception):
    """A stored file is gone, was changed, or belongs to another document."""


@dataclass(frozen=True)
class Key:
    """The AES-256 key of one document, and the document it belongs to."""

    secret: bytes
    document_id: UUID

    @classmethod
    def new(cls, document_id: UUID) -> "Key":
        return cls(AESGCM.generate_key(256), document_id)

    def bound_to(self, part: str) -> bytes:
        """What the ciphertext is bound to: no file can take another's place."""
        return b"baken.document:" + self.document_id.bytes + b":" + part.encode()


def put(root: Path, key: Key, part: str, content: bytes) -> str:
    """Encrypt and store one part ('whole' or 'small'). Returns its address, durable on disk."""
    nonce = os.urandom(_NONCE)
    sealed = _MAGIC + nonce + AESGCM(key.secret).encrypt(nonce, content, key.bound_to(part))
    address = hashlib.sha256(sealed).hexdigest()
    target = _path(root, address)
    for folder in (root, root / "new", target.parent.parent, target.parent):
        _folder(folder)
    fresh = root / "new" / uuid4().hex
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(target)
    _flush(target.parent)
    return address


def get(root: Path, key: Key, part: str, address: str) -> bytes:
    """Read and decrypt one part. Raises Damaged."""
    try:
        sealed = _path(root, address).read_bytes()
        if not sealed.startswith(_MAGIC):
            raise Damaged(address)
        start = len(_MAGIC) + _NONCE
        nonce = sealed[len(_MAGIC) : start]
        return AESGCM(key.secret).decrypt(nonce, sealed[start:], key.bound_to(part))
    except (OSError, InvalidTag, ValueError) as error:
        raise Damaged(address) from error


def erase(root: Path, addresses: list[str]) -> None:
    """Take files away; one that is gone already is fine."""
    for address in filter(None, addresses):
        path = _path(root, address)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            _flush(path.parent)


def sweep(root: Path, known: Callable[[list[str]], set[str]], *, grace: int = GRACE) -> int:
    """Take away files of which no row knows, and half-written ones, older than `grace` seconds.

    `known` says which of some addresses have a row. When it knows none at all, nothing is
    taken away: that is a closed wall or a wrong database, not an orphan. Returns how many went.
    """
    before = time.time() - grace
    found = {path.name: path for path in _stored(root)}
    kept = known(list(found))
    if found and not kept:
        return 0
    gone = [path for name, path in found.items() if name not in kept]
    gone += list((root / "new").iterdir()) if (root / "new").exists() else []
    old = [path for path in gone if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _stored(root: Path) -> Iterator[Path]:
    return root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")


def _path(root: Path, address: str) -> Path:
    if len(address) != 64 or not set(address) <= set("0123456789abcdef"):
        raise Damaged(address)
    return root / address[:2] / address[2:4] / address


def _folder(path: Path) -> None:
    if not path.exists():
        path.mkdir(mode=0o700, exist_ok=True)
        _flush(path.parent)


def _flush(folder: Path) -> None:
    """Make a rename or removal in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
