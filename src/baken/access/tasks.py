"""Nightly sweep of the sign-in zone: what has expired is of no use to anyone."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from baken.access.models import Limit, SignIn
from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.jobs import job

FINISHED = ("succeeded", "failed", "cancelled", "aborted")
KEEP_JOBS = timedelta(days=7)


@job("access.sweep", cron="20 3 * * *")
def sweep(acting: Acting) -> None:
    """Remove sessions that expired, their entries in people's lists, counts and finished jobs."""
    gone, _kinds = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    gone += Limit.objects.filter(expires__lt=timezone.now()).delete()[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from procrastinate_jobs where status = any(%s::procrastinate_job_status[])"
            " and id in (select job_id from procrastinate_events where at < %s)",
            [list(FINISHED), timezone.now() - KEEP_JOBS],
        )
        gone += cursor.rowcount
    record(acting, "access.sweep", count=gone)
