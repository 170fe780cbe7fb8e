"""Keys of other software: made once, shown once, used, ended."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting, become, by_key
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied
from baken.reports.exchange.models import Key

MOST_DAYS = 731
PER_MINUTE = 120
PREFIX = "bakenm_"
LONGEST = 100


@dataclass(frozen=True)
class Opened:
    """What a key opens, and who acts with it."""

    id: UUID
    acting: Acting
    may_file: bool
    may_follow: bool
    tired: bool


def make(
    acting: Acting, *, title: str, organisation_id: UUID, until: date, rights: set[str]
) -> str:
    """Make a key. Returns it: it is not kept and never shown again."""
    if acting.capacity != "administrator" or acting.user_id is None:
        raise Denied(known=True)
    days = (until - timezone.localdate()).days
    if days < 0 or days > MOST_DAYS:
        raise ValidationError(_("Kies een einde tussen vandaag en twee jaar na vandaag."))
    key = PREFIX + secrets.token_urlsafe(32)
    row = Key(
        title=title, organisation_id=organisation_id, key_hash=fingerprint(key),
        may_file="file" in rights, may_follow="follow" in rights, made_by_id=acting.user_id,
        made_at=timezone.now(), ends_at=datetime.combine(until, time(23, 59, 59), ZONE),
    )  # fmt: skip
    Key.objects.bulk_create([row])
    record(acting, "exchange.make_key", "key", row.id)
    return key


def end(acting: Acting, key_id: UUID) -> None:
    """Close a key: it opens nothing from the next question on. Conflict when it was closed."""
    if acting.capacity != "administrator":
        raise Denied(known=True)
    found = Key.objects.filter(pk=key_id)
    if not found.exists():
        raise Denied
    if not found.filter(ends_at__gt=timezone.now()).update(ends_at=timezone.now()):
        raise Conflict(_("Deze sleutel was al beëindigd. Er is niets veranderd."))
    record(acting, "exchange.end_key", "key", key_id)


def all_keys() -> QuerySet[Key]:
    """The keys that the administrator sees, newest first."""
    return Key.objects.select_related("organisation").order_by("-made_at")


def fingerprint(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def use(key: str) -> Opened | None:
    """Go on as who has this key. None when it opens nothing; then nothing changes."""
    if not key.startswith(PREFIX) or len(key) > LONGEST:
        return None
    secret = fingerprint(key)
    with connection.cursor() as cursor:
        cursor.execute("select * from reports_use_key(%s)", [secret])
        row = cursor.fetchone()
    if row is None:
        return None
    key_id, _title, may_file, may_follow, used = row
    acting = by_key(secret)
    become(acting)
    return Opened(key_id, acting, may_file, may_follow, used > PER_MINUTE)
