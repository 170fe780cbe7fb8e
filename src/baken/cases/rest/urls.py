"""Addresses of the interface, its description, and its page. A ZGW shell would stand beside v1."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from baken.cases.rest import refusals
from baken.cases.rest.door import enter
from baken.cases.rest.operations import router

ROOT = "/api/v1"
api = NinjaAPI(
    title="Baken voor partners", version="1.0.0", urls_namespace="partners", auth=enter,
    docs_url=None, openapi_url=None,
    description="Lees wat aan uw organisatie is vrijgegeven, breng in, en rond acties af.",
)  # fmt: skip
refusals.register(api)
api.add_router("", router)


def described() -> dict[str, Any]:
    """The OpenAPI description."""
    found: dict[str, Any] = api.get_openapi_schema(path_prefix=ROOT)
    scheme = {"type": "http", "scheme": "bearer"}
    found.setdefault("components", {})["securitySchemes"] = {"sleutel": scheme}
    found["security"] = [{"sleutel": []}]
    return found


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(described())


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The interface in words, for who builds the other side."""
    lines = [
        {"method": method.upper(), "path": where, **about}
        for where, methods in described()["paths"].items()
        for method, about in methods.items()
    ]
    return render(request, "cases/rest/page.html", {"lines": lines})


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """Any other address under the interface answers JSON too."""
    return refusals.missing()


urlpatterns = [
    path("koppeling/", description, name="api"),
    path("koppeling/openapi.json", openapi, name="openapi"),
    path("api/v1/", api.urls),
    re_path("^api/", nothing),
]
