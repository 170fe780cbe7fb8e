"""The nightly sweep of the sign-in zone."""

from datetime import timedelta

import psycopg
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from baken.access.models import SignIn
from baken.access.tasks import sweep
from tests.city import City


def _session(city: City, *, days: int) -> str:
    store = SessionStore()
    store["x"] = 1
    store.save()
    Session.objects.filter(session_key=store.session_key).update(
        expire_date=timezone.now() + timedelta(days=days)
    )
    SignIn.objects.create(
        user_id=city.users["desk"],
        session_key=store.session_key or "",
        device="x",
        started_at=timezone.now(),
    )
    return store.session_key or ""


def test_expired_sessions_go_and_live_ones_stay(city: City) -> None:
    live, _dead = _session(city, days=1), _session(city, days=-1)
    sweep.run()
    assert list(Session.objects.values_list("session_key", flat=True)) == [live]
    assert list(SignIn.objects.values_list("session_key", flat=True)) == [live]


def test_finished_jobs_go_after_seven_days(city: City, superuser: psycopg.Connection) -> None:
    from tests.conftest import CLUSTER

    with psycopg.connect(CLUSTER.url("postgres"), autocommit=True) as connection:
        for age, status in ((8, "succeeded"), (6, "succeeded"), (8, "todo")):
            (number,) = connection.execute(
                "insert into procrastinate_jobs (queue_name, task_name, args, status)"
                " values ('baken', 'x', '{}', %s::procrastinate_job_status) returning id",
                [status],
            ).fetchone() or (0,)
            connection.execute("delete from procrastinate_events where job_id = %s", [number])
            connection.execute(
                "insert into procrastinate_events (job_id, type, at)"
                " values (%s, 'succeeded', now() - make_interval(days => %s))",
                [number, age],
            )
        sweep.run()
        left = connection.execute(
            "select status::text, count(*) from procrastinate_jobs group by 1 order by 1"
        ).fetchall()
    assert left == [("succeeded", 1), ("todo", 1)]
