"""The trail: append-only, sealed, and the first broken link is named."""

from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from baken.audit import chain
from baken.audit.api import entries, record, subject_marks, term_marks
from baken.core.acting import PUBLIC, Acting, acting_as, job
from tests.city import City
from tests.conftest import CLUSTER

SEAL, VERIFY = job("audit.seal"), job("audit.verify")


def _write(city: City, count: int) -> None:
    with acting_as(city.acting("desk")) as acting:
        for number in range(count):
            record(acting, "test.write", "thing", uuid4(), count=number)


def _seal() -> int:
    with acting_as(SEAL):
        return chain.seal()


def _verify() -> chain.Verdict:
    with acting_as(VERIFY):
        return chain.verify()


def _forge(superuser: psycopg.Connection, *statements: str) -> None:
    """What only somebody with the server itself can do: switch off the triggers."""
    with superuser.transaction():
        superuser.execute("set local session_replication_role = replica")
        for statement in statements:
            superuser.execute(statement)


@pytest.fixture
def superuser_on_baken() -> psycopg.Connection:
    with psycopg.connect(CLUSTER.url("postgres"), autocommit=True) as found:
        yield found


def test_an_untouched_chain_holds(city: City) -> None:
    _write(city, 2500)
    assert _seal() == 2500
    verdict = _verify()
    assert (verdict.seals, verdict.entries, verdict.broken) == (3, 2500, "")
    assert verdict.head != chain.GENESIS.hex()


def test_an_empty_trail_holds(city: City) -> None:
    assert _seal() == 0
    assert _verify().broken == ""


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("update audit_entry set verb = 'other' where count = 1", "een regel van"),
        ("update audit_entry set user_id = null where count = 1", "een regel van"),
        ("update audit_entry set at = at + interval '1 microsecond' where count = 1", "een regel"),
        ("delete from audit_entry where count = 1", "ontbreekt"),
        ("delete from audit_seal where number = 1", "schakel 1 ontbreekt"),
        ("update audit_seal set previous = '\\x00' where number = 2", "schakel 2 sluit niet aan"),
        ("update audit_seal set hash = '\\x00' where number = 1", "schakel 1 is gebroken"),
    ],
)
def test_a_forged_trail_names_the_first_broken_link(
    city: City, superuser_on_baken: psycopg.Connection, statement: str, says: str
) -> None:
    _write(city, 1500)
    _seal()
    _forge(superuser_on_baken, statement)
    assert says in _verify().broken


def test_a_late_commit_with_a_lower_number_is_sealed_too(city: City) -> None:
    """Numbers are given before the commit: 'greater than the last' would miss this one."""
    with psycopg.connect(CLUSTER.url("app")) as late:
        late.execute("select set_config('baken.acting', %s, true)", [PUBLIC.setting])
        late.execute(
            "insert into audit_entry (request_id, acting_kind, capacity, purpose, verb,"
            " object_kind, ground, outcome) values (%s, 'public', '', '', 'late', '', '', '')",
            [uuid4()],
        )
        _write(city, 3)
        assert _seal() == 3
        late.commit()
    assert _seal() == 1
    assert _verify().entries == 4


@pytest.mark.parametrize("role", ["app", "keeper", "owner", "postgres"])
@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set verb = 'x'",
        "delete from audit_entry",
        "truncate audit_entry",
        "update audit_seal set hash = ''",
        "delete from audit_seal",
        "truncate audit_seal",
        "truncate audit_unsealed",
        "update audit_processing set name = 'x'",
    ],
)
def test_no_role_changes_or_removes_the_trail(city: City, role: str, statement: str) -> None:
    _write(city, 2)
    _seal()
    with psycopg.connect(CLUSTER.url(role), autocommit=True) as attacker:
        before = _counts()
        try:
            done = attacker.execute(statement)
            assert done.rowcount == 0  # the owner sees no rows at all: FORCE
        except psycopg.Error:
            pass
    assert _counts() == before
    assert _verify().broken == ""


def _counts() -> tuple[int, ...]:
    with psycopg.connect(CLUSTER.url("postgres")) as found:
        row = found.execute(
            "select (select count(*) from audit_entry), (select count(*) from audit_seal),"
            " (select count(*) from audit_entry where verb = 'x')"
        ).fetchone()
    return row or ()


def test_a_trace_without_an_acting_is_refused(city: City) -> None:
    with pytest.raises(Exception, match="row-level security"), connection.cursor() as cursor:
        cursor.execute(
            "insert into audit_entry (request_id, acting_kind, capacity, purpose, verb,"
            " object_kind, ground, outcome) values (%s, '', '', '', 'x', '', '', '')",
            [uuid4()],
        )


