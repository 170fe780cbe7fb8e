"""`baken demo`: everything set up, a demo city filled, web and worker running."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from argparse import Namespace
from pathlib import Path
from typing import Any

from baken.cli import run
from baken.cli.place import Problem, add_data_option, database, say
from baken.core.postgres import Cluster

FIRST_PORT = 8000


def add_to(commands: Any) -> None:
    demo = commands.add_parser(
        "demo",
        help="zet alles op, vul een voorbeeldstad en open haar",
        description="Zet alles op, vult een verzonnen stad en opent haar. Ctrl-C stopt alles.",
        epilog="voorbeelden:\n"
        "  baken demo                    de stad in var/, op poort 8000 of de eerste die vrij is\n"
        "  baken demo --reset            gooi de stad weg en begin opnieuw\n"
        "  baken demo --reports 100000   een grote stad, om snelheid te proeven\n"
        "  baken demo --check            doet alles één keer in een tijdelijke map; 0 is goed\n\n"
        "Alle personen en meldingen zijn verzonnen. Zet er geen echte gegevens in.",
    )
    demo.add_argument(
        "--port", type=int, default=FIRST_PORT, metavar="N", help="poort (standaard 8000)"
    )
    demo.add_argument("--reset", action="store_true", help="begin met een lege, nieuwe stad")
    demo.add_argument("--no-browser", action="store_true", help="open geen browser")
    demo.add_argument("--reports", type=int, default=6000, metavar="N", help="aantal meldingen")
    demo.add_argument(
        "--check", action="store_true", help="probeer alles in een tijdelijke map en stop"
    )
    add_data_option(demo)
    demo.set_defaults(run=run_demo)


def run_demo(options: Namespace) -> int:
    if "DATABASE_URL" in os.environ:
        raise Problem(
            "Een voorbeeldstad komt alleen in een database van Baken zelf. Haal DATABASE_URL weg."
        )
    os.environ["BAKEN_DEMO"] = "1"
    run.stop_politely()
    if options.check:
        return _check(options)
    claim(options.data, reset=options.reset)
    with database(options, "app", "keeper") as cluster:
        assert cluster is not None
        prepare(options, cluster)
        port = free_port(options.port)
        if port != options.port:
            say(f"Poort {options.port} is bezet. Baken neemt {port}.")
        with Servers(cluster, port) as servers:
            address = f"http://127.0.0.1:{port}/"
            say(f"\nBaken staat klaar: {address}\nInloggen als medewerker: {address}inloggen/")
            say("Ctrl-C stopt alles.")
            if not options.no_browser:
                _open(address)
            return servers.wait()


def prepare(options: Namespace, cluster: Cluster) -> None:
    """Migrate, install the wall, fill the city, collect the assets: each only when needed."""
    run.prepare_files()
    stamp_file = options.data / "demo.stamp"
    stamp = run.fingerprint("**/migrations/*.py", "**/*.sql", "**/data/**/*")
    if not stamp_file.exists() or stamp_file.read_text() != stamp:
        say("De database wordt bijgewerkt en de muur gezet…")
        _migrate(cluster)
    from baken.portal.demo import city

    city.fill(reports=options.reports)
    stamp_file.write_text(stamp)


def _migrate(cluster: Cluster) -> None:
    """`baken migrate` in a process of its own, for it needs the owner's role."""
    environment = os.environ | cluster.environment("app", "owner", "keeper")
    done = subprocess.run(
        [sys.executable, "-m", "baken", "migrate", "--data", str(cluster.data)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Problem(f"Bijwerken van de database lukte niet.\n{done.stderr[-2000:]}")


def claim(data: Path, *, reset: bool) -> None:
    """Take the folder for a demo. Problem when it holds anything that is not a demo of ours."""
    stamp, cluster = data / "demo.stamp", Cluster(data)
    filled = data.exists() and any(data.iterdir())
    if filled and not stamp.exists() and (reset or (data / "keys").exists()):
        raise Problem(
            f"In {data} staat geen voorbeeldstad. Er is niets veranderd. "
            "Kies met --data een andere map."
        )
    if cluster.orphaned:
        if not (cluster.is_demo or stamp.exists()):
            raise Problem(
                f"In {cluster.home} staat nog een database waarvan de sleutels weg zijn, en dat is "
                "geen voorbeeldstad. Er is niets veranderd. Kies met --data een andere map."
            )
        say("De sleutels van de vorige voorbeeldstad zijn weg. Baken begint met een nieuwe stad.")
        reset = True
    if reset:
        cluster.remove()
        shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    cluster.mark_demo()


def free_port(wanted: int) -> int:
    """The first port from `wanted` on which nobody listens."""
    for port in range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Problem(f"Er is geen vrije poort tussen {wanted} en {wanted + 99}.")


def _open(address: str) -> None:
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "darwin":
        webbrowser.open(address)


class Servers:
    """Web and worker as child processes, with the app's role only."""

    def __init__(self, cluster: Cluster, port: int) -> None:
        environment = run.process_environment() | cluster.environment("app")
        self._commands = [run.serve_command("127.0.0.1", port), run.worker_command()]
        self._environment = environment
        self._port = port
        self._children: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Servers":
        for command in self._commands:
            self._children.append(run.start_child(command, self._environment))
        try:
            self._wait_for_port()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _wait_for_port(self, seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            if any(child.poll() is not None for child in self._children):
                break
            time.sleep(0.05)
        raise Problem("De website start niet. Kijk hierboven wat er misging.")

    def wait(self) -> int:
        """Until someone stops us. What ends by itself is started again."""
        while True:
            for number, child in enumerate(self._children):
                if child.poll() is not None:
                    run.end_child(child)
                    time.sleep(2)
                    command = self._commands[number]
                    self._children[number] = run.start_child(command, self._environment)
            time.sleep(0.3)

    def __exit__(self, *_: object) -> None:
        say("\nBaken stopt…")
        for child in self._children:
            run.end_child(child)


def _check(options: Namespace) -> int:
    """All of the demo in a temporary folder, requested page by page as each person."""
    from baken.cli.demo_check import check_pages

    folder = Path(tempfile.mkdtemp(prefix="baken-check-"))
    options.data = folder
    try:
        with database(options, "app", "keeper") as cluster:
            assert cluster is not None
            prepare(options, cluster)
            port = free_port(options.port)
            with Servers(cluster, port):
                return check_pages(f"http://127.0.0.1:{port}")
    finally:
        Cluster(folder).remove()
        shutil.rmtree(folder, ignore_errors=True)
