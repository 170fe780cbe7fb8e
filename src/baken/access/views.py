"""Sign-in, capacity, sessions, and the administrator's pages."""

from uuid import UUID

from allauth.socialaccount.providers.openid_connect.views import login as openid_connect_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from baken.access import actions, api
from baken.access.codes import Capacity, PurposeCode
from baken.access.forms import AcceptForm, InviteForm, PartnerForm
from baken.access.models import Agreement, Installation, Organisation, SignIn
from baken.core.acting import current
from baken.core.errors import Denied
from baken.core.ids import read_id

HINTS = {
    "desk": _("Leest nieuwe meldingen en geeft antwoord"),
    "process_manager": _("Bewaakt casussen, stoelen en klokken"),
    "case_manager": _("Werkt met het huishouden en de partners"),
    "lead": _("Heeft de operationele stoel"),
    "police": _("Ziet alleen wat met de politie is gedeeld"),
    "housing": _("Ziet alleen wat met de corporatie is gedeeld"),
    "adviser": _("Volgt het veiligheidsplan en maakt het raadsstuk"),
    "clerk": _("Bewaakt moties en toezeggingen"),
    "privacy_officer": _("Ziet wie wat bekeek, niet de inhoud"),
    "administrator": _("Nodigt mensen uit, ziet geen casussen"),
    "mayor": _("Heeft twee minuten"),
}
ICONS = {
    "desk": "inbox", "process_manager": "radar", "case_manager": "folder", "lead": "users",
    "police": "shield", "housing": "house", "adviser": "chart-line", "clerk": "landmark",
    "privacy_officer": "scale", "administrator": "settings", "mayor": "badge-check",
}  # fmt: skip


def _resident_url() -> str:
    """Where the resident of the demo follows a report, or '' when there is none."""
    report = Installation.objects.values_list("demo_report", flat=True).first()
    return next((link(report) for link in api.resident_links), "") if report else ""


def _next(request: HttpRequest, otherwise: str) -> str:
    """Where someone was going: an address of our own, or else the page of that name."""
    there = request.POST.get("next", "") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(there, {request.get_host()})
    return there if allowed else otherwise and reverse(otherwise)


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Passkey, own organisation, password; and in a demo the personas."""
    if request.user.is_authenticated and "verlopen" not in request.GET:
        return redirect("portal:work")
    with connection.cursor() as cursor:
        cursor.execute("select * from access_personas()")
        order = list(HINTS)
        personas = [
            {"id": user_id, "name": name, "persona": persona, "organisation": organisation,
             "capacity": Capacity(capacity).label, "hint": HINTS.get(persona, ""),
             "icon": ICONS.get(persona, "user")}
            for user_id, name, persona, capacity, organisation in sorted(
                cursor.fetchall(), key=lambda row: order.index(row[2]))
        ]  # fmt: skip
    context = {
        "personas": personas,
        "over": "verlopen" in request.GET,
        "next": _next(request, ""),
        "oidc": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
        "resident_url": _resident_url() if personas else "",
    }
    return render(request, "access/sign_in.html", context)


@require_POST
def persona(request: HttpRequest, user_id: UUID) -> HttpResponse:
    actions.sign_in_as_persona(request, user_id)
    return redirect(_next(request, "portal:work"))


def organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the sign-in of one's own organisation; a page that says so when it does not answer."""
    try:
        answer: HttpResponse = openid_connect_login(request, provider_id)
    except (RequestException, ValueError):
        return render(request, "socialaccount/authentication_error.html", status=401)
    return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    SignIn.objects.filter(session_key=request.session.session_key or "").delete()
    logout(request)
    return redirect(_next(request, "portal:home"))


def closed(request: HttpRequest) -> HttpResponse:
    """allauth's pages for registering and for changing addresses are not part of this house."""
    raise Denied


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    actions.choose(request, current(), request.POST.get("assignment", ""))
    return redirect("portal:work")


