"""Keys of partners' systems: made once, shown once, and who acts with one."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access.actions import end_assignment, fingerprint
from baken.access.desk import Assigned, Desk
from baken.access.models import Token
from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied

MOST_DAYS = 366
PER_MINUTE = 120
PREFIX = "baken_"


@dataclass(frozen=True)
class Key:
    """Who asks with a token; `tired` when it asked too often this minute."""

    desk: Desk
    tired: bool = False


def make(acting: Acting, agreement_id: UUID, *, title: str, until: date) -> str:
    """Make a key for the system of a partner. Returns it: it is not kept and never shown again.

    ValidationError when the agreement is not in force, or the end is past or over a year away.
    """
    if acting.capacity != "administrator":
        raise Denied(known=True)
    days = (until - timezone.localdate()).days
    if days < 0 or days > MOST_DAYS:
        raise ValidationError(_("Kies een einde tussen vandaag en een jaar na vandaag."))
    token = PREFIX + secrets.token_urlsafe(32)
    end = datetime.combine(until, time(23, 59, 59), ZONE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select access_make_token(%s, %s, %s, %s)",
            [agreement_id, title, fingerprint(token), end],
        )
        (made,) = cursor.fetchone()
    if made is None:
        raise ValidationError(_("Dit convenant geldt nu niet. Kies een ander."))
    record(acting, "access.make_token", "token", made)
    return token


def end(acting: Acting, token_id: UUID) -> None:
    """Close a key: its system gets nothing from its next question on. Conflict when it was."""
    if acting.capacity != "administrator":
        raise Denied(known=True)
    found = Token.objects.filter(pk=token_id).first()
    if found is None:
        raise Denied
    now = timezone.now()
    if not Token.objects.filter(pk=token_id, ends_at__gt=now).update(ends_at=now):
        raise Conflict(_("Deze koppeling was al beëindigd. Er is niets veranderd."))
    end_assignment(acting, found.assignment_id)
    record(acting, "access.end_token", "token", token_id)


def all_tokens() -> "QuerySet[Token]":
    """The keys that the administrator sees, newest first."""
    return Token.objects.select_related("organisation", "agreement").order_by("-made_at")


def key_of(request: HttpRequest) -> Key | None:
    """Who asks with this request's token. None without one that opens something."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.startswith(PREFIX):
        return None
    with connection.cursor() as cursor:
        cursor.execute("select * from access_use_token(%s)", [fingerprint(token.strip())])
        row = cursor.fetchone()
    if row is None:
        return None
    task, user, party, organisation, kind, capacity, purpose, area, name, used = row
    acting = Acting("assignment", task, user, party, capacity, purpose, name=name)
    now = Assigned(acting, organisation, kind, area)
    return Key(Desk((now,), now), tired=used > PER_MINUTE)
