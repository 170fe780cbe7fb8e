"""Addresses of our own interface, and its description."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from baken.reports.exchange.rest import refusals
from baken.reports.exchange.rest.operations import router

ROOT = "/api/meldingen/v1"
api = NinjaAPI(
    title="Baken: meldingen", version="1.0.0", urls_namespace="meldingen", docs_url=None,
    openapi_url=None, parser=refusals.Reader(),
    description="Breng meldingen over de openbare ruimte, en lees wat daarover openbaar is.",
)  # fmt: skip
refusals.register(api)
api.add_router("", router)


def described() -> dict[str, Any]:
    """The OpenAPI description."""
    found: dict[str, Any] = api.get_openapi_schema(path_prefix=ROOT)
    scheme = {"type": "http", "scheme": "bearer"}
    found.setdefault("components", {})["securitySchemes"] = {"sleutel": scheme}
    found["paths"][f"{ROOT}/meldingen"]["post"]["security"] = [{"sleutel": []}]
    headers = {
        ("meldingen", "post"): ("Idempotency-Key", False),
        ("stand", "get"): ("Baken-Code", True),
    }
    for (where, method), (name, needed) in headers.items():
        header = {"in": "header", "name": name, "required": needed, "schema": {"type": "string"}}
        found["paths"][f"{ROOT}/{where}"][method].setdefault("parameters", []).append(header)
    return found


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(described())


@csrf_exempt
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address under the interface answers JSON too."""
    return refusals.missing()


urlpatterns = [
    path("meldingen/koppelen/openapi.json", openapi, name="exchange_openapi"),
    path("api/meldingen/v1/", api.urls),
    path("api/meldingen/<path:rest>", nothing),
]
