"""The only way out for a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baken.audit.api import record
from baken.core.acting import Acting, current
from baken.core.crypto import Unreadable
from baken.core.errors import Conflict, Denied
from baken.documents.actions import content
from baken.documents.intake import MEDIA_TYPES, real_type
from baken.documents.models import Document, State
from baken.documents.store import Damaged

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store, private",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


@require_GET
def show(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The file itself, for who works on the file."""
    return answer(current(), document_id)


@require_GET
def small(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The small picture for lists."""
    return answer(current(), document_id, small=True)


@require_GET
def original(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The file as it came, with all that it tells, for who works on the file: only to save."""
    document = Document.objects.filter(id=document_id).exclude(original_address="").first()
    if document is None:
        raise Denied
    body = _content(document, "original")
    record(current(), "document.show_original", "document", document.id)
    response = HttpResponse(body, content_type="application/octet-stream", headers=_HEADERS)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=_original_name(document, body))
        or "attachment"
    )
    return response


def _original_name(document: Document, body: bytes) -> str:
    """Its name with the ending of what it was before it was redrawn."""
    stem, _dot, ending = document.name.rpartition(".")
    return f"{stem or document.name}-origineel.{real_type(body) or ending}"


def answer(acting: Acting, document_id: UUID, *, small: bool = False) -> HttpResponse:
    """The answer with the file. Denied (404) when hidden, Conflict when not scanned yet."""
    document = Document.objects.filter(id=document_id).first()
    if document is None or (small and not document.small_address):
        raise Denied
    body = _content(document, "small" if small else "whole")
    if not small:
        record(acting, "document.show", "document", document.id)
    media_type = "image/jpeg" if small else MEDIA_TYPES[document.type]
    response = HttpResponse(body, content_type=media_type, headers=_HEADERS)
    disposition = content_disposition_header(document.type == "pdf", document.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def _content(document: Document, part: str) -> bytes:
    """Conflict when it was not scanned yet, or is damaged."""
    if document.state != State.READY:
        raise Conflict(_unready(document))
    try:
        return content(document, part)
    except (Damaged, Unreadable) as error:
        raise Conflict(_("Dit bestand is beschadigd. Meld het bij de beheerder.")) from error


def _unready(document: Document) -> str:
    if document.state == State.WAITING:
        return _(
            "Dit bestand is nog niet op virussen gecontroleerd. Probeer het over een kwartier."
        )
    return _("In dit bestand zat een virus. Het is vernietigd.")
