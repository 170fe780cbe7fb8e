"""Forgetting who does not work here any more. Terms: `retention/own_terms.py`."""

from collections.abc import Sequence
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from baken.access.models import Assignment, Profile, SignIn
from baken.audit.api import record
from baken.core.acting import Acting

KEYS = (EmailAddress, Authenticator, SocialAccount, SignIn)


def left_long_ago() -> QuerySet[Profile]:
    """People of whom every task has an end, with the last of these moments as `left_at`."""
    tasks = Assignment.objects.filter(user_id=OuterRef("user_id"))
    return Profile.objects.filter(~Exists(tasks.filter(valid_until=None))).annotate(
        left_at=Subquery(tasks.order_by("-valid_until").values("valid_until")[:1])
    )


def forget(acting: Acting, profile_ids: Sequence[UUID]) -> int:
    """Remove names, addresses and keys; what these people did keeps a number without a name.

    For the retention run only: the database refuses others, and leaves out whoever had a task
    in the past year.
    """
    users = list(Profile.objects.filter(id__in=profile_ids).values_list("user_id", flat=True))
    for model in KEYS:
        model._base_manager.filter(user_id__in=users).delete()
    with connection.cursor() as cursor:
        cursor.execute("select access_forget(%s)", [list(profile_ids)])
        (gone,) = cursor.fetchone()
    record(acting, "access.forget", "user", count=gone)
    return int(gone)
