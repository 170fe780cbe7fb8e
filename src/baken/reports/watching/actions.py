"""Saying that one has a report open, and who else has."""

from datetime import datetime, timedelta

from django.utils import timezone

from baken.core.acting import Acting
from baken.reports.models import Report
from baken.reports.queries import Filter, known_name, narrowed
from baken.reports.watching.models import Watch

OPEN_FOR = timedelta(seconds=50)
MOST_FRESH = 100


def watch(acting: Acting, report: Report) -> list[str]:
    """Note that this user has it open; gives the names of who else has. Two statements."""
    now = timezone.now()
    assert acting.user_id is not None
    Watch.objects.bulk_create(
        [Watch(report=report, user_id=acting.user_id, at=now)],
        update_conflicts=True, unique_fields=["report", "user"], update_fields=["at"],
    )  # fmt: skip
    others = Watch.objects.filter(report=report, at__gt=now - OPEN_FOR)
    others = others.exclude(user_id=acting.user_id).select_related("user__profile")
    return sorted(filter(None, (known_name(other.user) for other in others)))


def fresh(acting: Acting, wanted: Filter, since: datetime) -> int:
    """How many reports of the list came in since, at most a hundred. One query."""
    rows = narrowed(acting, wanted).filter(received_at__gt=since)
    return rows[:MOST_FRESH].count()