def test_the_subject_is_found_again_but_not_readable(city: City) -> None:
    person = uuid4()
    with acting_as(city.acting("desk")) as acting:
        record(acting, "test.see", "person", None, subject=person)
    with acting_as(city.acting("privacy_officer")):
        found = entries().filter(subject__in=subject_marks(person))
        assert [entry.verb for entry in found] == ["test.see"]
        assert person.bytes not in bytes(found[0].subject)
    with psycopg.connect(CLUSTER.url("postgres")) as raw:
        line = raw.execute("select data_subject_id, name from audit_processing").fetchone()
    assert line is not None
    assert person.bytes not in line[0]


def test_a_person_is_found_after_a_change_of_key(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = uuid4()
    for key in ("", "n" * 48):
        if key:
            monkeypatch.setattr(settings, "BAKEN_OLD_KEYS", [settings.BAKEN_KEY])
            monkeypatch.setattr(settings, "BAKEN_KEY", key)
        with acting_as(city.acting("desk")) as acting:
            record(acting, "test.see", "person", None, subject=person, term="holy")
    with acting_as(city.acting("privacy_officer")):
        assert entries().filter(subject__in=subject_marks(person)).count() == 2
        assert entries().filter(term__in=term_marks("holy")).count() == 2
        assert entries().filter(subject__in=subject_marks(uuid4())).count() == 0


@pytest.mark.parametrize("who", ["desk", "administrator", "police", "mayor", "adviser"])
def test_only_the_privacy_officer_reads_the_trail(city: City, who: str) -> None:
    from baken.audit.models import Entry

    _write(city, 3)
    with acting_as(city.acting(who)):
        assert Entry.objects.count() == 0
    with acting_as(city.acting("privacy_officer")):
        assert Entry.objects.count() == 3


def _old_month(superuser: psycopg.Connection, count: int) -> None:
    """A month of 2020 with entries in it, as if it had been written then."""
    superuser.execute(
        "create table if not exists audit_entry_2020_03 partition of audit_entry"
        " for values from ('2020-03-01T00:00Z') to ('2020-04-01T00:00Z')"
    )
    superuser.execute("alter table audit_entry_2020_03 owner to baken_owner")
    superuser.execute(
        "insert into audit_entry (at, request_id, acting_kind, capacity, purpose, verb,"
        " object_kind, ground, outcome) select '2020-03-10T12:00Z', gen_random_uuid(), 'job', '',"
        " '', 'test.old', '', '', 'done' from generate_series(1, %s)",
        [count],
    )


def _close(keep: int = 60) -> int:
    with acting_as(job("audit.close")):
        return chain.close_months(keep)


def test_an_old_sealed_month_goes_and_the_chain_still_holds(
    city: City, superuser_on_baken: psycopg.Connection
) -> None:
    _old_month(superuser_on_baken, 5)
    assert _close() == 0  # nothing goes before it is sealed
    _write(city, 3)
    _seal()
    head = _verify().head
    assert _close() == 1
    left = superuser_on_baken.execute("select count(*) from audit_entry").fetchone()
    assert left == (3,)
    verdict = _verify()
    assert (verdict.broken, verdict.head, verdict.entries) == ("", head, 8)
    assert _close() == 0
    _forge(superuser_on_baken, "update audit_seal set hash = '\\x00' where number = 1")
    assert "schakel 2 sluit niet aan" in _verify().broken


def test_a_link_never_mixes_months(city: City, superuser_on_baken: psycopg.Connection) -> None:
    _old_month(superuser_on_baken, 2)
    _write(city, 2)
    _seal()
    counts = superuser_on_baken.execute(
        "select array_length(entry_ids, 1) from audit_seal order by number"
    ).fetchall()
    assert counts == [(2,), (2,)]
    _close()


def test_a_young_month_cannot_be_closed(city: City) -> None:
    _write(city, 3)
    _seal()
    assert _close(12) == 0
    with pytest.raises(Exception, match="a year at least"):
        _close(11)


@pytest.mark.parametrize("acting", [PUBLIC, job("audit.seal"), job("retention.run")])
def test_only_its_own_job_closes_a_month(
    city: City, superuser_on_baken: psycopg.Connection, acting: Acting
) -> None:
    _old_month(superuser_on_baken, 2)
    _seal()
    with pytest.raises(DatabaseError, match="only the job"), acting_as(acting):
        chain.close_months(60)
    left = superuser_on_baken.execute("select count(*) from audit_entry").fetchone()
    assert left == (2,)
