"""The one translator: refusals to pages, or to fragments for htmx, or to JSON."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from baken.core.errors import Conflict, Denied
from baken.core.forms import first_message


def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to a refusal. Not found and not allowed to know are one and the same."""
    if isinstance(error, Conflict):
        context: dict[str, object] = {
            "message": error.message, "versions": error.versions, "missing": error.missing,
            "back_url": request.headers.get("Referer", "") if _same_site(request) else "",
        }  # fmt: skip
        return _answer(request, 409, "ui/conflict.html", context, error.message)
    if isinstance(error, ValidationError):
        return _answer(request, 422, "ui/400.html", {"message": first_message(error)},
                       first_message(error))  # fmt: skip
    if isinstance(error, Denied):
        return _answer(request, 403, "ui/403.html", {"message": error.message}, error.message)
    return not_found(request, Http404())


def _answer(
    request: HttpRequest, status: int, template: str, context: dict[str, object], message: str
) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"fout": message}, status=status)
    return render(request, template, context, status=status)


def _same_site(request: HttpRequest) -> bool:
    return request.headers.get("Referer", "").startswith(
        f"{request.scheme}://{request.get_host()}/"
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404, "ui/404.html", {}, "Hier is niets te vinden.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 400, "ui/400.html", {}, "Dit verzoek klopt niet.")


def unreadable(request: HttpRequest) -> HttpResponse:
    """An address with a character that no text may hold."""
    message = _("Er staat een onzichtbaar teken in het adres. Typ het adres opnieuw.")
    return _answer(request, 400, "ui/400.html", {"message": message}, message)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/500.html", status=500, using=None)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/csrf_failed.html", status=403)
