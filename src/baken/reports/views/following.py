"""Following: with the code, without an account. Unknown and expired codes look the same."""

from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.audit.api import record
from baken.core.acting import Acting, become, resident
from baken.core.errors import Denied
from baken.documents import api as documents
from baken.reports.actions.intake import add_message, own, withdraw
from baken.reports.categories import tree
from baken.reports.codes import State, may_follow
from baken.reports.follow import tidy_code
from baken.reports.forms import CodeForm, ReplyForm
from baken.reports.models import Report
from baken.reports.queries import message_lines
from baken.reports.views.track import steps_of

SAID = {"bericht": "bericht", "ingetrokken": "ingetrokken"}


def _unknown() -> str:
    return _(
        "Bij deze code vinden wij geen melding. Kijk de cijfers nog eens na. "
        "Oude meldingen halen wij na een tijd weg."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """Where one types the code."""
    if request.method != "POST":
        return _code_page(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form)
    acting = resident(form.cleaned_data["code"])
    become(acting)
    try:
        own(acting)
    except Denied:
        form.add_error("code", _unknown())
        return _code_page(request, form)
    return redirect("reports:followed", code=form.cleaned_data["code"])


def _code_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "back_url": "/"}
    return render(request, "reports/following/code.html", context, status=status)


def _enter(code: str) -> Acting:
    """Become the resident with this code. Denied when the code cannot be one."""
    try:
        acting = resident(tidy_code(code))
    except ValidationError:
        raise Denied from None
    become(acting)
    return acting


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The report as the resident follows it."""
    try:
        acting = _enter(code)
        report = own(acting)
    except Denied:
        return _not_there(request, code)
    record(acting, "report.follow", "report", report.id)
    form = ReplyForm(initial={"nonce": uuid4()})
    return _page(request, acting, report, form)


def _not_there(request: HttpRequest, code: str) -> HttpResponse:
    form = CodeForm({"code": code[:60]})
    if form.is_valid():
        form.add_error("code", _unknown())
    context = {"form": form, "back_url": "/"}
    return render(request, "reports/following/code.html", context, status=404)


def _page(request: HttpRequest, acting: Acting, report: Report, form: ReplyForm) -> HttpResponse:
    full = Report.objects.select_related("content", "place").get(pk=report.pk)
    subject = tree().by_id[full.category_id]
    context = {
        "report": full, "code": request.resolver_match.kwargs["code"],  # type: ignore[union-attr]
        "subject": subject, "steps_taken": steps_of(full), "lines": message_lines(full),
        "photos": [d for d in documents.listing(acting, full.id) if d.ready and d.has_picture],
        "form": form, "said": SAID.get(request.GET.get("gelukt", ""), ""),
        "asked": full.state == State.WAITING,
        "may_write": full.state != State.WITHDRAWN,
        "may_withdraw": may_follow(full.state, State.WITHDRAWN),
        "back_url": reverse("reports:follow"),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "reports/following/report.html", context, status=status)


@require_POST
def reply(request: HttpRequest, code: str) -> HttpResponse:
    """The resident writes. The same form sent twice is one message."""
    acting = _enter(code)
    report = own(acting)
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, acting, report, form)
    data = form.cleaned_data
    try:
        with transaction.atomic():
            add_message(acting, data["text"], nonce=data["nonce"], photos=data["photos"])
    except ValidationError as error:
        form.add_error("photos", error)
        return _page(request, acting, report, form)
    return redirect(f"{reverse('reports:followed', args=[code])}?gelukt=bericht#berichten")


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """The resident withdraws the report."""
    withdraw(_enter(code))
    return redirect(f"{reverse('reports:followed', args=[code])}?gelukt=ingetrokken")


@require_safe
def photo(
    request: HttpRequest, code: str, document_id: UUID, *, small: bool = False
) -> HttpResponse:
    """A photo that the resident sent."""
    return documents.answer(_enter(code), document_id, small=small)
