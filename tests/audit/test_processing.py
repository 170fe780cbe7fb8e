"""The processing log goes by whole months when its term is over, and in no other way."""

import contextlib
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError

from baken.audit import chain, processing
from baken.audit.api import record
from baken.audit.models import Entry
from baken.audit.tasks import close
from baken.core.acting import PUBLIC, Acting, acting_as, job
from tests.city import City
from tests.conftest import CLUSTER


def _lines(superuser: psycopg.Connection) -> int:
    row = superuser.execute("select count(*) from audit_processing").fetchone()
    assert row
    return int(row[0])


@pytest.fixture
def baken() -> psycopg.Connection:
    with psycopg.connect(CLUSTER.url("postgres"), autocommit=True) as found:
        yield found


def _old_month(superuser: psycopg.Connection, month: str, count: int) -> None:
    """A month of years ago with lines in it, as if they had been written then."""
    name = f"audit_processing_{month.replace('-', '_')}"
    superuser.execute(
        f"create table {name} partition of audit_processing for values"
        f" from ('{month}-01T00:00Z') to ('{month}-28T00:00Z')"
    )
    superuser.execute(f"alter table {name} owner to baken_owner")
    superuser.execute(
        "insert into audit_processing select int8send(n), gen_random_uuid(), 'test.old', 'OK',"
        f" '{month}-10T12:00Z', '{month}-10T12:00Z', 'purpose/cases', '' "
        "from generate_series(1, %s) n",
        [count],
    )


def _see(city: City) -> None:
    with acting_as(city.acting("desk")) as acting:
        record(acting, "test.see", "person", subject=uuid4())


def test_old_months_go_at_night_and_newer_ones_stay(city: City, baken: psycopg.Connection) -> None:
    _old_month(baken, "2020-03", 5)
    _old_month(baken, "2020-04", 2)
    _see(city)
    assert _lines(baken) == 8
    close.run()
    assert _lines(baken) == 1
    with acting_as(city.acting("privacy_officer")):
        assert Entry.objects.get(verb="audit.close").count == 2
    close.run()
    with acting_as(city.acting("privacy_officer")):
        assert Entry.objects.filter(verb="audit.close").count() == 1


def test_lines_land_in_the_partition_of_their_month(city: City, baken: psycopg.Connection) -> None:
    with acting_as(job("audit.seal")):
        chain.make_partitions()
    _see(city)
    found = baken.execute(
        "select tableoid::regclass::text = 'audit_processing_' || to_char(started_at at time zone"
        " 'UTC', 'YYYY_MM') from audit_processing"
    ).fetchall()
    assert found == [(True,)]


def test_a_young_month_stays(city: City) -> None:
    with acting_as(job("audit.seal")):
        chain.make_partitions()
    with acting_as(job("audit.close")):
        assert processing.close_months(12) == 0
    with acting_as(job("audit.close")), pytest.raises(DatabaseError, match="a year at least"):
        processing.close_months(11)


@pytest.mark.parametrize("acting", [PUBLIC, job("audit.seal"), job("retention.run")])
def test_only_its_own_job_closes(city: City, baken: psycopg.Connection, acting: Acting) -> None:
    _old_month(baken, "2020-03", 2)
    try:
        with pytest.raises(DatabaseError, match="only the job"), acting_as(acting):
            processing.close_months(settings.BAKEN_TRAIL_MONTHS)
        assert _lines(baken) == 2
    finally:
        baken.execute("drop table audit_processing_2020_03")


@pytest.mark.parametrize("role", ["app", "keeper", "owner"])
@pytest.mark.parametrize("statement", ["delete from {}", "update {} set name = 'x'", "truncate {}"])
def test_no_role_removes_lines_by_hand(
    city: City, baken: psycopg.Connection, role: str, statement: str
) -> None:
    _see(city)
    with (
        psycopg.connect(CLUSTER.url(role), autocommit=True) as attacker,
        contextlib.suppress(psycopg.Error),
    ):
        assert attacker.execute(statement.format("audit_processing")).rowcount == 0
    assert baken.execute("select count(*) from audit_processing where name = 'test.see'"
                         ).fetchone() == (1,)  # fmt: skip
