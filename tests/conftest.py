"""A real PostgreSQL for all tests, migrated by the real command, seen through the app's role.

Nothing is wrapped in one long transaction: commits, the unset acting and connections that
were used before are what we want to see. Data is made by the keeper, who bypasses the wall.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from baken.cli import place
from baken.core.postgres import Cluster

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

    from tests.city import City

_FOLDER = Path(tempfile.mkdtemp(prefix="baken-test-"))
CLUSTER = Cluster(_FOLDER, durable=False)
# Filled by `migrate`; the rest is emptied after each test.
REFERENCE = ("django_migrations", "django_content_type", "auth_permission", "access_purpose",
             "access_installation", "geo_area", "geo_sourcefile", "reports_category",
             "cases_avemodel", "cases_regime", "cases_domainlist")  # fmt: skip
_BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_TABLES = """
select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace
  and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all (%s)
"""


def pytest_configure(config: pytest.Config) -> None:
    """Start the server, migrate it as `baken migrate` does, and start Django as the app.

    Each process of pytest-xdist has a server of its own; who only hands out tests needs none.
    """
    if config.getoption("numprocesses", None):
        return
    CLUSTER.start()
    (_FOLDER / "static").mkdir()
    place.bootstrap(CLUSTER)
    place.secrets(_FOLDER)
    os.environ.update(
        {
            "BAKEN_DATA": str(_FOLDER),
            "DJANGO_SETTINGS_MODULE": os.environ.get("BAKEN_TEST_SETTINGS")
            or "baken.portal.settings",
            "BAKEN_LOG_LEVEL": "ERROR",
            "BAKEN_EFFORT_BITS": "8",
        }
    )
    environment = {k: v for k, v in os.environ.items() if not k.endswith("DATABASE_URL")}
    done = subprocess.run(
        [sys.executable, "-m", "baken", "migrate", "--data", str(_FOLDER)],
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        _shut()
        raise pytest.UsageError(f"migrate failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    os.environ.update(CLUSTER.environment("app", "keeper"))
    import django
    from django.test.utils import setup_test_environment

    from baken.cli.translations import compile_all

    compile_all()
    django.setup()
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walks come last: from the first one on, the browser's event loop runs in this thread."""
    items.sort(key=lambda item: item.get_closest_marker("walk") is not None)


def pytest_unconfigure(config: pytest.Config) -> None:
    _shut()


def _shut() -> None:
    CLUSTER.remove()
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def superuser() -> Iterator[psycopg.Connection]:
    """The embedded server's own superuser: only to empty tables and to attack from."""
    with psycopg.connect(CLUSTER.url("postgres"), autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """The one browser of this process: Playwright cannot be started beside itself."""
    from playwright.sync_api import sync_playwright

    # Django would take us for async code, because of the browser's event loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=_BROWSER)
        yield browser
        browser.close()


@pytest.fixture
def database(superuser: psycopg.Connection) -> Iterator[None]:
    """An empty database (but for reference data), reached as the app; emptied afterwards."""
    from django.db import connections

    yield
    for connection in connections.all():
        connection.close()
    empty(superuser)


def empty(superuser: psycopg.Connection) -> None:
    """Past all triggers. By delete: with the few rows of a test, truncate costs ten times more."""
    filled = filled_tables(superuser)
    with superuser.transaction():
        superuser.execute("set local session_replication_role = replica")
        for name in filled:
            superuser.execute(f"delete from public.{name}")


def filled_tables(superuser: psycopg.Connection) -> list[str]:
    """The tables with rows, but for reference data."""
    return [row[0] for row in superuser.execute(_filled(superuser), prepare=True)]


@cache
def _filled(superuser: psycopg.Connection) -> str:
    """The statement that names the tables with rows, but for reference data."""
    names = [row[0] for row in superuser.execute(_TABLES, [list(REFERENCE)])]
    return " union all ".join(
        f"select '{name}' where exists (select from public.{name})" for name in names
    )


@pytest.fixture
def city(database: None) -> "City":
    """A small municipality with partners and people: `city.acting("desk")`."""
    from tests.city import build

    return build()


@pytest.fixture
def client_as(city: "City") -> Callable[..., "Client"]:
    """`client_as("desk")`: a browser (Django's test client) of that person, signed in."""
    from tests.city import sign_in

    return lambda who, **extra: sign_in(city, who, **extra)
