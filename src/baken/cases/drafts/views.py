"""Where a page sends what is being typed, and where it throws that away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baken.cases.drafts import actions
from baken.cases.drafts.sheet import KEY, OWN
from baken.cases.models import CaseContent
from baken.core.acting import current
from baken.core.errors import Denied
from baken.core.ui import moments


@require_POST
def save_draft(request: HttpRequest) -> HttpResponse:
    """Keep what is typed, for its author. Answers when; 204 when the form was sent already."""
    place, case_id = _place(request)
    try:
        key = UUID(request.POST.get(KEY, ""))
    except ValueError:
        raise Denied from None
    values = {
        name: [str(value) for value in found]
        for name, found in request.POST.lists()
        if name not in OWN
    }
    if not actions.keep(current(), key, place=place, case_id=case_id, values=values):
        return HttpResponse(status=204)
    now = moments.clock_words(timezone.now())
    return JsonResponse({"bewaard": _("Concept bewaard om %s") % now})


@require_POST
def discard_draft(request: HttpRequest) -> HttpResponse:
    """Throw the draft away, and open the form as it was."""
    place, _case_id = _place(request)
    actions.discard(current(), place)
    return redirect(place)


def _place(request: HttpRequest) -> tuple[str, UUID | None]:
    """A form of cases, on a case that this acting is on. Denied for anything else."""
    place = request.POST.get("place", "")
    try:
        match = resolve(place)
    except Resolver404:
        raise Denied from None
    if match.app_name != "cases" or len(place) > 250:
        raise Denied
    case_id: UUID | None = match.kwargs.get("case_id")
    if case_id and not CaseContent.objects.filter(case_id=case_id).exists():
        raise Denied
    return place, case_id
