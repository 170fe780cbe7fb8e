"""The wall, read from the database's own catalog and never from the code."""

import psycopg
import pytest
from django.apps import apps

from baken.core import wall
from baken.retention.api import tables_without_term
from tests.conftest import CLUSTER


def test_every_table_is_closed_or_open_with_a_reason(database: None) -> None:
    assert wall.verify() == []
    assert len(wall.tables()) > 40


def test_every_table_has_a_term(database: None) -> None:
    assert tables_without_term() == []


def test_every_own_model_has_a_table_that_the_wall_knows(database: None) -> None:
    known = {table.name for table in wall.tables()}
    own = {m._meta.db_table for m in apps.get_models() if m.__module__.startswith("baken.")}
    assert own <= known


def test_open_tables_of_ours_hold_no_case_content(database: None) -> None:
    """The list of open tables is short and known; a new one is a decision (docs/adr)."""
    open_own = {
        t.name for t in wall.tables() if t.comment.startswith(wall.OPEN)
        and t.name.split("_")[0] in {"access", "geo", "reports", "cases", "programme", "people",
                                      "documents", "messages", "retention", "audit"}
    }  # fmt: skip
    guarded = {"people", "documents", "messages"}
    assert {name for name in open_own if name.split("_")[0] in guarded} == set()


@pytest.fixture
def scratch() -> psycopg.Connection:
    with psycopg.connect(CLUSTER.url("owner"), autocommit=False) as connection:
        yield connection
        connection.rollback()


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["create table cases_leak (id int)"], "cases_leak"),
        (["create table cases_leak (id int)", "alter table cases_leak enable row level security"],
         "cases_leak"),
        (["create table cases_leak (id int)", "alter table cases_leak enable row level security",
          "alter table cases_leak force row level security"], "cases_leak"),
        (["alter table access_profile no force row level security"], "access_profile"),
        (["alter table access_profile disable row level security"], "access_profile"),
        (["create function leak() returns int language sql security definer as 'select 1'"],
         "leak"),
        (["grant select on audit_entry_rest to baken_app"], "audit_entry_rest"),
    ],
)  # fmt: skip
def test_a_hole_is_found(
    database: None, scratch: psycopg.Connection, statements: list[str], found: str
) -> None:
    for statement in statements:
        scratch.execute(statement)
    problems = _verify_on(scratch)
    assert any(found in problem for problem in problems)


def _verify_on(connection: psycopg.Connection) -> list[str]:
    """The same check, on a connection whose changes will be rolled back."""
    from unittest.mock import patch

    class Cursor:
        def __enter__(self) -> psycopg.Cursor:
            return connection.cursor()

        def __exit__(self, *_: object) -> None: ...

    class Connection:
        cursor = Cursor

    with patch.object(wall, "connection", Connection()):
        return wall.verify()


def test_nothing_is_written_through_the_glass(
    database: None, superuser: psycopg.Connection
) -> None:
    """Every table that names a case or file refuses who only looks, whatever else it allows."""
    assert unglazed(superuser) == []


def unglazed(connection: psycopg.Connection) -> list[str]:
    """Tables that name a file, of which one of the two refusals is not there as it should be."""
    return [row[0] for row in connection.execute(_UNGLAZED).fetchall()]


_UNGLAZED = """
select c.relname || ' ' || wanted.command
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('case_id', 'file_id')
  and not a.attisdropped
cross join (values ('a', 'nothing comes in through the glass'),
  ('w', 'nothing changes through the glass')) wanted (command, name)
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'cases_glass'
  and not exists (select 1 from pg_policy p where p.polrelid = c.oid and not p.polpermissive
    and p.polname = wanted.name and p.polcmd::text = wanted.command
    and p.polroles = array(select oid from pg_roles where rolname = 'baken_app')
    and coalesce(pg_get_expr(p.polwithcheck, c.oid), pg_get_expr(p.polqual, c.oid)) = format(
      '((%1$I IS NULL) OR (NOT (%1$I IN ( SELECT acting_opened() AS acting_opened))))', a.attname))
"""


ROLES = """
select rolname from pg_roles where rolname like 'baken\\_%%' and (rolsuper or rolcreaterole
  or rolcreatedb or rolreplication or (rolbypassrls and rolname <> 'baken_keeper'))
"""


def test_roles_have_no_more_than_they_need(database: None) -> None:
    with psycopg.connect(CLUSTER.url("postgres")) as connection:
        assert connection.execute(ROLES.replace("%%", "%")).fetchall() == []
        owned = connection.execute(
            "select count(*) from pg_class where pg_get_userbyid(relowner) in"
            " ('baken_app', 'baken_shield', 'baken_keeper')"
        ).fetchone()
        member = connection.execute(
            "select count(*) from pg_auth_members m join pg_roles r on r.oid = m.member"
            " where r.rolname in ('baken_app', 'baken_shield')"
        ).fetchone()
    assert owned == (0,)
    assert member == (0,)


@pytest.mark.parametrize("role", ["baken_owner", "baken_keeper", "baken_acting", "postgres"])
def test_the_app_becomes_nobody_else(database: None, role: str) -> None:
    with psycopg.connect(CLUSTER.url("app")) as connection, pytest.raises(psycopg.Error):
        connection.execute(f"set role {role}")


def test_the_app_makes_no_tables(database: None) -> None:
    with psycopg.connect(CLUSTER.url("app")) as connection, pytest.raises(psycopg.Error):
        connection.execute("create table public.mine (id int)")


def test_the_log_never_quotes_what_people_typed(database: None) -> None:
    with psycopg.connect(CLUSTER.url("app"), autocommit=True) as connection:
        for statement in ("insert into access_user (email) values ('geheim-woord@x.nl')",
                          "select 'geheim-woord'::int"):  # fmt: skip
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
    log = (CLUSTER.home / "postgres.log").read_text(errors="replace")
    assert "geheim-woord" not in log.replace("22P02", "")