@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Someone is signed in with a password only: add a second step, or sign in with it."""
    return render(request, "access/second_step.html")


@require_safe
def no_task(request: HttpRequest) -> HttpResponse:
    """Signed in, but no assignment is valid now."""
    return render(request, "access/no_task.html")


def sessions(request: HttpRequest) -> HttpResponse:
    """One's own sessions, each of which can be ended."""
    if not request.user.is_authenticated:
        return redirect("access:sign_in")
    if request.method == "POST":
        wanted = read_id(request.POST.get("session", ""))
        actions.end_sign_in(current(), request.user, wanted)
        messages.success(request, _("Die sessie is beëindigd."))
        return redirect("access:sessions")
    rows = SignIn.objects.filter(user=request.user).order_by("-started_at")
    context = {"sessions": rows, "current": request.session.session_key}
    return render(request, "access/sessions.html", context)


def accept(request: HttpRequest, token: str) -> HttpResponse:
    """A new colleague sets a name and a password with a one-time link; a known one signs in."""
    invited = actions.invited(token)
    if invited.user_id:
        return _accept_as(request, token, invited)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.accept_invitation(token, form.cleaned_data["name"], form.cleaned_data["password"])
        messages.success(request, _("Uw account is klaar. Log nu in."))
        return redirect("account_login")
    status = 422 if form.is_bound else 200
    return render(request, "access/accept.html", {"form": form}, status=status)


def _accept_as(request: HttpRequest, token: str, invited: actions.Invited) -> HttpResponse:
    """Someone who has an account gets the task as whom they are signed in, and as nobody else."""
    mine = request.user.is_authenticated and request.user.pk == invited.user_id
    if mine and invited.user_id and request.method == "POST":
        actions.accept_task(token, invited.user_id)
        messages.success(request, _("Uw nieuwe taak staat klaar. U kiest hem bovenaan de pagina."))
        return redirect("portal:work")
    context = {"invited": invited, "mine": mine}
    status = 403 if request.method == "POST" else 200
    return render(request, "access/accept_task.html", context, status=status)


def _administrator(request: HttpRequest) -> None:
    if current().capacity != "administrator":
        raise Denied(known=True)


def colleagues(request: HttpRequest) -> HttpResponse:
    """Who works here, and inviting someone new."""
    _administrator(request)
    form = InviteForm(request.POST if request.method == "POST" else None)
    link = ""
    if request.method == "POST" and form.is_valid():
        site = f"{request.scheme}://{request.get_host()}"
        token = actions.invite(current(), **form.cleaned_data, site=site)
        link = actions.invitation_link(site, token)
        form = InviteForm()
    context = {"form": form, "link": link, "days": actions.INVITATION_DAYS,
               "mailed": bool(settings.EMAIL_HOST), "colleagues": _everyone(request)}  # fmt: skip
    return render(request, "access/colleagues.html", context, status=422 if form.errors else 200)


def _everyone(request: HttpRequest) -> list[dict[str, object]]:
    return [
        {"name": c.name, "organisation": c.organisation, "id": c.assignment_id,
         "capacity": Capacity(c.capacity).label}
        for c in api.colleagues(current())
    ]  # fmt: skip


@require_POST
def end_assignment(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    actions.end_assignment(current(), assignment_id)
    messages.success(request, _("Beëindigd. De toegang is vanaf nu dicht."))
    return redirect("access:colleagues")


def partners(request: HttpRequest) -> HttpResponse:
    """Organisations and their agreements, and entering a new one."""
    _administrator(request)
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        partner = actions.add_partner(current(), **form.cleaned_data)
        messages.success(request, _("Toegevoegd: %s. Nodig nu hun mensen uit.") % partner.name)
        return redirect("access:partners")
    agreements = Agreement.objects.select_related("organisation").order_by("organisation__name")
    context = {
        "organisations": Organisation.objects.order_by("name"),
        "agreements": agreements,
        "form": form,
    }
    return render(request, "access/partners.html", context, status=422 if form.errors else 200)


@require_POST
def end_agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    actions.end_agreement(current(), agreement_id)
    messages.success(request, _("Het convenant is beëindigd. Deze partner ziet niets meer."))
    return redirect("access:partners")


@require_safe
def purposes(request: HttpRequest) -> HttpResponse:
    """The purposes register (AVG art. 30)."""
    labels = dict(PurposeCode.choices)
    return render(request, "access/purposes.html", {"purposes": api.purposes(), "labels": labels})
