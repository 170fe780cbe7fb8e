"""How anyone checks a paper: the explanation, the public keys, and the program to do it with."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baken.programme.ledger.keys import published_keys
from baken.programme.paper.program import program
from baken.programme.paper.signing import as_pem, fingerprint


@require_safe
def checking(request: HttpRequest) -> HttpResponse:
    """In plain words: what to download, what to type, what comes out and what it means."""
    keys = [{"fingerprint": fingerprint(bytes.fromhex(key.public)), "since": key.since}
            for key in published_keys()]  # fmt: skip
    context = {"keys": keys, "program": hashlib.sha256(program()).hexdigest()}
    return render(request, "programme/checking.html", context)


@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    """Every public key under which papers were signed, the newest first. This address stays."""
    found = []
    for key in published_keys():
        public = bytes.fromhex(key.public)
        about = {"algorithm": "Ed25519", "public": key.public, "fingerprint": fingerprint(public)}
        found.append(about | {"pem": as_pem(public), "since": key.since.date().isoformat()})
    return JsonResponse(found, safe=False, json_dumps_params={"indent": 1})


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The program, the same bytes for everyone."""
    answer = HttpResponse(program(), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="narekenen.pyz"'
    return answer
