"""What every page shows around its own content. One query at most: the mark of emergency access."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from baken.access.api import Desk
from baken.audit.api import request_id
from baken.cases import api as cases
from baken.core.languages import FURTHER, NAMES, PLAIN, RIGHT_TO_LEFT, said
from baken.core.menu import footer_menu, public_items, public_menu, work_items
from baken.core.municipality import Municipality

# Purposes under which there is something to search; see homes.FINDERS.
SEARCHABLE = frozenset({"reports", "cases", "briefing"})


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of all shells: municipality, ribbon, menus, and the bar of the workplace."""
    desk: Desk = getattr(request, "desk", Desk())
    with translation.override(_chosen(request)):
        around = shell(request)
    return {
        **around,
        "tokens_url": reverse("portal:tokens") if settings.MUNICIPALITY.tokens else "",
        "nav_public": public_items(public_menu, request.path),
        "nav_footer": public_items(footer_menu, request.path),
        "privacy_url": reverse("portal:privacy"),
        "follow_url": reverse("reports:follow"),
        "sign_in_url": settings.LOGIN_URL,
        "home_url": reverse("portal:work") if desk.now else "/",
        "search_url": reverse("portal:search") if desk.acting.purpose in SEARCHABLE else "",
        "request_id": str(request_id())[:8],
        **(_workplace(request, desk) if desk.now else {}),
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """What stands around every page, in the language that the reader chose.

    `content` is the language of the page itself, `around` that of the shell; they differ where a
    page is not translated. `unchecked` says in a further language that a machine translated it.
    """
    chosen, demo = _chosen(request), getattr(request, "demo", False)
    ribbon = _(
        "Voorbeeld, geen site van de gemeente. Personen, meldingen en casussen zijn verzonnen. "
        "Cijfers met een bron zijn echt."
    )
    further = chosen in FURTHER
    return {
        "municipality": _municipality(settings.MUNICIPALITY),
        "demo": demo,
        "ribbon": ribbon if demo else "",
        "unchecked": _("Machinevertaling, nog niet nagekeken.") if further and demo else "",
        "only_dutch": _("Deze pagina is er alleen in het Nederlands en het Engels."),
        "around": chosen,
        "around_rtl": chosen in RIGHT_TO_LEFT,
        "languages": _languages(request),
    }


def _chosen(request: HttpRequest) -> str:
    """What the reader chose; in the workplace always a language of the workplace."""
    chosen: str = getattr(request, "language", settings.LANGUAGE_CODE)
    return PLAIN if request.path.startswith("/werk/") and chosen in FURTHER else chosen


def _municipality(municipality: Municipality) -> dict[str, Any]:
    return {
        "name": municipality.name,
        "organisation": _("Gemeente %s, veiligheid") % municipality.name,
        "contact": _("Bel %(phone)s. %(hours)s.")
        % {"phone": municipality.phone, "hours": said(municipality.hours, municipality.hours)},
        "phones": municipality.phones,
        "mark": municipality.mark,
        "exit_url": municipality.exit_url,
    }


def _workplace(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    assert desk.now is not None
    return {
        "glass_marks": _marks(request),
        "nav_work": work_items(desk.acting, request.path),
        "bar": {
            "capacity": desk.now.capacity_label,
            "organisation": desk.now.organisation,
            "purpose": desk.now.purpose_label,
            "name": desk.name,
            "switch_url": reverse("access:switch"),
            "sign_out_url": reverse("access:sign_out"),
            "choices": [
                {
                    "id": str(a.acting.assignment_id),
                    "label": f"{a.capacity_label}, {a.organisation}: {a.purpose_label}",
                    "current": a is desk.now,
                }
                for a in desk.assigned
            ],
        },
    }


def _marks(request: HttpRequest) -> list[cases.Mark]:
    """Cases opened in an emergency; none on a page of a refusal, when nothing may be asked."""
    acting = getattr(request, "acting", None)
    if acting is None or acting.kind != "assignment" or not connection.in_atomic_block:
        return []
    return [] if connection.needs_rollback else cases.marks(acting)


def _languages(request: HttpRequest) -> list[dict[str, object]]:
    current = _chosen(request)
    codes = getattr(request, "languages", ())
    return [
        {
            "code": code,
            "label": NAMES[code],
            "current": code == current,
            "url": f"{reverse('portal:language', args=[code])}?next={request.path}",
        }
        for code in codes
    ]
