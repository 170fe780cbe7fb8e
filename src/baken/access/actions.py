"""Signing in and out, choosing a capacity, inviting and ending."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from baken.access.api import invitation_mails
from baken.access.codes import Capacity
from baken.access.desk import CHOSEN, assignments_of, demo_database
from baken.access.models import (
    Agreement,
    Assignment,
    Invitation,
    Organisation,
    SignIn,
    User,
)
from baken.audit.api import record
from baken.core.acting import Acting, current
from baken.core.errors import Conflict, Denied

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
INVITATION_DAYS = 7
SPENT = _lazy("Deze uitnodiging is gebruikt of te oud. Vraag een nieuwe.")


def note_sign_in(request: HttpRequest, user: User) -> None:
    """Remember the session for its owner's list: a kind of device and a time, no address."""
    if not request.session.session_key:
        request.session.create()
    SignIn.objects.create(
        user=user,
        session_key=request.session.session_key or "",
        device=_device(request.headers.get("User-Agent", "")),
        started_at=timezone.now(),
    )


def _device(agent: str) -> str:
    names = {"Android": _("Android-telefoon"), "iPhone": "iPhone", "iPad": "iPad",
             "Windows": "Windows", "Mac OS": "Mac", "Linux": "Linux"}  # fmt: skip
    return next((str(name) for mark, name in names.items() if mark in agent), _("ander apparaat"))


def sign_in_as_persona(request: HttpRequest, user_id: UUID) -> None:
    """One click, in a database that is marked as a demo, for a persona of that demo only."""
    if not demo_database():
        raise Denied(_("Inloggen met één klik kan alleen in een voorbeeld."), known=True)
    with connection.cursor() as cursor:
        cursor.execute("select 1 from access_personas() where user_id = %s", [user_id])
        if not cursor.fetchone():
            raise Denied
    user = User.objects.get(pk=user_id)
    login(request, user, backend=BACKEND)
    request.session["demo_persona"] = True
    note_sign_in(request, user)


def choose(request: HttpRequest, acting: Acting, assignment_id: str) -> None:
    """Work in another of one's own assignments from the next request on."""
    if not request.user.is_authenticated:
        raise Denied
    mine = {str(a.acting.assignment_id) for a in assignments_of(UUID(str(request.user.pk)))}
    if assignment_id not in mine:
        raise Denied
    request.session[CHOSEN] = assignment_id
    record(acting, "access.switch", "assignment", UUID(assignment_id))


def end_sign_in(acting: Acting, user: User, sign_in_id: UUID) -> None:
    """End one of one's own sessions."""
    found = SignIn.objects.filter(pk=sign_in_id, user=user).first()
    if found is None:
        raise Denied
    SessionStore(found.session_key).delete()
    found.delete()
    record(acting, "access.end_session", "session", sign_in_id)


def invite(
    acting: Acting,
    *,
    email: str,
    organisation: Organisation,
    capacity: str,
    purpose: str,
    site: str = "",
) -> str:
    """Make a one-time invitation, and mail it with a link to `site`, our own address.

    Returns the token; only its fingerprint is kept.
    """
    if acting.capacity != "administrator":
        raise Denied(known=True)
    token = secrets.token_urlsafe(24)
    row = Invitation.objects.create(
        email=email.lower(),
        token_hash=fingerprint(token),
        organisation=organisation,
        capacity=capacity,
        purpose=purpose,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    record(acting, "access.invite_colleague", "invitation", row.id)
    for mail in invitation_mails if site else ():
        mail(acting, row, invitation_link(site, token))
    return token


def invitation_link(site: str, token: str) -> str:
    """The address where an invitation is accepted."""
    return f"{site}{reverse('access:accept', args=[token])}"


def fingerprint(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True)
class Invited:
    """What the holder of a link may know: for which address, and the account it has already."""

    email: str
    user_id: UUID | None
    organisation: str
    capacity: str

    @property
    def task(self) -> str:
        return f"{Capacity(self.capacity).label}, {self.organisation}"


def invited(token: str) -> Invited:
    """The invitation behind a link. Conflict if it is spent, too old or unknown."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access_invited(%s)", [fingerprint(token)])
        row = cursor.fetchone()
    if row is None:
        raise Conflict(str(SPENT))
    return Invited(*row)


def accept_invitation(token: str, name: str, password: str) -> UUID:
    """Make the user, the name and the assignment of an invitation.

    Conflict if it is spent, or if the address has an account: its owner signs in first.
    """
    return _accepted(
        "select access_accept_invitation(%s, %s, %s)", token, name, make_password(password)
    )


def accept_task(token: str, user_id: UUID) -> UUID:
    """Give the signed-in user the assignment of an invitation to their own address."""
    return _accepted("select access_accept_task(%s, %s)", token, user_id)


def _accepted(question: str, token: str, *values: str | UUID) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(question, [fingerprint(token), *values])
        (user_id,) = cursor.fetchone()
    if user_id is None:
        raise Conflict(str(SPENT))
    record(current(), "access.accept_invitation", "user", user_id)
    return UUID(str(user_id))


def end_assignment(acting: Acting, assignment_id: UUID) -> None:
    """Someone stops doing a task: closed at their next request. Conflict when it was over.

    A task that was still to begin ends at its beginning, so that it never was.
    """
    if acting.capacity != "administrator":
        raise Denied(known=True)
    now, rows = timezone.now(), Assignment.objects.filter(pk=assignment_id)
    runs = rows.filter(Q(valid_until=None) | Q(valid_until__gt=now)).exclude(
        valid_until=F("valid_from")
    )
    if not runs.update(valid_until=Greatest("valid_from", Value(now))):
        if rows.exists():
            raise Conflict(_("Deze taak was al beëindigd. Er is niets veranderd."))
        raise Denied
    record(acting, "access.end_assignment", "assignment", assignment_id)


def add_partner(
    acting: Acting,
    *,
    name: str,
    kind: str,
    title: str,
    reference: str,
    valid_from: date,
    valid_until: date | None,
) -> Organisation:
    """Enter a partner with its agreement, or a new agreement of one that is there."""
    if acting.capacity != "administrator":
        raise Denied(known=True)
    known = Organisation.objects.filter(name__iexact=name).exclude(kind="municipality").first()
    partner = known or Organisation.objects.create(name=name, kind=kind)
    Agreement.objects.create(
        organisation=partner,
        title=title,
        reference=reference,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    record(acting, "access.add_partner", "organisation", partner.id)
    return partner


def end_agreement(acting: Acting, agreement_id: UUID) -> None:
    """An agreement ends yesterday: all people of that partner are out at their next request.

    One that was still to begin ends on the day before it begins. Conflict when it was over.
    """
    if acting.capacity != "administrator":
        raise Denied(known=True)
    today, rows = timezone.localdate(), Agreement.objects.filter(pk=agreement_id)
    day = timedelta(days=1)
    runs = rows.filter(Q(valid_until=None) | Q(valid_until__gte=today)).exclude(
        valid_until__lt=F("valid_from")
    )
    if not runs.update(valid_until=Greatest(F("valid_from") - day, Value(today - day))):
        if rows.exists():
            raise Conflict(_("Dit convenant was al geëindigd. Er is niets veranderd."))
        raise Denied
    record(acting, "access.end_agreement", "agreement", agreement_id)
