"""`baken doctor`: each thing is really disturbed, and the sentence says what and how to mend it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from baken.core.postgres import Cluster
from baken.core.roles import LOGIN
from tests.cli.place import Home, baken


def _says(home: Home, what: str, **more: str) -> str:
    """The line (and its remedy) about one thing; empty when it is well."""
    lines = home.baken("doctor", **more).stdout.splitlines()
    for number, line in enumerate(lines):
        if line.startswith(f"FOUT  {what}:"):
            return f"{line}\n{lines[number + 1]}"
        if line == f"goed  {what}":
            return ""
    raise AssertionError(f"nothing said about {what}: {lines}")


@contextmanager
def _disturbed(home: Home, harm: str, mend: str) -> Iterator[None]:
    home.sql(harm)
    try:
        yield
    finally:
        home.sql(mend)


def test_all_is_well_when_all_is_well(home: Home) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mail = Controller(Sink(), hostname="127.0.0.1", port=port)
    mail.start()
    beat = "insert into procrastinate_workers (last_heartbeat) values (now())"
    try:
        with _disturbed(home, beat, "delete from procrastinate_workers"):
            done = home.baken("doctor", BAKEN_SMTP_HOST="127.0.0.1", BAKEN_SMTP_PORT=str(port),
                              BAKEN_HTTPS="1")  # fmt: skip
    finally:
        mail.stop()
    assert "FOUT" not in done.stdout
    assert (done.returncode, done.stdout.count("goed")) == (0, 22)


def test_a_signing_key_that_is_short_or_cannot_be_read(home: Home) -> None:
    said = _says(home, "sleutel voor raadsstukken", BAKEN_SIGNING_KEY="kort")
    assert "korter dan 32 tekens" in said
    assert "geen raadsstukken gemaakt" in said
    gone = str(home.folder / "weg")
    said = _says(home, "sleutel voor raadsstukken", BAKEN_SIGNING_KEY_FILE=gone)
    assert "BAKEN_SIGNING_KEY_FILE is niet te lezen (FileNotFoundError)" in said


def test_mail_and_worker_that_are_not_there(home: Home) -> None:
    said = home.baken("doctor", BAKEN_SMTP_HOST="127.0.0.1", BAKEN_SMTP_PORT="9")
    assert said.returncode == 1
    assert "127.0.0.1 antwoordt niet" in said.stdout
    assert "er draait geen worker" in said.stdout
    assert "Start: baken worker" in said.stdout
    assert "Zet BAKEN_SMTP_HOST" in _says(home, "mail")


@pytest.mark.parametrize(
    ("what", "setting", "says"),
    [
        ("tweede stap", {"BAKEN_NO_SECOND_FACTOR": "1"}, "nooit waar echte gegevens staan"),
        ("geen voorbeeldstad", {"BAKEN_DEMO": "1"}, "BAKEN_DEMO weg"),
        ("namen van de site", {"BAKEN_HOSTS": "*"}, "laat * toe"),
        ("namen van de site", {"BAKEN_HOSTS": "a.invalid,.b.invalid"}, "laat .b.invalid toe"),
        ("niveau van het logboek", {"BAKEN_LOG_LEVEL": "debug"}, "WARNING"),
        ("https", {}, "BAKEN_HTTPS=1"),
        ("lijn naar de mailserver", {"BAKEN_SMTP_HOST": "smtp.invalid"}, "BAKEN_SMTP_TLS=1"),
        ("lijn naar anderen", {"BAKEN_TILES": "http://kaart.invalid/{z}"}, "BAKEN_TILES"),
        ("proxy", {"BAKEN_TRUSTED_PROXIES": "1"}, "BAKEN_BEHIND_PROXY staat uit"),
        ("proxy", {"BAKEN_BEHIND_PROXY": "1"}, "tellen als één"),
    ],
)
def test_a_setting_that_weakens_is_told(
    home: Home, what: str, setting: dict[str, str], says: str
) -> None:
    assert says in _says(home, what, **setting)


def test_settings_that_are_well_are_not_told(home: Home) -> None:
    well = {"BAKEN_HTTPS": "1", "BAKEN_BEHIND_PROXY": "1", "BAKEN_TRUSTED_PROXIES": "1",
            "BAKEN_SMTP_HOST": "smtp.invalid", "BAKEN_SMTP_TLS": "1"}  # fmt: skip
    for what in ("https", "proxy", "lijn naar de mailserver", "lijn naar de database"):
        assert _says(home, what, **well) == ""


def test_an_open_line_to_the_database_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    from baken.cli.weak import weak_settings

    for host, mode, wrong in (("db.invalid", "prefer", True), ("db.invalid", "verify-full", False),
                              ("127.0.0.1", "prefer", False)):  # fmt: skip
        own = {"HOST": host, "OPTIONS": {"sslmode": mode}}
        monkeypatch.setitem(settings.DATABASES, "default", settings.DATABASES["default"] | own)
        found = {one.what: one.wrong for one in weak_settings()}
        assert bool(found["lijn naar de database"]) is wrong


def test_a_hole_in_the_wall(home: Home) -> None:
    with _disturbed(home, "alter table cases_case disable row level security",
                    "alter table cases_case enable row level security"):  # fmt: skip
        said = _says(home, "muur")
    assert "cases_case" in said
    assert "baken migrate" in said


def test_a_role_that_is_too_strong(home: Home) -> None:
    with _disturbed(home, "alter role baken_app bypassrls", "alter role baken_app nobypassrls"):
        said = _says(home, "rollen")
    assert "baken_app kan door de muur heen" in said
    assert "doctor --sql" in said


def test_a_step_of_the_database_that_was_not_taken(home: Home) -> None:
    taken = (
        "app = 'access' and name = (select max(name) from django_migrations where app = 'access')"
    )
    with _disturbed(home, f"update django_migrations set app = 'x' where {taken}",
                    "update django_migrations set app = 'access' where app = 'x'"):  # fmt: skip
        assert "nog niet gedaan" in _says(home, "database bijgewerkt")


def test_work_that_waits_too_long(home: Home) -> None:
    with _disturbed(
        home,
        "insert into procrastinate_jobs (queue_name, task_name, args, scheduled_at)"
        " values ('baken', 'proef', '{}', now() - interval '1 hour')",
        "delete from procrastinate_jobs where task_name = 'proef'",
    ):
        assert "1 taken zijn te laat" not in (said := _says(home, "wachtende taken"))
    assert "1 taak is te laat" in said


def test_keys_that_others_can_read(home: Home) -> None:
    key = home.folder / "keys" / "baken-key"
    key.chmod(0o644)
    try:
        said = _says(home, "sleutels")
    finally:
        key.chmod(0o600)
    assert "baken-key is voor anderen leesbaar" in said
    assert "chmod 600" in said


def test_a_road_to_the_keeper_where_none_should_be(home: Home) -> None:
    said = _says(home, "weg naar de eigenaar", KEEPER_DATABASE_URL=home.cluster.url("keeper"))
    assert "KEEPER_DATABASE_URL staat in deze omgeving" in said


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    done = baken(
        "doctor", "--data", str(tmp_path), DATABASE_URL="postgresql://baken_app@127.0.0.1:9/baken",
        BAKEN_KEY="k" * 40, BAKEN_SECRET_KEY="s" * 40,
    )  # fmt: skip
    assert done.returncode == 1
    assert "De database antwoordt niet" in done.stdout
    assert "Traceback" not in done.stderr
    done = baken("doctor", "--data", str(tmp_path), DATABASE_URL="postgresql://x@/x")
    assert "BAKEN_SECRET_KEY" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.fixture
def citys_own(tmp_path: Path) -> Iterator[Cluster]:
    """A PostgreSQL that is not ours: empty, with only its superuser."""
    tmp_path.chmod(0o755)
    cluster = Cluster(tmp_path / "dba", durable=False)
    cluster.start()
    yield cluster
    cluster.remove()


def test_the_script_for_the_dba_makes_roles_that_work(citys_own: Cluster, tmp_path: Path) -> None:
    script = baken("doctor", "--sql").stdout
    for role in LOGIN:  # what the DBA does with an editor
        script = script.replace("…kies zelf…", citys_own.password(role), 1)
    first, second = script.split("\\connect baken")
    _run(citys_own.url("postgres", "postgres"), first)
    _run(citys_own.url("postgres"), second)

    more = {
        **citys_own.environment("app", "owner", "keeper", "shield"),
        "BAKEN_KEY": "k" * 40, "BAKEN_SECRET_KEY": "s" * 40, "BAKEN_SIGNING_KEY": "p" * 40,
    }  # fmt: skip
    data = ("--data", str(tmp_path / "data"))
    done = baken("migrate", *data, **more)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "0 problemen" in done.stdout
    done = baken("verify", "wall", *data, **more)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "0 problemen.")
    served = {
        k: v
        for k, v in more.items()
        if k in ("DATABASE_URL", "BAKEN_KEY", "BAKEN_SECRET_KEY", "BAKEN_SIGNING_KEY")
    }
    done = baken("doctor", *data, **served)
    for well in ("muur", "rollen", "database bijgewerkt", "weg naar de eigenaar"):
        assert f"goed  {well}" in done.stdout, done.stdout


def _run(url: str, script: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in script.split(";\n"):
            if statement.strip():
                connection.execute(statement)
