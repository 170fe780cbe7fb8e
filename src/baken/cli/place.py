"""Where an installation keeps its things, and how a command gets its database roles."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from baken.core.postgres import Cluster, PostgresError, file_secret

ROLES = ("app", "owner", "keeper")
ADDRESSES = (
    "DATABASE_URL",
    "APP_DATABASE_URL",
    "OWNER_DATABASE_URL",
    "KEEPER_DATABASE_URL",
)


class Problem(Exception):
    """Something a person must mend; the text says what and how."""


def explain(error: Exception) -> str:
    """One sentence for what a person must mend; empty when it is our own mistake."""
    import psycopg
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError

    if isinstance(error, (OperationalError, psycopg.OperationalError)):
        if "password authentication failed" in str(error):
            return (
                "De database weigert het wachtwoord. Horen de sleutels (de map keys, of het adres "
                "in DATABASE_URL) wel bij deze database?"
            )
        return f"De database antwoordt niet. {str(error).strip().splitlines()[0]}"
    return str(error) if isinstance(error, (Problem, ImproperlyConfigured)) else ""


def add_data_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("BAKEN_DATA", "var")),
        metavar="MAP",
        help="map met database, sleutels en bestanden (standaard: var)",
    )


def embedded() -> bool:
    """Does this installation run its own PostgreSQL? Not when the city named one."""
    return "DATABASE_URL" not in os.environ


@contextmanager
def database(options: Namespace, *roles: str) -> Iterator[Cluster | None]:
    """Have a running database, and its addresses in the environment, for these roles.

    Starts the embedded server when it does not run, and stops it again afterwards. The
    environment is then as it was, so that one command can work under several roles in turn.
    """
    os.environ["BAKEN_DATA"] = str(options.data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baken.portal.settings")
    before = {name: os.environ.get(name) for name in ADDRESSES}
    try:
        if embedded():
            with _server(options.data) as cluster:
                os.environ.update(cluster.environment(*ROLES))
                secrets(options.data)
                _take(roles)
                yield cluster
        else:
            _require(roles)
            _take(roles)
            yield None
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _server(data: Path) -> Iterator[Cluster]:
    cluster = Cluster(data)
    try:
        started = cluster.start()
    except (PostgresError, OSError) as error:
        raise Problem(f"De database start niet. {error}") from error
    try:
        bootstrap(cluster)
        yield cluster
    finally:
        if started:
            cluster.stop()


def _require(roles: tuple[str, ...]) -> None:
    names = {"app": "DATABASE_URL"}
    for role in roles:
        name = names.get(role, f"{role.upper()}_DATABASE_URL")
        if name not in os.environ:
            raise Problem(f"Voor deze opdracht is {name} nodig. Zie docs/operations.md.")


def _take(roles: tuple[str, ...]) -> None:
    """Put the first role's address where Django looks; leave no others than asked for."""
    first = roles[0]
    if first != "app":
        os.environ["APP_DATABASE_URL"] = os.environ.get("DATABASE_URL", "")
        os.environ["DATABASE_URL"] = os.environ[f"{first.upper()}_DATABASE_URL"]
    for role in ("owner", "keeper"):
        if role not in roles[1:]:
            os.environ.pop(f"{role.upper()}_DATABASE_URL", None)


def secrets(data: Path) -> None:
    """An installation of our own makes its secrets itself, in files that only we may read."""
    for name in ("BAKEN_SECRET_KEY", "BAKEN_KEY", "BAKEN_SIGNING_KEY"):
        if name not in os.environ and f"{name}_FILE" not in os.environ:
            path = data / "keys" / name.lower().replace("_", "-")
            file_secret(path)
            os.environ[f"{name}_FILE"] = str(path)


def bootstrap(cluster: Cluster) -> None:
    """Make the roles and the database, once."""
    import psycopg

    from baken.core.roles import role_sql

    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
        known = connection.execute("select 1 from pg_database where datname = 'baken'").fetchone()
        if known:
            return
        for statement in role_sql({role: cluster.password(role) for role in
                                   ("owner", "app", "shield", "keeper")}):  # fmt: skip
            connection.execute(statement)
        connection.execute("create database baken owner baken_owner encoding 'UTF8'")
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        from baken.core.roles import database_sql

        for statement in database_sql():
            connection.execute(statement)


def django() -> None:
    """Start Django with the environment as it is now."""
    import django as framework

    framework.setup()


def say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
