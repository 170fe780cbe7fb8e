"""Following: with the code, without an account. Unknown and expired codes look the same."""

from typing import Any
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
from baken.reports import clocks
from baken.reports.actions.intake import add_message, own, withdraw
from baken.reports.actions.opinion import give_opinion
from baken.reports.categories import tree
from baken.reports.codes import WHO_GROUNDS, Door, State, may_follow
from baken.reports.follow import tidy_code
from baken.reports.forms import REOPEN, YES, CodeForm, OpinionForm, ReplyForm
from baken.reports.intake import qr
from baken.reports.models import IdentityRequest, Report
from baken.reports.nearby.queries import followed
from baken.reports.queries import message_lines
from baken.reports.sharing.actions import change, standing
from baken.reports.sharing.forms import ConsentForm
from baken.reports.views.track import steps_of

SAID = ("bericht", "ingetrokken", "oordeel", "delen")


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
        if followed(acting) is None:
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
    except Denied:
        return _not_there(request, code)
    try:
        report = own(acting)
    except Denied:
        return _of_another(request, acting, code) or _not_there(request, code)
    record(acting, "report.follow", "report", report.id)
    form = ReplyForm(initial={"nonce": uuid4()})
    return _page(request, acting, report, form)


def _of_another(request: HttpRequest, acting: Acting, code: str) -> HttpResponse | None:
    """The page of who follows a report that somebody else made."""
    found = followed(acting)
    if found is None:
        return None
    row, near = found
    record(acting, "report.follow_other", "follower", row.id)
    link = request.build_absolute_uri(request.path)
    context = {"row": row, "near": near, "code": code, "link": link, "qr": qr.drawn(link),
               "back_url": reverse("reports:follow")}  # fmt: skip
    page = render(request, "reports/following/other.html", context)
    page["Cache-Control"] = "no-store"
    return page


def _not_there(request: HttpRequest, code: str) -> HttpResponse:
    form = CodeForm({"code": code[:60]})
    if form.is_valid():
        form.add_error("code", _unknown())
    context = {"form": form, "back_url": "/"}
    return render(request, "reports/following/code.html", context, status=404)


def _page(
    request: HttpRequest, acting: Acting, report: Report, form: ReplyForm | OpinionForm
) -> HttpResponse:
    """The whole page; `form` is the one that is being filled in."""
    full = Report.objects.select_related("content", "place", "opinion").get(pk=report.pk)
    may_reopen, said = clocks.may_reopen(full), request.GET.get("gelukt", "")
    answered = full.state == State.ANSWERED
    judging = isinstance(form, OpinionForm)
    context = {
        "report": full, "code": request.resolver_match.kwargs["code"],  # type: ignore[union-attr]
        "subject": tree().by_id[full.category_id], "steps_taken": steps_of(full),
        "lines": message_lines(full), "said": said if said in SAID else "",
        "photos": [d for d in documents.listing(acting, full.id) if d.ready and d.has_picture],
        "form": form, "reply": ReplyForm(initial={"nonce": uuid4()}) if judging else form,
        "opinion": form if judging else OpinionForm(may_reopen=may_reopen),
        "may_judge": answered and not hasattr(full, "opinion"),
        "asked": full.state == State.WAITING, "too_late": answered and not may_reopen,
        "may_write": full.state != State.WITHDRAWN and (may_reopen or not answered),
        "may_withdraw": may_follow(full.state, State.WITHDRAWN),
        "back_url": reverse("reports:follow"), "answers": list(full.answers.all()),
        "looks": _looks(full), **_sharing(full),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "reports/following/report.html", context, status=status)


def _sharing(report: Report) -> dict[str, Any]:
    """With whom we may share it, and the form to change that."""
    now = standing(report)
    chosen = [one.partner.code for one in now if one.given]
    form = ConsentForm([one.partner for one in now], initial={"partners": chosen})
    return {"consents": form, "given": bool(chosen)}


@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    """The reporter says with whom we may share, from now on."""
    acting = _enter(code)
    report = own(acting)
    form = ConsentForm([one.partner for one in standing(report)], request.POST)
    if form.is_valid():
        change(acting, form.cleaned_data["partners"])
    return redirect(f"{reverse('reports:followed', args=[code])}?gelukt=delen#delen")


def _looks(report: Report) -> list[dict[str, Any]]:
    """When it was opened who reported, and why. Always told."""
    if report.door != Door.CONFIDENTIAL:
        return []
    rows = IdentityRequest.objects.filter(report=report).order_by("decided_at")
    return [
        {"decided_at": row.decided_at, "until": row.ended_at or row.until,
         "why": WHO_GROUNDS.get(row.ground, ""), "reason": row.reason}
        for row in rows
    ]  # fmt: skip


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
            add_message(
                acting, data["text"], nonce=data["nonce"], photos=data["photos"],
                originals=data["originals"],
            )  # fmt: skip
    except ValidationError as error:
        form.add_error("photos", error)
        return _page(request, acting, report, form)
    return redirect(f"{reverse('reports:followed', args=[code])}?gelukt=bericht#berichten")


@require_POST
def judge(request: HttpRequest, code: str) -> HttpResponse:
    """The resident says what the answer was worth, once."""
    acting = _enter(code)
    report = own(acting)
    answered = report.state == State.ANSWERED
    form = OpinionForm(request.POST, may_reopen=clocks.may_reopen(report) or not answered)
    if not form.is_valid():
        return _page(request, acting, report, form)
    chosen, reason = form.cleaned_data["opinion"], form.cleaned_data["reason"]
    give_opinion(acting, satisfied=chosen == YES, reason=reason, reopen=chosen == REOPEN)
    return redirect(f"{reverse('reports:followed', args=[code])}?gelukt=oordeel")


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
