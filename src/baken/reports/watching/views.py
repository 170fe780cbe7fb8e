"""What the script of the desk asks now and then: two small answers in JSON."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from baken.reports.desk_forms import read_filter
from baken.reports.views.desk import desk_acting, found
from baken.reports.watching.actions import fresh, watch


@require_POST
def here(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """I have this report open: who else has? `{"said": …}`, '' for nobody."""
    names = watch(desk_acting(), found(report_id))
    said = _("Nu ook open bij: %s") % ", ".join(names) if names else ""
    return JsonResponse({"said": said})


@require_safe
def since(request: HttpRequest) -> HttpResponse:
    """What came into this list since `sinds`: `{"said": …}`, '' for nothing.

    Without `sinds` it says what moment it is here: `{"now": …}`.
    """
    acting = desk_acting()
    if "sinds" not in request.GET:
        return JsonResponse({"said": "", "now": timezone.now().isoformat()})
    moment = parse_datetime(request.GET.get("sinds", "")[:40])
    if moment is None or is_naive(moment):
        return JsonResponse({"said": ""}, status=422)
    number = fresh(acting, read_filter(request.GET.dict()), moment)
    text = ngettext("%d nieuwe melding. Toon.", "%d nieuwe meldingen. Toon.", number) % number
    return JsonResponse({"said": text if number else ""})
