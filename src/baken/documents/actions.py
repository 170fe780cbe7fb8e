"""Taking in, passing on, scanning and erasing documents."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core import crypto
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.documents import parts, store
from baken.documents.intake import Accepted, accept, too_big
from baken.documents.models import Document, Holder, State
from baken.documents.scanner import ScannerDown, is_infected

KIND = "bijlage"
ADDRESSES = ("address", "small_address", "original_address")


def receive(
    acting: Acting,
    upload: "UploadedFile[bytes]",
    *,
    file_id: UUID,
    kind: str = KIND,
    holder: str = Holder.CASE,
    original: bool = False,
) -> UUID:
    """Take in an uploaded file for a case, or (`holder='report'`) a report.

    With `original` it is kept as it came too, beside what is left without its metadata.

    Raises ValidationError when it is refused. When the scanner is away, the document is kept
    but not served until it was scanned.
    """
    content = _read(upload)
    limit = settings.BAKEN_UPLOAD_BYTES
    accepted = accept(content, upload.name or "", settings.BAKEN_UPLOAD_TYPES, limit)
    state = _scan(content)
    if state == State.INFECTED:
        raise ValidationError(_("In dit bestand zit een virus. Het is niet bewaard."))
    document = _new(
        acting, accepted, file_id=file_id, kind=kind, holder=holder, state=state,
        original=content if original else b"",
    )  # fmt: skip
    if isinstance(upload, parts.PartFile):
        transaction.on_commit(partial(parts.taken, upload.key))
    record(acting, "document.receive", "document", document.id)
    if state == State.WAITING:
        from baken.documents.tasks import scan

        scan.later(str(document.id), in_seconds=60)
    return document.id


def _read(upload: "UploadedFile[bytes]") -> bytes:
    """The content, at most one byte past the limit: the browser's idea of size is not asked."""
    limit = settings.BAKEN_UPLOAD_BYTES
    content: bytes = upload.read(limit + 1)
    if len(content) > limit:
        raise too_big(limit)
    return content


def _scan(content: bytes) -> str:
    if not settings.BAKEN_CLAMD:
        return State.READY
    try:
        infected = is_infected(content, settings.BAKEN_CLAMD)
    except ScannerDown:
        return State.WAITING
    return State.INFECTED if infected else State.READY


def _new(acting: Acting, accepted: Accepted, original: bytes = b"", **facts: Any) -> Document:
    """Files first, each durable on disk; then the row that alone can open them.

    `facts` are the file_id, kind, holder and state of the document.
    """
    key = store.Key.new(uuid4())
    small = accepted.thumbnail and store.put(_root(), key, "small", accepted.thumbnail)
    document = Document(
        id=key.document_id,
        token_hash=acting.token if acting.kind == "resident" else "",
        organisation_id=acting.organisation_id,
        name=accepted.name,
        type=accepted.type,
        size=len(accepted.content),
        sha256=accepted.sha256,
        address=store.put(_root(), key, "whole", accepted.content),
        small_address=small or "",
        original_address=store.put(_root(), key, "original", original) if original else "",
        key=crypto.seal(key.secret, key_context(key.document_id)),
        created_at=now(),
        scanned_at=now() if settings.BAKEN_CLAMD and facts["state"] == State.READY else None,
        **facts,
    )
    document.save(force_insert=True)
    return document


def copy(acting: Acting, document_id: UUID, *, file_id: UUID) -> UUID:
    """Pass a document that this acting may see on to a case: a copy with its own key and term."""
    source = Document.objects.filter(id=document_id, state=State.READY).first()
    if source is None:
        raise Denied
    small = content(source, "small") if source.small_address else b""
    accepted = Accepted(source.name, source.type, content(source), small, source.sha256)
    facts: dict[str, Any] = {"kind": source.kind, "holder": Holder.CASE, "state": State.READY}
    fresh = _new(acting, accepted, file_id=file_id, **facts)
    record(acting, "document.copy", "document", fresh.id)
    return fresh.id


def content(document: Document, part: str = "whole") -> bytes:
    """The plain content, the `small` version, or the `original`. Raises store.Damaged,
    crypto.Unreadable.
    """
    secret = crypto.unseal(bytes(document.key), key_context(document.id))
    addresses = {"whole": document.address, "small": document.small_address,
                 "original": document.original_address}  # fmt: skip
    return store.get(_root(), store.Key(secret, document.id), part, addresses[part])


def scan_waiting(acting: Acting, document: Document) -> str:
    """Scan a document that waited. Raises ScannerDown, so that the job is tried again."""
    if settings.BAKEN_CLAMD and any(
        is_infected(content(document, part), settings.BAKEN_CLAMD) for part in _parts(document)
    ):
        _erase_later([document])
        document.state, document.key = State.INFECTED, b""
        document.address = document.small_address = document.original_address = ""
    else:
        document.state = State.READY
    document.scanned_at = now()
    document.save(update_fields=["state", "scanned_at", "key", *ADDRESSES])
    record(acting, "document.scan", "document", document.id, outcome=document.state)
    return document.state


def _parts(document: Document) -> tuple[str, ...]:
    return ("original", "whole") if document.original_address else ("whole",)


def remove(acting: Acting, file_ids: Sequence[UUID]) -> int:
    """Erase all documents of these files; returns how many. For the retention run only.

    The key goes with the row, in this transaction; the unreadable files go after it.
    """
    gone = list(Document.objects.filter(file_id__in=file_ids))
    Document.objects.filter(id__in=[document.id for document in gone]).delete()
    _erase_later(gone)
    if gone:
        record(acting, "document.remove", "document", count=len(gone))
    return len(gone)


def _erase_later(documents: Sequence[Document]) -> None:
    addresses = [getattr(document, name) for document in documents for name in ADDRESSES]
    transaction.on_commit(lambda: store.erase(_root(), addresses))


def key_context(document_id: UUID) -> str:
    return f"documents.key:{document_id}"


def _root() -> Path:
    return Path(settings.BAKEN_FILES)
