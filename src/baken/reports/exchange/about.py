"""The page that says how other software speaks with Baken about reports."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from baken.reports.exchange.kinds import public_kinds


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """For who builds the other side."""
    services = reverse("reports:open311_services", args=["json"])
    context = {
        "kinds": public_kinds(),
        "code": settings.MUNICIPALITY.code,
        "root": request.build_absolute_uri(services).removesuffix("services.json"),
    }
    return render(request, "reports/exchange/about.html", context)
