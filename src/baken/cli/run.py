"""`baken serve`, `baken worker`, `baken migrate`."""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from baken.cli.place import add_data_option, complain, database, django, say

PACKAGE = Path(__file__).resolve().parent.parent


def add_to(commands: Any) -> None:
    serve = commands.add_parser(
        "serve",
        help="start de website en de werkplek",
        epilog="voorbeeld:\n  baken serve --port 8080 --workers 4\n\n"
        "Zet er een webserver met TLS voor; zie docs/operations.md. Ctrl-C stopt.",
    )
    serve.add_argument(
        "--host", default="127.0.0.1", metavar="ADRES", help="luister hier (standaard 127.0.0.1)"
    )
    serve.add_argument("--port", type=int, default=8000, metavar="N", help="poort (standaard 8000)")
    serve.add_argument(
        "--workers", type=int, default=2, metavar="N", help="processen (standaard 2; één per kern)"
    )
    add_data_option(serve)
    serve.set_defaults(run=run_serve)
    worker = commands.add_parser(
        "worker",
        help="start de achtergrondtaken",
        epilog="Verstuurt post, telt cijfers, ruimt op. Eén is genoeg; meer mag.",
    )
    add_data_option(worker)
    worker.set_defaults(run=run_worker)
    migrate = commands.add_parser(
        "migrate",
        help="werk de database bij en zet de muur",
        epilog="Draai dit na elke nieuwe versie, voor serve en worker. Nog een keer mag altijd.\n"
        "Met een eigen PostgreSQL: DATABASE_URL, OWNER_DATABASE_URL en KEEPER_DATABASE_URL.",
    )
    add_data_option(migrate)
    migrate.set_defaults(run=run_migrate)


def serve_command(host: str, port: int, workers: int = 2) -> list[str]:
    """The command line of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "baken.portal.wsgi:application",
        "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", "4", "--no-access-log", "--log-level", "warning",
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "--no-ws",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """The command line of the worker."""
    return [sys.executable, "-m", "baken.cli.work"]


def run_serve(options: Namespace) -> int:
    with database(options, "app"):
        prepare_files()
        say(f"Baken luistert op http://{options.host}:{options.port}/")
        return keep_running(
            serve_command(options.host, options.port, options.workers), "De webserver"
        )


def run_worker(options: Namespace) -> int:
    with database(options, "app"):
        return keep_running(worker_command(), "De worker")


def keep_running(command: list[str], what: str) -> int:
    """Run web or worker until someone stops us; whenever it ends by itself it begins again.

    The worker ends when its database goes away. Granian replaces a process that died, but ends
    when the same one dies twice within seconds, and when it is killed itself.
    """
    stop_politely()
    try:
        while True:
            code = run_child(command)
            complain(f"{what} stopte ({code}) en begint opnieuw.")
            time.sleep(2)
    except KeyboardInterrupt:
        return 0


def stop_politely() -> None:
    """Every way of being stopped becomes the one that cleans up: KeyboardInterrupt."""
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, _interrupt)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def start_child(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """A process with a group of its own, so that all of it can be stopped."""
    return subprocess.Popen(command, env=environment, start_new_session=True)


def end_child(child: "subprocess.Popen[bytes]", seconds: float = 12) -> None:
    """Ask it to stop, wait, and end what is left of its group.

    Only the child itself is asked: a worker of granian that is asked twice may never stop.
    """
    child.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def run_child(command: list[str]) -> int:
    """Run web or worker until it ends, and return its exit code. Nothing of it is left then."""
    child = start_child(command, process_environment())
    try:
        return child.wait()
    finally:
        end_child(child)


def run_migrate(options: Namespace) -> int:
    with database(options, "owner", "keeper"):
        django()
        migrate(verbose=True)
    return 0


def migrate(*, verbose: bool = False) -> None:
    """Migrate, install the wall, load the code lists. Runs as owner."""
    from django.core.management import call_command

    from baken.cli.reference import load_reference
    from baken.core import wall

    call_command("migrate", interactive=False, verbosity=1 if verbose else 0)
    files = wall.install()
    load_reference()
    problems = wall.verify()
    if verbose:
        say(f"De muur staat: {files} bestanden, {len(problems)} problemen.")
        for problem in problems:
            say(f"- {problem}")


def prepare_files() -> None:
    """Collect static files and compile translations, when they changed since the last time."""
    from baken.cli.translations import compile_all

    compile_all()
    django()
    from django.conf import settings
    from django.core.management import call_command

    stamp_file = Path(settings.STATIC_ROOT) / ".stamp"
    stamp = fingerprint("**/static/**/*", "core/data/municipality.yaml")
    if not stamp_file.exists() or stamp_file.read_text() != stamp:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp_file.write_text(stamp)


def fingerprint(*patterns: str) -> str:
    """A hash over names, sizes and times of files of the package: has anything changed?"""
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(PACKAGE.glob(pattern)):
            if path.is_file():
                stat = path.stat()
                digest.update(f"{path}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def process_environment() -> dict[str, str]:
    """The environment of web and worker: no road to the owner or the keeper."""
    hidden = {"OWNER_DATABASE_URL", "KEEPER_DATABASE_URL", "APP_DATABASE_URL"}
    return {name: value for name, value in os.environ.items() if name not in hidden}
