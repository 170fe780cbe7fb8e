"""Filling the demo city, with a bar that shows how far it is."""

import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import connections
from django.utils import timezone

from baken.access import demo as people
from baken.access.models import Installation

SEED = 20261121


def fill(*, reports: int = 6000) -> None:
    """Fill an empty database once. Runs as keeper; safe to call again."""
    installation = Installation.objects.using("keeper").get()
    if installation.seeded_at:
        return
    people.mark_as_demo()
    dice, now = random.Random(SEED), timezone.now()  # noqa: S311 - a city, not a secret
    with _step("Mensen en partners", 1, 5):
        workers = people.fill(dice, now)
    with _step("Adressen", 2, 5):
        _addresses()
    with _step(f"{reports} meldingen", 3, 5):
        _reports(reports, dice, now, workers)
    with _step("Casussen", 4, 5):
        _cases(dice, now, workers)
        _kept(workers)
    with _step("Veiligheidsplan, cijfers en raadsstuk", 5, 5):
        _programme(now)
    Installation.objects.using("keeper").update(seeded_at=now, demo_report=_told())


@contextmanager
def _step(what: str, number: int, total: int) -> Iterator[None]:
    bar = "█" * number + "·" * (total - number)
    sys.stdout.write(f"  [{bar}] {what}… ")
    sys.stdout.flush()
    start = time.monotonic()
    yield
    sys.stdout.write(f"{time.monotonic() - start:.1f} s\n")
    sys.stdout.flush()


def _told() -> UUID | None:
    """A report with an answer and a question in it, for the demo's resident to follow."""
    with connections["keeper"].cursor() as cursor:
        cursor.execute(
            "select r.id from reports_report r left join reports_message m on m.report_id = r.id"
            " group by r.id, r.received_at, r.state order by r.state = 'waiting_reporter' desc,"
            " count(m.id) desc, r.received_at desc, r.id limit 1"
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _addresses() -> None:
    from baken.geo.api import load_fictional

    load_fictional()


def _reports(count: int, dice: random.Random, now: datetime, workers: list[people.Worker]) -> None:
    from baken.reports.demo import fill as reports
    from baken.reports.demo import form_teams, gather
    from baken.reports.tasks import find_clusters

    reports(count, dice=dice, now=now, workers=workers)
    form_teams(workers)
    gather()
    find_clusters.run()


def _cases(dice: random.Random, now: datetime, workers: list[people.Worker]) -> None:
    from baken.cases.demo import began_with
    from baken.cases.demo import fill as cases
    from baken.cases.demo.duty import fill as duties
    from baken.people.demo import fill as persons
    from baken.people.demo import links
    from baken.reports.demo.linking import become_cases

    made = cases(dice=dice, now=now, workers=workers)
    persons(dice=dice, files=made)
    live = [case for case in made if case.lifecycle != "closed"]
    began_with(become_cases([case for i, case in enumerate(live) if i < 2 or i % 4 == 0]))
    officer = next(worker for worker in workers if worker.capacity == "privacy_officer")
    duties(dice=dice, now=now, officer=officer.user_id, links=links())


def _kept(workers: list[people.Worker]) -> None:
    from baken.retention.demo import fill as retention

    retention(next(worker for worker in workers if worker.capacity == "administrator"))


def _programme(now: datetime) -> None:
    from baken.programme.demo import fill as programme

    programme(now=now)
