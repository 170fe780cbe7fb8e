"""Files in pieces over HTTP: the core of tus 1.0 (tus.io), with creation and termination.

No cookie and no session: who has the key of a file adds to it. A browser without script sends its
files with the form, as ever.
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from baken.core.bucket import TooOften
from baken.core.errors import Conflict
from baken.core.forms import first_message
from baken.documents import parts

VERSION = "1.0.0"
CONTENT = "application/offset+octet-stream"
View = Callable[..., HttpResponse]


def _tus(view: View) -> View:
    """Answers as the protocol wants them: a refusal is one sentence."""

    @csrf_exempt
    @wraps(view)
    def run(request: HttpRequest, **named: str) -> HttpResponse:
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            return _said(412, _("Deze manier van versturen kennen wij niet."))
        try:
            answer = view(request, **named)
        except ValidationError as error:
            answer = _said(413, first_message(error))
        except TooOften as error:
            answer = _said(429, str(error.message))
        except Conflict as error:
            answer = _said(409, str(error.message))
        answer["Tus-Resumable"], answer["Cache-Control"] = VERSION, "no-store"
        return answer

    return run


@_tus
def begin(request: HttpRequest) -> HttpResponse:
    """POST: begin a file. OPTIONS: what we can."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={
            "Tus-Version": VERSION, "Tus-Extension": "creation,termination",
            "Tus-Max-Size": str(settings.BAKEN_UPLOAD_BYTES),
        })  # fmt: skip
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST, OPTIONS"})
    size = _number(request.headers.get("Upload-Length", ""))
    if size is None:
        return _said(400, _("Zeg eerst hoe groot het bestand is."))
    key = parts.begin(_name(request.headers.get("Upload-Metadata", "")), size)
    return HttpResponse(status=201, headers={"Location": reverse("documents:piece", args=[key])})


@_tus
def piece(request: HttpRequest, key: str) -> HttpResponse:
    """HEAD: how much is here. PATCH: add to it. DELETE: take it away."""
    begun = parts.find(key)
    if begun is None:
        return _said(404, _("Deze foto is er niet meer. Kies hem opnieuw."))
    if request.method == "DELETE":
        parts.drop(key)
        return HttpResponse(status=204)
    if request.method == "HEAD":
        offset = begun.held
    elif request.method == "PATCH":
        if request.content_type != CONTENT:
            return _said(415, _("Deze manier van versturen kennen wij niet."))
        offset = _add(request, key)
    else:
        return HttpResponse(status=405, headers={"Allow": "HEAD, PATCH, DELETE"})
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(begun.size)}
    return HttpResponse(status=200 if request.method == "HEAD" else 204, headers=headers)


def _add(request: HttpRequest, key: str) -> int:
    offset = _number(request.headers.get("Upload-Offset", ""))
    content = request.read(parts.LARGEST_PIECE + 1)
    if len(content) > parts.LARGEST_PIECE:
        raise ValidationError(_("Stuur het bestand in kleinere delen."))
    return parts.add(key, -1 if offset is None else offset, content)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _name(told: str) -> str:
    """`filename BASE64` among what was told about the file."""
    for pair in told.split(","):
        word, _space, value = pair.strip().partition(" ")
        if word == "filename":
            try:
                return base64.b64decode(value, validate=True).decode("utf-8", "replace")
            except binascii.Error:
                return ""
    return ""


def _said(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
