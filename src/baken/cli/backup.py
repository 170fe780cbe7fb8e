"""`baken backup` and `baken restore`: the database and the stored files, one command each way."""

import os
import shutil
import subprocess
import tarfile
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from baken.cli.place import Problem, add_data_option, database, say
from baken.core.postgres import binaries

DUMP, FILES = "database.dump", "files"


def add_to(commands: Any) -> None:
    backup = commands.add_parser(
        "backup",
        help="maak een reservekopie van alles",
        epilog="voorbeeld:\n  baken backup baken-$(date +%F).tar\n\n"
        "De sleutels zitten er niet in: bewaar die apart. Zonder sleutels is de kopie onleesbaar.",
    )
    backup.add_argument("target", type=Path, metavar="BESTAND", help="bijvoorbeeld baken.tar")
    add_data_option(backup)
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser(
        "restore",
        help="zet een reservekopie terug",
        epilog="Alle gegevens van nu verdwijnen. Stop eerst serve en worker.",
    )
    restore.add_argument("source", type=Path, metavar="BESTAND")
    restore.add_argument("--yes", action="store_true", help="zonder vraag vooraf")
    add_data_option(restore)
    restore.set_defaults(run=run_restore)


def _tool(name: str) -> str:
    return str(binaries() / "bin" / name)


def _files(options: Namespace) -> Path:
    return Path(os.environ.get("BAKEN_FILES", options.data / FILES))


def run_backup(options: Namespace) -> int:
    """A tar with a dump by the keeper and the encrypted files. The keys are not in it."""
    with database(options, "keeper"), tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DUMP
        _run([_tool("pg_dump"), "-Fc", "--no-owner", "--no-privileges", "--no-comments",
              "--extension=plpgsql", "-f", str(dump), "-d", _address()])  # fmt: skip
        options.target.unlink(missing_ok=True)
        handle = os.open(options.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
            tar.add(dump, DUMP)
            if _files(options).exists():
                tar.add(_files(options), FILES)
    say(f"Reservekopie: {options.target} ({options.target.stat().st_size // 1024} kB).")
    say(f"De sleutels zitten er niet in. Bewaar {options.data / 'keys'} apart en veilig.")
    return 0


def run_restore(options: Namespace) -> int:
    """Replace all data by that of the backup, and put the wall up again."""
    if not options.source.exists():
        raise Problem(f"Het bestand {options.source} is er niet.")
    if not options.yes and input("Alle gegevens van nu verdwijnen. Typ ja: ").strip() != "ja":
        raise Problem("Er is niets veranderd.")
    with tempfile.TemporaryDirectory() as folder:
        _unpack(options.source, Path(folder))
        dump = Path(folder) / DUMP
        if not dump.exists():
            raise Problem("Dit is geen reservekopie van Baken: er zit geen database in.")
        with database(options, "owner"):
            _restore_database(dump)
        if (Path(folder) / FILES).exists():
            shutil.rmtree(_files(options), ignore_errors=True)
            shutil.copytree(Path(folder) / FILES, _files(options))
    from baken.cli.run import run_migrate

    run_migrate(options)
    say("De reservekopie is teruggezet.")
    return 0


def _unpack(source: Path, folder: Path) -> None:
    """Take the dump and the files out of the tar: plain files only, and none outside `folder`."""
    with tarfile.open(source) as tar:
        for member in tar:
            parts = Path(member.name).parts
            ours = member.name == DUMP or parts[:1] == (FILES,)
            if not member.isfile() or not ours or ".." in parts:
                continue
            target = folder.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            content = tar.extractfile(member)
            if content is not None:
                with content, target.open("wb") as out:
                    shutil.copyfileobj(content, out)


def _restore_database(dump: Path) -> None:
    import psycopg

    # A dump that cannot be read is refused before anything is dropped.
    _run([_tool("pg_restore"), "--list", str(dump)])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        _empty(connection)
    _run([_tool("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error",
          "--single-transaction", "-d", _address(), str(dump)])  # fmt: skip


def _address() -> str:
    """The database's address without its password: arguments are there for all to see."""
    url = urlsplit(os.environ["DATABASE_URL"])
    place = url.netloc.rsplit("@", 1)[-1]
    return urlunsplit(url._replace(netloc=f"{url.username or ''}@{place}"))


_OURS = "('baken_owner', 'baken_acting', 'baken_search', 'baken_figures')"
_DROPS = (
    "select format('drop routine if exists %s cascade', p.oid::regprocedure)"
    " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
    f" where nspname = 'public' and pg_get_userbyid(proowner) in {_OURS}",
    "select format('drop table if exists public.%I cascade', relname)"
    " from pg_class c join pg_namespace n on n.oid = relnamespace"
    " where nspname = 'public' and relkind in ('r', 'p') and not relispartition"
    f" and pg_get_userbyid(relowner) in {_OURS}",
    "select format('drop sequence if exists public.%I cascade', relname)"
    " from pg_class c join pg_namespace n on n.oid = relnamespace"
    f" where nspname = 'public' and relkind = 'S' and pg_get_userbyid(relowner) in {_OURS}",
    "select format('drop type if exists public.%I cascade', typname) from pg_type t"
    " join pg_namespace n on n.oid = t.typnamespace where nspname = 'public'"
    " and (typtype = 'e' or (select relkind from pg_class where oid = typrelid) = 'c')"
    f" and pg_get_userbyid(typowner) in {_OURS}",
)


def _empty(connection: Any) -> None:
    """Drop what is ours, but no extension and no role, so that the dump fits."""
    for query in _DROPS:
        for (statement,) in connection.execute(query).fetchall():
            connection.execute(statement)


def _run(command: list[str]) -> None:
    password = unquote(urlsplit(os.environ["DATABASE_URL"]).password or "")
    done = subprocess.run(
        command, capture_output=True, text=True, check=False,
        env={**os.environ, "PGPASSWORD": password},
    )  # fmt: skip
    if done.returncode:
        raise Problem(f"{Path(command[0]).name}: {done.stderr.strip()[-600:]}")
