"""What a fixture writes, written once in a process: later tests get the same rows back."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import psycopg

if TYPE_CHECKING:
    from tests.city import City

Made = TypeVar("Made")
_KEPT: dict[str, tuple[tuple[City, object], dict[str, str]]] = {}

_COLUMNS = """
select string_agg(quote_ident(attname), ', ') from pg_attribute
where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''
"""


def kept(
    name: str, city: City, superuser: psycopg.Connection, write: Callable[[City], Made]
) -> Made:
    """What `write(city)` returns, with its rows in the database.

    The first time it is written as always; later its rows are copied back, ids and all, and the
    city is again what it was then. Each test gets a copy of its own.
    """
    if name not in _KEPT:
        made = write(city)
        _KEPT[name] = copy.deepcopy((city, made)), _save(superuser, name)
        return made
    before, tables = _KEPT[name]
    there, made = copy.deepcopy(before)
    _bring_back(superuser, name, tables)
    vars(city).update(vars(there))
    return made  # type: ignore[return-value]


def _save(superuser: psycopg.Connection, name: str) -> dict[str, str]:
    """Copy every filled table aside; returns their columns."""
    from tests.conftest import filled_tables

    tables = {}
    for table in filled_tables(superuser):
        row = superuser.execute(_COLUMNS, [f"public.{table}"]).fetchone()
        assert row
        superuser.execute(f"create temp table {name}_{table} as select * from public.{table}")
        tables[table] = row[0]
    return tables


def _bring_back(superuser: psycopg.Connection, name: str, tables: dict[str, str]) -> None:
    from tests.conftest import empty

    empty(superuser)
    with superuser.transaction():
        superuser.execute("set local session_replication_role = replica")
        for table, columns in tables.items():
            superuser.execute(
                f"insert into public.{table} ({columns}) overriding system value"
                f" select {columns} from {name}_{table}"
            )
