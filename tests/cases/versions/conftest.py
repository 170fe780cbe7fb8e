"""Versions that a test adopted go with it: a trigger keeps them from everyone else."""

from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture(autouse=True)
def only_examples(superuser: psycopg.Connection) -> Iterator[None]:
    yield
    superuser.execute("set session_replication_role = replica")
    superuser.execute("delete from cases_avemodel where adopted_by is not null")
    superuser.execute("set session_replication_role = origin")
