"""`baken doctor`: says in words what is wrong and how to mend it."""

import os
import shutil
import socket
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from baken.cli.place import add_data_option, database, django, explain, say

FREE_BYTES = 1_000_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at: well, or what is wrong and how to mend it."""

    what: str
    wrong: str = ""
    mend: str = ""


def add_to(commands: Any) -> None:
    doctor = commands.add_parser(
        "doctor",
        help="zeg wat er mis is, en hoe het goed komt",
        epilog="Kijkt naar schijf, sleutels, instellingen, database, muur, rollen, klok,\n"
        "worker en mail. Eindigt met 0 als alles goed is, anders met 1:\n"
        "bruikbaar voor bewaking.\n\n"
        "voorbeelden:\n  baken doctor\n  baken doctor --sql > rollen.sql   voor de beheerder van"
        " uw PostgreSQL",
    )
    doctor.add_argument("--sql", action="store_true", help="druk het rollenscript voor een DBA af")
    add_data_option(doctor)
    doctor.set_defaults(run=run_doctor)


def run_doctor(options: Namespace) -> int:
    if options.sql:
        from baken.core.roles import script

        say(script())
        return 0
    findings = list(examine(options))
    for finding in findings:
        say(f"goed  {finding.what}" if not finding.wrong else
            f"FOUT  {finding.what}: {finding.wrong}\n      {finding.mend}")  # fmt: skip
    return 1 if any(finding.wrong for finding in findings) else 0


def examine(options: Namespace) -> Iterator[Finding]:
    """All findings. When the database does not answer, the rest cannot be looked at."""
    yield from _disk(options)
    yield _process()
    try:
        # The catalog is open to all: the app's own address is enough, and all that serve has.
        with database(options, "app"):
            django()
            for check in CHECKS:
                yield from check()
    except Exception as error:
        words = explain(error)
        if not words:
            raise
        yield Finding("database en instellingen", words, "Kijk in docs/operations.md.")


def _disk(options: Namespace) -> Iterator[Finding]:
    options.data.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(options.data).free
    wrong = "" if free > FREE_BYTES else f"nog maar {free // 1_000_000} MB vrij"
    yield Finding("schijfruimte", wrong, "Maak ruimte, of zet BAKEN_DATA op een grotere schijf.")
    keys = options.data / "keys"
    open_files = (
        [p.name for p in keys.glob("*") if p.stat().st_mode & 0o077] if keys.exists() else []
    )
    wrong = f"{', '.join(open_files)} is voor anderen leesbaar" if open_files else ""
    yield Finding("sleutels", wrong, f"chmod 600 {keys}/*")


def _process() -> Finding:
    """Whoever serves may have no road to the keeper or the owner."""
    roads = [n for n in ("KEEPER_DATABASE_URL", "OWNER_DATABASE_URL") if n in os.environ]
    wrong = f"{' en '.join(roads)} staat in deze omgeving" if roads else ""
    return Finding("weg naar de eigenaar", wrong,
                   "Geef die adressen alleen aan migrate, backup en restore.")  # fmt: skip


def _signing_key() -> Iterator[Finding]:
    """Without it everything works but making papers."""
    from baken.portal import env

    yield Finding("sleutel voor raadsstukken", env.fault("BAKEN_SIGNING_KEY"),
                  "Zonder die sleutel worden er geen raadsstukken gemaakt.")  # fmt: skip


def _wall() -> Iterator[Finding]:
    from baken.core import wall

    problems = wall.verify()
    yield Finding("muur", " ".join(problems[:3]), "Draai: baken migrate")


def _roles() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname from pg_roles where rolname in ('baken_app', 'baken_owner',"
            " 'baken_shield') and (rolsuper or rolbypassrls)"
        )
        strong = [row[0] for row in cursor.fetchall()]
    wrong = f"{', '.join(strong)} kan door de muur heen" if strong else ""
    yield Finding("rollen", wrong, "Draai het script van: baken doctor --sql")


def _migrations() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    wrong = f"{len(waiting)} stappen zijn nog niet gedaan" if waiting else ""
    yield Finding("database bijgewerkt", wrong, "Draai: baken migrate")


def _clock() -> Iterator[Finding]:
    from django.db import connection
    from django.utils import timezone

    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        drift = abs((cursor.fetchone()[0] - timezone.now()).total_seconds())
    wrong = f"web en database lopen {drift:.0f} seconden uiteen" if drift > 2 else ""
    yield Finding("klok", wrong, "Zet op beide machines een tijdserver aan (chrony of timesyncd).")
    from datetime import date

    from baken.core.calendar import decreed

    soon = decreed().through.year <= date.today().year  # noqa: DTZ011 - a year is enough
    wrong = "de aangewezen vrije dagen lopen dit jaar af" if soon else ""
    yield Finding("vrije dagen", wrong, "Vul core/data/closed_days.yaml aan.")


def _worker() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_workers"
            " where last_heartbeat > now() - interval '1 minute'"
        )
        alive = cursor.fetchone()[0]
        cursor.execute(
            "select count(*) from procrastinate_jobs where status = 'todo'"
            " and coalesce(scheduled_at, now()) < now() - interval '15 minutes'"
        )
        overdue = cursor.fetchone()[0]
    yield Finding("achtergrondtaken", "" if alive else "er draait geen worker",
                  "Start: baken worker")  # fmt: skip
    late = "1 taak is te laat" if overdue == 1 else f"{overdue} taken zijn te laat"
    yield Finding("wachtende taken", late if overdue else "",
                  "Start een worker erbij, of kijk in zijn logboek.")  # fmt: skip


def _mail() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.EMAIL_HOST:
        yield Finding("mail", "er is geen mailserver ingesteld",
                      "Zet BAKEN_SMTP_HOST; tot dan blijft post in de wachtrij.")  # fmt: skip
        return
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), 5).close()
        yield Finding("mail")
    except OSError as error:
        yield Finding("mail", f"{settings.EMAIL_HOST} antwoordt niet ({error})",
                      "Kijk of de mailserver draait en of BAKEN_SMTP_HOST klopt.")  # fmt: skip


def _mail_in() -> Iterator[Finding]:
    from django.conf import settings

    from baken.messages.api import NoMailbox, look_in

    if not settings.BAKEN_IMAP_HOST:
        return
    try:
        look_in()
        yield Finding("mail die binnenkomt")
    except NoMailbox as error:
        words = f"{settings.BAKEN_IMAP_HOST} laat ons niet toe ({error})"
        yield Finding("mail die binnenkomt", words,
                      "Kijk of BAKEN_IMAP_HOST, gebruiker, wachtwoord en map kloppen.")  # fmt: skip


def _letters() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select messages_failing()")
        failed = cursor.fetchone()[0]
    words = f"{failed} niet aangekomen" if failed else ""
    mend = "Een beheerder ziet ze bij Niet aangekomen, en verstuurt ze opnieuw."
    yield Finding("berichten", words, mend)


def _settings() -> Iterator[Finding]:
    from baken.cli.weak import weak_settings

    for found in weak_settings():
        yield Finding(*found)


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _settings, _signing_key, _migrations, _wall, _roles, _clock, _worker, _mail, _mail_in, _letters,
)  # fmt: skip
