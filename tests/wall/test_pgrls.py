"""The wall through the eyes of pgrls: no errors, no doors for those who have no business here."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import psycopg
import pytest

from baken.core import wall
from baken.core.roles import DEFINERS
from tests.conftest import CLUSTER

CONFIG = Path(__file__).with_name("pgrls.toml")
ROLES = ("PUBLIC", "baken_app", "baken_shield", *DEFINERS)


def pgrls(command: str, *options: str) -> Any:
    """One command of pgrls on the test database, as JSON."""
    program = str(Path(sys.executable).with_name("pgrls"))
    done = subprocess.run(
        [program, command, "--config", str(CONFIG), "--format", "json",
         "--database-url", CLUSTER.url("postgres"), *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def matrix() -> Any:
    return pgrls("matrix", "--roles", ",".join(ROLES))


def allowed(rule: str) -> list[str]:
    found: list[str] = tomllib.loads(CONFIG.read_text())["lint"]["rules"][rule]["allowlist"]
    return found


def test_lint_finds_no_error() -> None:
    found = pgrls("lint")["violations"]
    assert [v for v in found if v["severity"] == "error"] == []


def test_exceptions_are_the_open_tables(database: None) -> None:
    opened = {f"public.{t.name}" for t in wall.tables() if t.comment.startswith(wall.OPEN)}
    assert set(allowed("SEC001")) == opened


# The plan and its figures, what is learnt to propose a kind (numbers
# without words or people), and which translations were read.
PUBLIC = ("public.programme_", "public.reports_suggester.", "public.portal_languagereview.")


def test_exceptions_let_no_login_role_read(superuser: psycopg.Connection) -> None:
    """A rule that lets all rows through is for definers and the owner, or for what is public."""
    rows = superuser.execute(
        "select format('public.%s.%s', tablename, policyname), roles::text[] from pg_policies"
    ).fetchall()
    roles = dict(rows)
    assert set(allowed("SEC038")) <= set(roles)
    for name in allowed("SEC038"):
        inside = set(roles[name]) <= {*DEFINERS, "baken_owner"}
        assert inside or name.startswith(PUBLIC), name


def test_nobody_but_the_app_comes_near(matrix: Any) -> None:
    reached = {
        (row["table"], role)
        for row in matrix["rows"]
        for role, cell in row["access"].items()
        if role in ("PUBLIC", "baken_shield") and cell["verdict"] != "denied"
    }
    assert reached == set()
    undecided = [
        (row["table"], row["command"], role)
        for row in matrix["rows"]
        for role, cell in row["access"].items()
        if cell["verdict"] == "undecided"
    ]
    assert not undecided, "; ".join(map(str, undecided))
    assert matrix["summary"]["undecided"] == 0
    assert matrix["summary"]["tables"] >= len(wall.tables())


def test_no_table_is_truncated_by_anyone(matrix: Any) -> None:
    rows = [row for row in matrix["rows"] if row["command"] == "TRUNCATE"]
    assert {cell["verdict"] for row in rows for cell in row["access"].values()} == {"denied"}


def test_every_door_belongs_to_a_definer(matrix: Any) -> None:
    """Functions that see more than their caller are owned by roles that cannot sign in."""
    owners = {door["door"]: door["owner"] for door in matrix["untraced_doors"]}
    assert len(owners) > 10
    others = {door for door, owner in owners.items() if owner not in DEFINERS}
    assert {door.partition("(")[0] for door in others} <= OWNED


# Functions of the owner: only the owner may make and drop partitions of the trail.
OWNED = {
    "public.audit_make_partitions",
    "public.audit_close_month",
    "public.audit_close_processing",
    "public.trail_queue",
}
