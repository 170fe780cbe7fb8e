"""Keeping, discarding and sending a form."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules
from baken.cases.drafts.models import Draft
from baken.core.acting import Acting
from baken.core.errors import Denied

# Characters; more than the longest form of cases takes.
MOST = 60_000
Values = Mapping[str, list[str]]


def keep(acting: Acting, key: UUID, *, place: str, case_id: UUID | None, values: Values) -> bool:
    """Keep what is typed. False when this form was sent already: then nothing is kept.

    Raises ValidationError above `MOST` characters. The first time leaves a trace.
    """
    body = json.dumps(values)
    if len(body) > MOST:
        raise ValidationError(_("Dit is te veel om als concept te bewaren."))
    mine = Draft.objects.filter(pk=key, place=place, sent_at=None)
    if mine.update(body=body, saved_at=timezone.now()):
        return True
    kept = _insert(Draft(id=key, place=place, case_id=case_id, body=body, **_me(acting)))
    if kept:
        record(acting, "case.save_draft", "draft", key)
    return kept


def discard(acting: Acting, place: str) -> None:
    """Throw away what this person kept at this form."""
    gone = Draft.objects.filter(user_id=rules.user_of(acting), place=place, sent_at=None).delete()[
        0
    ]
    if gone:
        record(acting, "case.discard_draft", "draft", count=gone)


def send(acting: Acting, key: UUID, *, place: str, case_id: UUID | None) -> Draft | None:
    """Mark a form as sent, in the transaction of what it does. None the first time.

    The second time it gives the first: then nothing is done again. Two at once wait for each
    other. Denied when the key is that of another's form.
    """
    now = timezone.now()
    mine = Draft.objects.filter(pk=key, place=place, sent_at=None)
    if mine.update(body="", saved_at=now, sent_at=now):
        return None
    row = Draft(id=key, place=place, case_id=case_id, body="", sent_at=now, **_me(acting))
    if _insert(row):
        return None
    earlier = Draft.objects.filter(pk=key, place=place, user_id=rules.user_of(acting)).first()
    if earlier is None:
        raise Denied
    return earlier


def _me(acting: Acting) -> dict[str, object]:
    return {
        "user_id": rules.user_of(acting),
        "organisation_id": rules.organisation_of(acting),
        "saved_at": timezone.now(),
    }


def _insert(row: Draft) -> bool:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True
