"""One transaction per request, for one acting, whole or not at all."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from baken.access.desk import Desk, is_demo, sit_down
from baken.access.tokens import key_of
from baken.audit.api import begin, record
from baken.core.acting import PUBLIC, Acting, acting_as
from baken.core.errors import Conflict, Denied, Refusal

# Pages that a signed-in person without a second factor, or without a task, may still open.
FREE = ("/account/", "/inloggen/", "/static/", "/uitnodiging/", "/taal/")
MACHINES = "/api/"
SAFE = {"GET", "HEAD", "OPTIONS"}


class _Undo(Exception):
    """Carries the answer out of a transaction that must not be kept."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


class ActingMiddleware:
    """Sets `request.acting` and `request.desk`, and runs the view inside that acting.

    Everything is rolled back when the view raised or answered 4xx/5xx. A refusal is then
    recorded in a transaction of its own. Absent and hidden take the same path.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begin()
        if request.path.startswith("/static/"):
            return self.get_response(request)
        if "\x00" in request.path:
            unreadable = import_string("baken.portal.errors.unreadable")
            refusal: HttpResponse = unreadable(request)
            return refusal
        # Known before any transaction can break: an error page asks for it too.
        request.demo = is_demo()  # type: ignore[attr-defined]
        if request.path.startswith(MACHINES):
            return self._machine(request)
        desk = sit_down(request)
        request.desk = desk  # type: ignore[attr-defined]
        workplace = request.path.startswith("/werk/")
        if workplace and (answer := _door(request, desk)):
            return answer
        acting = desk.acting if workplace or request.path.startswith(FREE) else PUBLIC
        return self._inside(request, acting)

    def _machine(self, request: HttpRequest) -> HttpResponse:
        """A partner's system: who acts follows from its token alone, never from a session."""
        key = key_of(request)
        request.key = key  # type: ignore[attr-defined]
        request.desk = key.desk if key else Desk()  # type: ignore[attr-defined]
        return self._inside(request, request.desk.acting)  # type: ignore[attr-defined]

    def _inside(self, request: HttpRequest, acting: Acting) -> HttpResponse:
        request.acting = acting  # type: ignore[attr-defined]
        request.refused = None  # type: ignore[attr-defined]
        try:
            with acting_as(acting):
                response = self.get_response(request)
                if response.status_code >= 400 or request.refused:  # type: ignore[attr-defined]
                    raise _Undo(response)
                if request.method not in SAFE:
                    _check_constraints()
            return response
        except _Undo as undo:
            _record_refusal(request, acting, undo.response.status_code)
            return undo.response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The one translator of refusals to pages; anything else becomes a 500."""
        if isinstance(error, PermissionDenied):
            error = Denied(known=True)
        if isinstance(error, Denied) and not error.known:
            error = Http404()
        if isinstance(error, IntegrityError) and isinstance(error.__cause__, UniqueViolation):
            error = Conflict(_("Iemand deed dit net ook. Kijk hoe het er nu voor staat."))
        if not isinstance(error, (Refusal, Http404, ValidationError)):
            return None
        request.refused = error  # type: ignore[attr-defined]
        connection.set_rollback(True)
        translate = import_string("baken.portal.errors.refused")
        answer: HttpResponse = translate(request, error)
        return answer


def _check_constraints() -> None:
    """Foreign keys are checked at commit; look now, while an error can still be told."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def _door(request: HttpRequest, desk: Desk) -> HttpResponse | None:
    """Where someone goes who may not enter the workplace (yet)."""
    if not request.user.is_authenticated:
        if getattr(request, "htmx", False):
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = f"{settings.LOGIN_URL}?verlopen=1"
            return answer
        return redirect(f"{settings.LOGIN_URL}?next={request.path}")
    if _asks_second_factor(request) and not _second_factor(request):
        return redirect("/account/tweede-stap/")
    if desk.now is None:
        return redirect("/account/geen-taak/")
    return None


def _asks_second_factor(request: HttpRequest) -> bool:
    """Always, but in a demo that was told not to."""
    return settings.BAKEN_SECOND_FACTOR or not request.demo  # type: ignore[attr-defined]


def _second_factor(request: HttpRequest) -> bool:
    """Did this session pass a second factor, a passkey, or the organisation's own sign-in?"""
    if request.session.get("demo_persona"):
        return True
    used = request.session.get("account_authentication_methods", [])
    return any(m.get("method") in {"mfa", "socialaccount"} for m in used)


def _record_refusal(request: HttpRequest, acting: Acting, status: int) -> None:
    outcome = {404: "not_found", 409: "conflict", 403: "denied"}.get(status)
    if acting.kind != "assignment" or outcome is None:
        return
    match = request.resolver_match
    with acting_as(acting):
        record(acting, "request.refused", match.view_name if match else "", outcome=outcome)
