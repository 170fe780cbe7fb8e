"""Following a report that somebody else made."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.reports.nearby.models import Follower
from baken.reports.nearby.queries import Near


def follow(acting: Acting, key: UUID, number: str, shown: Sequence[Near]) -> Follower:
    """Follow one of the reports that were shown, once per `key`. Denied for any other."""
    if not acting.token or number not in {one.fact.number for one in shown}:
        raise Denied
    row = Follower(id=key, token_hash=acting.token, number=number, at=timezone.now())
    try:
        with transaction.atomic():
            Follower.objects.bulk_create([row])
    except IntegrityError:
        return Follower.objects.get(token_hash=acting.token)
    record(acting, "report.follow_other", "follower", row.id)
    return row
