"""Before any form: is there danger, and help without a report."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from baken.reports.categories import tree


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Is there danger now? Before any form."""
    return render(request, "reports/telling/start.html", {"back_url": "/"})


@require_safe
def help_first(request: HttpRequest) -> HttpResponse:
    """Help without a report is a first-class outcome."""
    kind = tree().get(request.GET.get("soort", "")[:40])
    context = {"phones": settings.MUNICIPALITY.phones, "back_url": reverse("reports:start"),
               "kind": kind, "mains": tree().mains()}  # fmt: skip
    return render(request, "reports/telling/help.html", context)
